"""Everything the room of a visit shows, read in one snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fieldapp.records.minutes import Minutes
from fieldapp.records.visits import Activity, AgendaItem, Attachment
from fieldapp.rules.places import place_of
from fieldapp.rules.quorum import Quorum, quorum_of
from fieldapp.rules.visits import Lack, is_signature
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.acta_room import ActaRoom, acta_room
from fieldapp.work.agenda import points_of
from fieldapp.work.attendance_rows import AttendanceRow, rows_of
from fieldapp.work.audiences import audiences_of
from fieldapp.work.closing import missing_of
from fieldapp.work.commitment_lines import CommitmentLine, last_agreed, lines_of_origin
from fieldapp.work.desk import Desk
from fieldapp.work.doubts import doubts_about
from fieldapp.work.issued import acta_of
from fieldapp.work.old_visits import Held, held
from fieldapp.work.signer_lines import SignerLine, signer_lines


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people; `unsigned` are present without any signature or refusal.

    Of those, `voided` signed something that changed since, and sign again.
    """

    present: int
    expected: int
    excused: int
    absent: int
    signed: int
    unsigned: int
    voided: int
    without_data: int


@dataclass(frozen=True, slots=True)
class VisitRoom:
    """A visit with all that belongs to it."""

    activity: Activity
    place: str
    agenda: list[AgendaItem]
    people: list[AttendanceRow]
    counts: Counts
    commitments: list[CommitmentLine]
    last_agreed: list[CommitmentLine]
    evidence: list[Attachment]
    minutes: Minutes | None
    signers: list[SignerLine]
    acta: ActaRoom | None
    missing: list[Lack]
    quorum: Quorum | None = None
    held: Held = Held.IN_FULL
    doubts: Sequence[Lack] = ()
    audiences: Mapping[str, int] = field(default_factory=dict[str, int])


def room_of(desk: Desk, reading: Reading, visit: Activity) -> VisitRoom:
    """Read everything of one visit."""
    people = rows_of(desk, reading, visit.id)
    minutes = acta_of(reading, visit.id)
    return VisitRoom(
        activity=visit,
        place=place_of(visit, desk.pack),
        agenda=points_of(reading, visit.id),
        people=people,
        counts=counts_of(people),
        commitments=lines_of_origin(desk, reading, visit.id),
        last_agreed=last_agreed(desk, reading, visit),
        evidence=reading.all(Attachment, {"activity": visit.id}, ("created_at",)),
        minutes=minutes,
        signers=signer_lines(desk, reading, minutes, [row.attendance for row in people]),
        acta=acta_room(desk, reading, minutes) if minutes else None,
        missing=missing_of(reading, visit, [row.attendance for row in people]),
        quorum=quorum_of(visit, [row.attendance for row in people]),
        held=held(reading, visit.id),
        doubts=doubts_about(desk, reading, visit),
        audiences=audiences_of(reading, visit.id),
    )


def counts_of(people: Sequence[AttendanceRow]) -> Counts:
    """Count a list by who came and who signed."""

    def how_many(presence: str) -> int:
        return sum(row.attendance.presence == presence for row in people)

    present = [row for row in people if row.attendance.presence == "present"]
    signed = sum(row.ink is not None and is_signature(row.ink.method) for row in present)
    return Counts(
        present=len(present),
        expected=how_many("expected"),
        excused=how_many("excused"),
        absent=how_many("absent"),
        signed=signed,
        unsigned=sum(row.ink is None for row in present),
        voided=sum(row.voided is not None for row in present),
        without_data=sum(bool(row.attendance.anonymous) for row in present),
    )
