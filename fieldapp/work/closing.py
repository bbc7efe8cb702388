"""What a visit still needs, asked of everything that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from fieldapp.records.agreements import Commitment
from fieldapp.records.text import Refused
from fieldapp.records.visits import Activity, AgendaItem, Attendance, Audience, Consent, Ink
from fieldapp.rules.visits import (
    Lack,
    VisitPapers,
    VisitStatus,
    what_attendance_lacks,
    what_stops_closing,
)
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.order import in_order


def papers_of(
    reading: Reading, visit: Activity, attendance: Sequence[Attendance] | None = None
) -> VisitPapers:
    """A visit with all that its closing and its acta look at, in their order.

    `attendance` is its list where it was read already.
    """
    own = {"activity": visit.id}
    if attendance is None:
        attendance = sorted(reading.all(Attendance, own), key=in_order)
    return VisitPapers(
        visit=visit,
        agenda=sorted(reading.all(AgendaItem, own), key=in_order),
        attendance=attendance,
        audiences=reading.all(Audience, own),
        consents=reading.all(Consent, own),
        inks=reading.all(Ink, own, ("signed_at",)),
        commitments=sorted(reading.all(Commitment, {"origin": visit.id}), key=in_order),
    )


def missing_of(
    reading: Reading, visit: Activity, attendance: Sequence[Attendance] | None = None
) -> list[Lack]:
    """Everything the visit still needs before it can be closed, in the order of its room.

    The end of a visit under way is not missing: finishing it stamps it.
    """
    if visit.status == VisitStatus.IN_PROGRESS:
        visit = msgspec.structs.replace(visit, ends_at=visit.ends_at or visit.starts_at)
    return what_stops_closing(papers_of(reading, visit, attendance))


def must_have_attendees(reading: Reading, visit: Activity) -> None:
    """Raise Refused when nobody came and nobody said why."""
    own = {"activity": visit.id}
    came, counted = reading.all(Attendance, own), reading.all(Audience, own)
    faults = what_attendance_lacks(visit, came, counted)
    if faults:
        raise Refused(faults[0].text)
