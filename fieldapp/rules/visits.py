"""The life of a visit, and what it needs before it can be closed (workflow W2).

Nothing technical ever stops a closing: a document that looks wrong, a row without signature or a
person who gives no data hold nothing back (field rules R2, R13).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from fieldapp.records import KINDS
from fieldapp.records.agreements import Commitment
from fieldapp.records.choices import CHOICES
from fieldapp.records.describe import Record, Sensitivity
from fieldapp.records.text import Refused, Text, say
from fieldapp.records.visits import Activity, AgendaItem, Attendance, Audience, Consent, Ink
from fieldapp.rules.attendance import allows_sensitive
from fieldapp.rules.checking import Fault, is_empty, what_lacks
from fieldapp.rules.commitments import what_commitment_lacks


class VisitStatus(StrEnum):
    """The states of a visit; cancelling and opening again need a reason."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CLOSED = "closed"
    CANCELLED = "cancelled"


_MOVES: Final[dict[VisitStatus, frozenset[VisitStatus]]] = {
    VisitStatus.PLANNED: frozenset(
        {VisitStatus.IN_PROGRESS, VisitStatus.DONE, VisitStatus.CANCELLED}
    ),
    VisitStatus.IN_PROGRESS: frozenset({VisitStatus.DONE, VisitStatus.CANCELLED}),
    VisitStatus.DONE: frozenset(
        {VisitStatus.CLOSED, VisitStatus.IN_PROGRESS, VisitStatus.CANCELLED}
    ),
    VisitStatus.CLOSED: frozenset({VisitStatus.IN_PROGRESS}),
    VisitStatus.CANCELLED: frozenset({VisitStatus.IN_PROGRESS}),
}
_LABELS: Final = {choice.code: choice.label for choice in CHOICES["activity_status"]}


def may_move(status: str, to: str) -> bool:
    """Tell whether a visit may go from one state to another.

    Leaving "closed" or "cancelled" is opening again, which `permissions` leaves to a coordinator.
    """
    return VisitStatus(to) in _MOVES[VisitStatus(status)]


def must_move(status: str, to: str) -> None:
    """Raise Refused, in words, if a visit may not go from one state to another."""
    if not may_move(status, to):
        raise Refused(
            say(
                "Lo que está en «{status}» no puede pasar a «{to}».",
                status=Text(_LABELS[status]),
                to=Text(_LABELS[to]),
            )
        )


@dataclass(frozen=True, slots=True)
class VisitPapers:
    """A visit with all that its closing looks at; annulled records are not among them."""

    visit: Activity
    agenda: Sequence[AgendaItem] = ()
    attendance: Sequence[Attendance] = ()
    consents: Sequence[Consent] = ()
    inks: Sequence[Ink] = ()
    commitments: Sequence[Commitment] = ()
    audiences: Sequence[Audience] = ()


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing, and in which record, so that a page can lead there."""

    kind: str
    id: UUID
    field: str
    text: Text


def what_stops_closing(papers: VisitPapers) -> list[Lack]:
    """Return what a visit still needs before it can be closed, in the order of the visit's room."""
    return [
        *_lacks(papers.visit, what_lacks(KINDS["activity"], papers.visit)),
        *_lacks(
            papers.visit,
            what_attendance_lacks(papers.visit, papers.attendance, papers.audiences),
        ),
        *(lack for row in papers.attendance for lack in _lacks(row, _row_lacks(row, papers))),
        *(lack for one in papers.agenda for lack in _lacks(one, _agenda_lacks(one))),
        *(lack for one in papers.commitments for lack in _lacks(one, what_commitment_lacks(one))),
    ]


def what_attendance_lacks(
    visit: Activity, attendance: Sequence[Attendance], audiences: Sequence[Audience] = ()
) -> list[Fault]:
    """Return what finishing needs: somebody who came, people counted, or why nobody did."""
    counted = (visit.audience_women or 0) + (visit.audience_men or 0)
    counted += sum(one.people or 0 for one in audiences)
    if counted or any(map(came, attendance)) or not is_empty(visit.without_attendance):
        return []
    return [
        Fault(
            "without_attendance",
            say("Anote al menos un asistente, o el motivo de que no haya asistentes."),
        )
    ]


def came(row: Attendance) -> bool:
    """Tell whether a row of the list is somebody who was there, and not only convened."""
    return row.presence in (None, "present")


def is_signature(method: object) -> bool:
    """Tell whether an ink was given that way, and not refused."""
    return method != "refused"


def has_signed(row: Attendance, inks: Sequence[Ink]) -> bool:
    """Tell whether somebody's signature was given, on the screen or on paper."""
    return any(ink.attendance == row.id and is_signature(ink.method) for ink in inks)


def _row_lacks(row: Attendance, papers: VisitPapers) -> Iterator[Fault]:
    if is_empty(row.full_name) and not row.anonymous:
        yield Fault(
            "full_name",
            say("Falta el nombre de un asistente, o marcar que asiste sin dar sus datos."),
        )
    yield from _sensitive_without_consent(row, papers.consents)
    if row.minor and came(row):
        yield from _minor_lacks(row, papers)


def _sensitive_without_consent(row: Attendance, consents: Sequence[Consent]) -> Iterator[Fault]:
    if any(one.attendance == row.id and allows_sensitive(one) for one in consents):
        return
    for field in KINDS["attendance"].fields:
        sensitive = field.fact.sensitivity is Sensitivity.SENSITIVE
        if sensitive and not is_empty(getattr(row, field.name)):
            yield Fault(
                field.name,
                say(
                    "{name} respondió «{field}» sin autorizar sus datos sensibles.",
                    name=row.full_name,
                    field=Text(field.label),
                ),
            )


def _minor_lacks(row: Attendance, papers: VisitPapers) -> Iterator[Fault]:
    """A minor does not sign; who is named needs the row and signature of who answers (R4)."""
    if any(ink.attendance == row.id for ink in papers.inks):
        yield Fault(
            "minor", say("{name} es menor de 18 años: su firma no se toma.", name=row.full_name)
        )
    if is_empty(row.full_name):
        return
    guardian = next((other for other in papers.attendance if other.id == row.guardian), None)
    if guardian is None or guardian.minor:
        yield Fault(
            "guardian",
            say(
                "{name} es menor de 18 años: falta la fila de su acudiente o tutor.",
                name=row.full_name,
            ),
        )
    elif not has_signed(guardian, papers.inks):
        yield Fault(
            "guardian",
            say(
                "Falta la firma de {guardian}, acudiente o tutor de {name}.",
                guardian=guardian.full_name,
                name=row.full_name,
            ),
        )


def _agenda_lacks(point: AgendaItem) -> list[Fault]:
    return what_lacks(KINDS["agenda_item"], point)


def _lacks(record: Record, faults: Sequence[Fault] | Iterator[Fault]) -> Iterator[Lack]:
    kind = KINDS.spec_of(record).name
    return (Lack(kind, record.id, fault.field, fault.text) for fault in faults)
