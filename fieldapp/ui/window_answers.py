"""What the window itself asks for: the search box, and how things stand with headquarters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from fieldapp.ui.shell.search_box import Searching
from fieldapp.ui.shell.status_line import Standing

if TYPE_CHECKING:
    from fieldapp.work.search import Found
    from fieldapp.work.syncing import SyncStandings
    from fieldapp.work.work import Work


class WindowStanding(Standing, Protocol):
    """How things stand, for the bottom line, the sync button and the counts on the left."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How much waits for the officer in each place, by its name."""
        ...


class WindowWork(Searching, Protocol):
    """What the window itself asks for."""

    def standing(self) -> WindowStanding:
        """Return how things stand now."""
        ...


@dataclass(frozen=True, slots=True)
class StandingNow:
    """How things stand, for the bottom line and the counts on the left."""

    online: bool | None
    waiting: int
    last_receipt_at: datetime | None
    counts: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class WindowAnswers:
    """What the window itself asks for; `work` gives the work of now, which switches change."""

    work: Callable[[], Work]
    standings: SyncStandings

    def find(self, text: str, limit: int) -> Sequence[Found]:
        """Find records by words."""
        return self.work().search.find(text, limit)

    def recent(self, limit: int) -> Sequence[Found]:
        """Give the records opened last."""
        return self.work().recent.last(limit)

    def standing(self) -> StandingNow:
        """Return how things stand, read from what is kept here."""
        now = self.standings.now()
        waiting = sum(now.counts.pending.values())
        asked = now.failure is not None or now.last_receipt_at is not None
        online = not now.state.is_failure if asked else None
        return StandingNow(
            online, waiting, now.last_receipt_at, {"sync": len(now.counts.in_review)}
        )
