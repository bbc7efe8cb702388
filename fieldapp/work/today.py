"""The first page: what this day asks of the officer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from fieldapp.rules.readiness import Check
from fieldapp.store.queries import Among
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.commitment_board import Owed, owed_until
from fieldapp.work.contents import unread
from fieldapp.work.desk import Desk
from fieldapp.work.drafts import Drafts, OpenDraft
from fieldapp.work.requests import requests_due
from fieldapp.work.trips_due import TripDue, trips_due
from fieldapp.work.visit_list import VisitFilter, VisitLine, first_lines, lines_of_visits

_MOST: Final = 50
_A_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_SOON: Final = timedelta(days=15)
_UNSIGNED: Final = frozenset({"draft", "review", "frozen"})


@dataclass(frozen=True, slots=True)
class TodayPage:
    """What waits. `unfinished` began before today; `actas_to_finish` are not signed yet.

    `week` holds the visits of the next seven days, the nearest first; `drafts` is what was half
    typed where nothing is saved before it is whole; `trips` are over and still owe their report.
    """

    day: date
    visits: list[VisitLine]
    week: list[VisitLine]
    unfinished: list[VisitLine]
    actas_to_finish: list[VisitLine]
    drafts: list[OpenDraft]
    owed: Owed
    trips: list[TripDue]

    @property
    def to_start(self) -> VisitLine | None:
        """The visit that one key begins: the first one planned for today."""
        return next((line for line in self.visits if line.status == "planned"), None)


class Today:
    """What this day asks of the officer."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def page(self) -> TodayPage:
        """Visits of today, what was left half done, and promises late or due within 15 days."""
        desk, today = self._desk, self._desk.today()
        with desk.reading() as reading:
            todays = first_lines(desk, reading, VisitFilter(from_on=today, to_on=today), _MOST)
            ahead = VisitFilter(
                status=frozenset({"planned"}), from_on=today + _A_DAY, to_on=today + _WEEK
            )
            week = first_lines(desk, reading, ahead, _MOST)
            begun = VisitFilter(
                status=frozenset({"in_progress", "done"}), to_on=today - _A_DAY, mine=True
            )
            unfinished = first_lines(desk, reading, begun, _MOST)
            shown = {line.id for line in (*todays, *unfinished)}
            unsigned = self._unsigned(reading, shown)
            owed = owed_until(desk, reading, today + _SOON, _MOST)
            trips = trips_due(desk, reading, today)
        return TodayPage(
            day=today,
            visits=[line for line in todays if line.status != "cancelled"],
            week=sorted(week, key=lambda line: line.day or date.max),
            unfinished=unfinished,
            actas_to_finish=unsigned,
            drafts=Drafts(desk).open(),
            owed=owed,
            trips=trips,
        )

    def waiting(self) -> list[Check]:
        """What nobody asks for aloud: requests that are due, and what was sent here to be read."""
        found = (requests_due(self._desk), unread(self._desk))
        return [check for check in found if check is not None]

    def _unsigned(self, reading: Reading, shown: Iterable[UUID]) -> list[VisitLine]:
        """The officer's visits whose acta waits, and those closed lately that have none yet."""
        mine = {"lead_officer": self._desk.posting.officer}
        waiting = {"status": _UNSIGNED, "activity": Among(("activity",), mine)}
        rows = reading.listing("minutes", ("activity",), waiting, ("-created_at",), _MOST)
        actas = lines_of_visits(
            self._desk, reading, {row[0] for row in rows}.difference(shown, {None})
        )
        closed = VisitFilter(status=frozenset({"closed"}), mine=True)
        recent = first_lines(self._desk, reading, closed, _MOST)
        without = [line for line in recent if not line.acta_status and line.id not in set(shown)]
        return [*actas, *without]
