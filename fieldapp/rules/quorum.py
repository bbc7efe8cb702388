"""Whether enough people came to decide, and whether the votes counted can be theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from fieldapp.records.visits import Activity, AgendaItem, Attendance

_WITHOUT_A_VOTE: Final = frozenset({"guest", "interpreter", "witness", "guardian"})
"""In which quality somebody attends without deciding."""


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many must be there and how many are; `convened` is 0 where the number was written."""

    required: int
    present: int
    convened: int = 0

    @property
    def missing(self) -> int:
        """How many lack."""
        return max(0, self.required - self.present)


def quorum_of(activity: Activity, rows: Iterable[Attendance]) -> Quorum | None:
    """What the meeting needs: the number written, or the majority of those convened to a session.

    Nobody is asked for a quorum where neither a number nor a convened list says that there is one.
    """
    deciding = [row for row in rows if row.role not in _WITHOUT_A_VOTE]
    present = sum(row.presence == "present" for row in deciding)
    if activity.quorum_required:
        return Quorum(activity.quorum_required, present)
    if activity.space is None or present == len(deciding):
        return None  # a list without anybody expected, excused or absent was never convened
    return Quorum(len(deciding) // 2 + 1, present, len(deciding))


def votes_cast(point: AgendaItem) -> int:
    """How many voted on a point, abstentions too."""
    counted = (point.votes_for, point.votes_against, point.votes_abstain)
    return sum(votes or 0 for votes in counted)
