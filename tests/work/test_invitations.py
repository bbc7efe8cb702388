"""A meeting is convened once: the letter goes out and the list waits for who is called (R31)."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from uuid import UUID

import docx
import pytest

from fieldapp.documents.conformance import faults
from fieldapp.records.text import Refused
from fieldapp.work.agenda import Agenda
from fieldapp.work.attendance import AttendanceList
from fieldapp.work.desk import Desk
from fieldapp.work.inks import Inks
from fieldapp.work.invitations import Invitations
from fieldapp.work.registers import Registers
from fieldapp.work.visits import Visits
from tests.given.calendars import events_of
from tests.given.desks import GUAPI
from tests.given.meetings import saved
from tests.given.papers import words_of

DAY = date(2026, 12, 1)


@pytest.fixture
def planned(desk: Desk) -> UUID:
    """The next session of a space with two members."""
    registers = Registers(desk)
    space = registers.save("space", None, {"name": "Mesa de empleo", "territory": GUAPI}).id
    for name in ("Alcaldía de Guapi", "Asociación de Piangüeras"):
        entity = registers.save("organization", None, {"name": name}).id
        registers.save("space_member", None, {"space": space, "organization": entity})
    visit = Visits(desk).plan(
        {
            "objective": "Aprobar el plan local de empleo",
            "territory": GUAPI,
            "planned_on": DAY,
            "space": space,
            "venue": "Casa de la cultura",
        }
    )
    Agenda(desk).add(visit.id, {"title": "Verificación del quórum"})
    return visit.id


def test_members_and_chosen_people_are_expected_and_nobody_twice(desk: Desk, planned: UUID) -> None:
    people, invitations = AttendanceList(desk), Invitations(desk)
    people.add(planned, {"full_name": "Neiva Torres", "organization_name": "SENA"})
    called = invitations.called(planned)
    assert (called.listed, called.members) == (1, 2)
    assert called.file_name == "Convocatoria_Guapi_2026-12-01.pdf"
    invitations.convene(planned)
    invitations.convene(planned)
    rows = [row.attendance for row in people.rows(planned)]
    assert [row.full_name or row.organization_name for row in rows] == [
        "Neiva Torres",
        "Alcaldía de Guapi",
        "Asociación de Piangüeras",
    ]
    assert {row.presence for row in rows} == {"expected"}
    Visits(desk).start(planned)
    people.mark(rows[0].id, "present")
    counts = Visits(desk).room(planned).counts
    assert (counts.present, counts.expected) == (1, 2)


def test_who_signed_before_the_meeting_is_not_made_expected(desk: Desk, planned: UUID) -> None:
    people = AttendanceList(desk)
    early = saved(people.add(planned, {"full_name": "Neiva Torres"})).id
    Inks(desk).on_paper([early], folder="Caja 3", folio="12")
    Invitations(desk).convene(planned)
    assert people.rows(planned)[0].attendance.presence == "present"


def test_the_letter_says_the_same_on_paper_in_word_and_in_the_calendar(
    desk: Desk, planned: UUID
) -> None:
    AttendanceList(desk).add(
        planned, {"full_name": "Neiva Torres", "id_type": "CC", "id_number": "1061234567"}
    )
    Visits(desk).edit(planned, {"starts_at": datetime(2026, 12, 1, 14, 0, tzinfo=UTC)})
    Invitations(desk).convene(planned)
    papers = Invitations(desk).papers(planned)
    assert faults(papers.pdf) == []
    read = docx.Document(io.BytesIO(papers.docx))
    (event,) = events_of(papers.calendar)
    on_paper, in_word = words_of(papers.pdf), "\n".join(one.text for one in read.paragraphs)
    for said in (on_paper, in_word):
        for part in (
            "Neiva Torres",
            "Alcaldía de Guapi",
            "Aprobar el plan local de empleo",
            "1 de diciembre de 2026",
            "09:00",
            "Casa de la cultura",
            "Verificación del quórum",
        ):
            assert part in said
        assert "1061234567" not in said
    assert event["DTSTART"] == "20261201T140000Z"
    assert event["SUMMARY"] == "Aprobar el plan local de empleo"
    assert event["LOCATION"].startswith("Casa de la cultura, Guapi")
    assert "1. Verificación del quórum" in event["DESCRIPTION"]


def test_minors_are_called_through_who_answers_for_them(desk: Desk, planned: UUID) -> None:
    AttendanceList(desk).add(planned, {"full_name": "Luz Dary", "minor": True})
    assert "Luz Dary" not in words_of(Invitations(desk).papers(planned).pdf)


def test_what_lacks_is_said_before_anybody_is_convened(desk: Desk) -> None:
    visits, invitations = Visits(desk), Invitations(desk)
    visit = visits.plan({"objective": "Mesa", "territory": GUAPI}).id
    with pytest.raises(Refused, match="fecha prevista"):
        invitations.called(visit)
    visits.edit(visit, {"planned_on": DAY})
    with pytest.raises(Refused, match="a quién convocar"):
        invitations.called(visit)
    visits.start(visit)
    with pytest.raises(Refused, match="no ha empezado"):
        invitations.convene(visit)
