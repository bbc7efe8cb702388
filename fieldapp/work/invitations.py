"""Convening a planned meeting: who is called, the letter, the list that waits for them (R31)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from fieldapp.records.describe import Code
from fieldapp.records.spaces import Space
from fieldapp.records.text import Refused, say
from fieldapp.records.visits import Activity, AgendaItem, Attendance, Ink
from fieldapp.rules.invitations import Invitation, PlannedMeeting, invitation_of
from fieldapp.rules.visits import VisitStatus, came
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.acta_records import issuer_of, named_in, paper_name
from fieldapp.work.changing import change, fetch
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.expected import members_expected
from fieldapp.work.issued import must_be_open
from fieldapp.work.order import in_order
from fieldapp.work.visit_list import day_of


@dataclass(frozen=True, slots=True)
class Called:
    """How many a meeting calls: written in its list already, and members of its space besides."""

    listed: int
    members: int
    has_hour: bool
    file_name: str


@dataclass(frozen=True, slots=True)
class InvitationPapers:
    """The letter as PDF and DOCX, and the meeting as iCalendar."""

    pdf: bytes
    docx: bytes
    calendar: bytes


class Invitations:
    """What is done before a meeting; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def called(self, activity: UUID) -> Called:
        """Who would be convened. Refused, saying what to do, while nobody can be."""
        with self._desk.reading() as reading:
            visit = self._planned(reading, activity)
            listed = _list(reading, activity)
            brought = self._members(reading, visit, listed)
            if not listed and not brought:
                raise Refused(
                    say(
                        "Todavía no hay a quién convocar: anote personas en Asistencia, o elija "
                        "en Datos el espacio cuyos miembros se reúnen."
                    )
                )
            has_hour = visit.starts_at is not None
            return Called(
                len(listed), len(brought), has_hour, paper_name(self._desk, visit, "Convocatoria")
            )

    def convene(self, activity: UUID) -> Saved:
        """Make the list the expected attendance, with the members of the space who lack in it.

        Nobody can have come before a meeting began: who stands in the list as present and signed
        nothing is expected from now on.
        """
        with self._desk.writing() as writing:
            visit = self._planned(writing, activity)
            must_be_open(writing, activity)
            listed = _list(writing, activity)
            signed = {ink.attendance for ink in writing.all(Ink, {"activity": activity})}
            for row in listed:
                if came(row) and row.id not in signed:
                    writing.put(change(self._desk, row, {"presence": Code("expected")}))
            for row in self._members(writing, visit, listed):
                writing.put(row)
            return Saved(writing.changed_kinds, activity)

    def papers(self, activity: UUID) -> InvitationPapers:
        """The invitation to whoever is in the list, in its order."""
        from fieldapp.documents.calendar_file import CalendarEntry, write_calendar
        from fieldapp.documents.invitation import render_invitation
        from fieldapp.documents.invitation_docx import render_invitation_docx

        with self._desk.reading() as reading:
            visit = self._planned(reading, activity)
            letter = self._letter(reading, visit)
        told = [f"{label}: {said}" for label, said in letter.facts]
        told += [f"{n}. {point}" for n, point in enumerate(letter.agenda, start=1)]
        entry = CalendarEntry(
            visit.id,
            visit.objective or letter.document,
            day_of(self._desk.pack, visit) or self._desk.today(),
            told="\n".join(told),
            place=dict(letter.facts).get("Lugar", ""),
            starts_at=visit.starts_at,
            ends_at=visit.ends_at,
            busy=True,
        )
        return InvitationPapers(
            render_invitation(letter),
            render_invitation_docx(letter),
            write_calendar(letter.document, [entry], self._desk.now()),
        )

    def _letter(self, reading: Reading, visit: Activity) -> Invitation:
        rows = sorted(_list(reading, visit.id), key=in_order)
        agenda = sorted(reading.all(AgendaItem, {"activity": visit.id}), key=in_order)
        meeting = PlannedMeeting(
            visit=visit,
            agenda=agenda,
            called=rows,
            space=reading.get(Space, visit.space) if visit.space else None,
            organizations=named_in(reading, {row.organization for row in rows}),
        )
        desk = self._desk
        return invitation_of(meeting, desk.pack, issuer_of(desk), desk.today())

    def _planned(self, reading: Reading, activity: UUID) -> Activity:
        visit = fetch(reading, Activity, activity)
        if (visit.status or VisitStatus.PLANNED) != VisitStatus.PLANNED:
            raise Refused(say("Solo se convoca a lo que todavía no ha empezado."))
        if visit.planned_on is None and visit.starts_at is None:
            raise Refused(say("Para convocar falta la fecha prevista: escríbala en Datos."))
        return visit

    def _members(
        self, reading: Reading, visit: Activity, listed: list[Attendance]
    ) -> list[Attendance]:
        if visit.space is None:
            return []
        return members_expected(self._desk, reading, visit, visit.space, listed).rows


def _list(reading: Reading, activity: UUID) -> list[Attendance]:
    return reading.all(Attendance, {"activity": activity})
