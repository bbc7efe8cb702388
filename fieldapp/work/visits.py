"""Visits and sessions: planned, begun, written down, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from fieldapp.records.describe import Code
from fieldapp.records.text import Refused, say
from fieldapp.records.visits import Activity
from fieldapp.rules.permissions import Action
from fieldapp.rules.visits import Lack, VisitStatus, must_move
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.agenda import end_running
from fieldapp.work.changing import annul, change, create, fetch, must_may, put, required, restore
from fieldapp.work.closing import missing_of, must_have_attendees
from fieldapp.work.desk import Changes, Desk, Saved
from fieldapp.work.issued import must_be_open, must_not_be_issued
from fieldapp.work.old_visits import must_be_here
from fieldapp.work.visit_list import VisitFilter, VisitPage, page_of

if TYPE_CHECKING:
    from fieldapp.work.commitment_lines import CommitmentLine
    from fieldapp.work.visit_room import VisitRoom


class Visits:
    """What an officer does with a visit as a whole; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def plan(self, changes: Changes) -> Saved:
        """Write down a visit to come, led by this officer. Raises WrongFields."""
        with self._desk.writing() as writing:
            return self._put_session(writing, self._new(changes))

    def start(self, id: UUID | None = None, changes: Changes | None = None) -> Saved:
        """Begin a planned visit now, or one that nobody planned."""
        with self._desk.writing() as writing:
            if id is None:
                visit = self._new(changes or {})
            else:
                visit = change(self._desk, fetch(writing, Activity, id), changes or {})
            return self._put_session(writing, self._begun(visit))

    def edit(self, id: UUID, changes: Changes) -> Saved:
        """Keep what was typed. Raises WrongFields; Refused once the acta is issued."""
        with self._desk.writing() as writing:
            must_be_open(writing, id)
            return put(
                self._desk, writing, change(self._desk, fetch(writing, Activity, id), changes)
            )

    def finish(self, id: UUID) -> Saved:
        """The meeting is over: stamp its end. Refused without attendees or the reason for none."""
        with self._desk.writing() as writing:
            return put(
                self._desk, writing, finished(self._desk, writing, fetch(writing, Activity, id))
            )

    def close(self, id: UUID) -> Saved:
        """Close the visit. Refused, naming the first thing, while something is missing."""
        with self._desk.writing() as writing:
            return put(
                self._desk, writing, closed(self._desk, writing, fetch(writing, Activity, id))
            )

    def cancel(self, id: UUID, reason: str) -> Saved:
        """Give a visit up, saying why."""
        with self._desk.writing() as writing:
            must_not_be_issued(writing, id)
            why = required(reason, say("Escriba por qué se cancela."))
            visit = _moved(fetch(writing, Activity, id), VisitStatus.CANCELLED)
            return put(self._desk, writing, msgspec.structs.replace(visit, status_reason=why))

    def reopen(self, id: UUID, reason: str) -> Saved:
        """Open a closed visit again: a coordinator's decision, with its reason."""
        with self._desk.writing() as writing:
            must_not_be_issued(writing, id)
            must_be_here(writing, id)
            visit = fetch(writing, Activity, id)
            must_may(self._desk, Action.REOPEN, visit)
            why = required(reason, say("Escriba por qué se abre de nuevo."))
            visit = _moved(visit, VisitStatus.IN_PROGRESS)
            return put(self._desk, writing, msgspec.structs.replace(visit, status_reason=why))

    def annul(self, id: UUID, reason: str) -> Saved:
        """Mark a visit written by mistake."""
        with self._desk.writing() as writing:
            must_not_be_issued(writing, id)
            return annul(self._desk, writing, fetch(writing, Activity, id), reason)

    def restore(self, id: UUID) -> Saved:
        """Take the annulment back."""
        with self._desk.writing() as writing:
            return restore(self._desk, writing, fetch(writing, Activity, id))

    def get(self, id: UUID) -> Activity | None:
        """The visit, or None if this laptop does not hold it."""
        with self._desk.reading() as reading:
            return reading.get(Activity, id)

    def missing(self, id: UUID) -> list[Lack]:
        """What the visit still needs before it can be closed; empty when nothing."""
        with self._desk.reading() as reading:
            return missing_of(reading, fetch(reading, Activity, id))

    def page(
        self, wanted: VisitFilter | None = None, limit: int = 200, offset: int = 0
    ) -> VisitPage:
        """The visits, the newest first, from `offset` on."""
        with self._desk.reading() as reading:
            return page_of(self._desk, reading, wanted or VisitFilter(), limit, offset)

    def room(self, id: UUID) -> VisitRoom:
        """Everything the visit's room shows, in one snapshot."""
        from fieldapp.work.visit_room import room_of

        with self._desk.reading() as reading:
            return room_of(self._desk, reading, fetch(reading, Activity, id))

    def last_agreed(self, id: UUID) -> list[CommitmentLine]:
        """What is still open of earlier visits and agreements of that place or space."""
        from fieldapp.work.commitment_lines import last_agreed

        with self._desk.reading() as reading:
            return last_agreed(self._desk, reading, fetch(reading, Activity, id))

    def _put_session(self, writing: Writing, visit: Activity) -> Saved:
        """Keep the visit; a session opens with what its space must look at."""
        from fieldapp.work.session_points import lay_points

        saved = put(self._desk, writing, visit)
        lay_points(self._desk, writing, visit)
        return Saved(writing.changed_kinds, saved.id)

    def _new(self, changes: Changes) -> Activity:
        changes = {"lead_officer": self._desk.posting.officer, **changes}
        return create(self._desk, Activity, changes)

    def _begun(self, visit: Activity) -> Activity:
        now = self._desk.now()
        return msgspec.structs.replace(
            _moved(visit, VisitStatus.IN_PROGRESS),
            starts_at=visit.starts_at or now,
            planned_on=visit.planned_on or self._desk.day_of(visit.starts_at or now),
        )


def finished(desk: Desk, writing: Writing, visit: Activity) -> Activity:
    """The visit when the meeting is over; Refused without attendees or the reason for none.

    The point of the agenda that is still under way is over too.
    """
    must_have_attendees(writing, visit)
    end_running(desk, writing, visit.id)
    done = _moved(visit, VisitStatus.DONE)
    return msgspec.structs.replace(done, ends_at=visit.ends_at or desk.now())


def closed(desk: Desk, reading: Reading, visit: Activity) -> Activity:
    """The visit closed; Refused, naming the first thing, while something is missing."""
    must_may(desk, Action.CLOSE, visit)
    missing = missing_of(reading, visit)
    if missing:
        raise Refused(missing[0].text)
    return _moved(visit, VisitStatus.CLOSED)


def _moved(visit: Activity, to: VisitStatus) -> Activity:
    must_move(visit.status or VisitStatus.PLANNED, to)
    return msgspec.structs.replace(visit, status=Code(to.value))
