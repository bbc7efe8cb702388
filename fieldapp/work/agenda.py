"""The points of a meeting: what was to be treated, what was said, what was decided."""

from __future__ import annotations

from uuid import UUID

from fieldapp.records.visits import AgendaItem
from fieldapp.rules.agenda_clock import begun, ended, is_running
from fieldapp.rules.permissions import Action
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.changing import annul, change, create, fetch, must_may, put, restore
from fieldapp.work.desk import Changes, Desk, Saved
from fieldapp.work.issued import must_be_open
from fieldapp.work.order import in_order, last_position, position_after
from fieldapp.work.reasons import TAKEN_OUT


class Agenda:
    """What an officer does with the points of a visit; each method is one transaction.

    All of them raise Refused once the acta is issued.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, activity: UUID) -> list[AgendaItem]:
        """The points in their order; the printed number is the place in this list."""
        with self._desk.reading() as reading:
            return points_of(reading, activity)

    def add(self, activity: UUID, changes: Changes, after: UUID | None = None) -> Saved:
        """A new point, last or after another one."""
        with self._desk.writing() as writing:
            must_be_open(writing, activity)
            points = points_of(writing, activity)
            place = position_after(points, after) if after else last_position(points)
            return put(
                self._desk,
                writing,
                create(self._desk, AgendaItem, changes, activity=activity, position=place),
            )

    def edit(self, id: UUID, changes: Changes) -> Saved:
        """Keep what was typed in a point."""
        with self._desk.writing() as writing:
            point = fetch(writing, AgendaItem, id)
            must_be_open(writing, point.activity)
            return put(self._desk, writing, change(self._desk, point, changes))

    def begin(self, id: UUID) -> Saved:
        """Stamp that a point is being treated from now on; another one under way ends."""
        with self._desk.writing() as writing:
            point, now = fetch(writing, AgendaItem, id), self._desk.now()
            must_be_open(writing, point.activity)
            must_may(self._desk, Action.EDIT, point)
            end_running(self._desk, writing, point.activity)
            return put(self._desk, writing, begun(point, now))

    def end(self, id: UUID) -> Saved:
        """Stamp that a point is done."""
        with self._desk.writing() as writing:
            point = fetch(writing, AgendaItem, id)
            must_be_open(writing, point.activity)
            must_may(self._desk, Action.EDIT, point)
            return put(self._desk, writing, ended(point, self._desk.now()))

    def move(self, id: UUID, after: UUID | None) -> Saved:
        """Put a point after another one, or first."""
        with self._desk.writing() as writing:
            point = fetch(writing, AgendaItem, id)
            must_be_open(writing, point.activity)
            others = writing.all(AgendaItem, {"activity": point.activity})
            place = position_after([other for other in others if other.id != id], after)
            return put(self._desk, writing, change(self._desk, point, {}, position=place))

    def remove(self, id: UUID) -> Saved:
        """Take a point out; `restore` brings it back."""
        with self._desk.writing() as writing:
            point = fetch(writing, AgendaItem, id)
            must_be_open(writing, point.activity)
            return annul(self._desk, writing, point, TAKEN_OUT)

    def restore(self, id: UUID) -> Saved:
        """Bring a point back."""
        with self._desk.writing() as writing:
            point = fetch(writing, AgendaItem, id)
            must_be_open(writing, point.activity)
            return restore(self._desk, writing, point)


def end_running(desk: Desk, writing: Writing, activity: UUID | None) -> None:
    """Stamp that whatever point is under way is done."""
    for point in writing.all(AgendaItem, {"activity": activity}):
        if is_running(point):
            put(desk, writing, ended(point, desk.now()))


def points_of(reading: Reading, activity: UUID) -> list[AgendaItem]:
    """The points of a visit in their order."""
    return sorted(reading.all(AgendaItem, {"activity": activity}), key=in_order)
