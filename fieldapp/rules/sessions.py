"""The sessions of a space in one year: held beside planned, and the one to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

_HELD: Final = frozenset({"in_progress", "done", "closed"})


@dataclass(frozen=True, slots=True)
class Session:
    """A meeting of a space: its day in the country's zone, its state, the next day it agreed."""

    day: date
    status: str
    announces: date | None = None


@dataclass(frozen=True, slots=True)
class SessionsOfYear:
    """How a space keeps to its plan. `behind` compares with the part of the year that is over."""

    held: int
    planned: int | None
    last: date | None
    next: date | None

    def behind(self, today: date) -> int:
        """How many sessions lack that should have been held by this day."""
        first = date(today.year, 1, 1)
        days = (date(today.year + 1, 1, 1) - first).days
        due = (self.planned or 0) * (today - first).days // days
        return max(0, due - self.held)


def sessions_of_year(
    sessions: Sequence[Session], planned: int | None, today: date
) -> SessionsOfYear:
    """What a space held in the year of `today`, its last session ever, and its next one.

    The next is what is planned from today on; while nothing is, the day the last one agreed.
    """
    held = sorted(
        (one for one in sessions if one.status in _HELD and one.day <= today),
        key=lambda one: one.day,
    )
    ahead = [one.day for one in sessions if one.status == "planned" and one.day >= today]
    announced = held[-1].announces if held else None
    if not ahead and announced is not None and announced >= today:
        ahead = [announced]
    return SessionsOfYear(
        held=sum(one.day.year == today.year for one in held),
        planned=planned,
        last=held[-1].day if held else None,
        next=min(ahead, default=None),
    )
