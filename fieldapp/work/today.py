"""The first page: what this day asks of the officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from fieldapp.work.commitment_board import owed_until
from fieldapp.work.commitment_lines import CommitmentLine
from fieldapp.work.desk import Desk
from fieldapp.work.visit_list import VisitFilter, VisitLine, page_of

_MOST: Final = 50
_A_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_SOON: Final = timedelta(days=15)


@dataclass(frozen=True, slots=True)
class TodayPage:
    """What waits. `unfinished` began before today; `actas_to_finish` are not signed yet.

    `week` holds the visits of the next seven days, the nearest first.
    """

    day: date
    visits: list[VisitLine]
    week: list[VisitLine]
    unfinished: list[VisitLine]
    actas_to_finish: list[VisitLine]
    late: list[CommitmentLine]
    due_soon: list[CommitmentLine]


class Today:
    """What this day asks of the officer."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def page(self) -> TodayPage:
        """Visits of today, what was left half done, and promises late or due within 15 days."""
        desk, today = self._desk, self._desk.today()
        with desk.reading() as reading:
            todays = page_of(desk, reading, VisitFilter(from_on=today, to_on=today), _MOST, 0)
            ahead = VisitFilter(
                status=frozenset({"planned"}), from_on=today + _A_DAY, to_on=today + _WEEK
            )
            week = page_of(desk, reading, ahead, _MOST, 0)
            begun = VisitFilter(status=frozenset({"in_progress", "done"}), to_on=today - _A_DAY)
            unfinished = page_of(desk, reading, begun, _MOST, 0)
            closed = VisitFilter(status=frozenset({"closed"}))
            recent = page_of(desk, reading, closed, _MOST, 0)
            owed = owed_until(desk, reading, today + _SOON)
        return TodayPage(
            day=today,
            visits=[line for line in todays.lines if line.status != "cancelled"],
            week=sorted(week.lines, key=lambda line: line.day or date.max),
            unfinished=unfinished.lines,
            actas_to_finish=[line for line in recent.lines if line.acta_status != "sealed"],
            late=[line for line in owed if line.late],
            due_soon=[line for line in owed if not line.late],
        )
