"""The list of a meeting: nobody is refused, nobody is listed twice by mistake."""

from __future__ import annotations

from uuid import UUID

import pytest

from fieldapp.records.describe import Code
from fieldapp.records.privacy import DataAccess
from fieldapp.records.text import Refused
from fieldapp.rules.ink import Drawing
from fieldapp.work.attendance import AttendanceList
from fieldapp.work.desk import Desk, Question, WrongFields
from fieldapp.work.inks import Inks
from fieldapp.work.registers import Registers
from fieldapp.work.visits import Visits
from tests.given.actas import drawing
from tests.given.desks import GUAPI, Clock
from tests.given.meetings import saved


@pytest.fixture
def visit(desk: Desk) -> UUID:
    return Visits(desk).start(changes={"territory": GUAPI}).id


CELIMO = {"full_name": "Célimo Ñáñez", "id_type": Code("CC"), "id_number": "10456789"}


def test_an_equal_document_asks_and_another_person_is_kept_all_the_same(
    desk: Desk, visit: UUID
) -> None:
    people = AttendanceList(desk)
    people.add(visit, {"full_name": "Neiva Torres"})
    first = saved(people.add(visit, CELIMO))
    asked = people.add(visit, {**CELIMO, "id_number": "10.456.789", "full_name": "C. Ñáñez"})
    assert isinstance(asked, Question)
    assert str(asked.text) == "Ya está en la fila 2: ¿es la misma persona?"
    assert asked.about == first.id
    assert len(people.rows(visit)) == 2
    saved(people.add(visit, CELIMO, another_person=True))
    assert len(people.rows(visit)) == 3


def test_a_document_that_looks_wrong_is_kept_and_marked(desk: Desk, visit: UUID) -> None:
    people = AttendanceList(desk)
    people.add(visit, {**CELIMO, "id_number": "no sé"})
    people.add(visit, {"full_name": "Rosa", "id_type": Code("NOT_BROUGHT")})
    people.add(visit, {"anonymous": True})
    assert [row.unverified for row in people.rows(visit)] == [True, False, False]
    assert Visits(desk).room(visit).counts.without_data == 1


def test_somebody_seen_before_needs_no_typing(desk: Desk, visit: UUID) -> None:
    people = AttendanceList(desk)
    people.add(visit, {**CELIMO, "organization_name": "Consejo Comunitario Río Guapi"})
    other = Visits(desk).start(changes={"territory": GUAPI}).id
    (known,) = people.known("10456")
    people.add(other, known.changes)
    row = people.rows(other)[0].attendance
    assert (row.full_name, row.organization_name) == (
        "Célimo Ñáñez",
        "Consejo Comunitario Río Guapi",
    )


def test_sensitive_answers_wait_for_their_permission_and_go_with_it(
    desk: Desk, visit: UUID
) -> None:
    people = AttendanceList(desk)
    row = saved(people.add(visit, {**CELIMO, "phone": "3105550000"}))
    with pytest.raises(WrongFields) as caught:
        people.edit(row.id, {"ethnic_group": Code("5")})
    assert [fault.field for fault in caught.value.faults] == ["ethnic_group"]
    people.consent(row.id, data=True, sensitive=True)
    people.edit(row.id, {"ethnic_group": Code("5")})
    people.withdraw(row.id)
    kept = people.rows(visit)[0].attendance
    assert (kept.ethnic_group, kept.phone, kept.id_number) == (None, "", "")
    assert kept.full_name == "Célimo Ñáñez"


def test_a_consent_keeps_the_notice_as_it_was_read(desk: Desk, visit: UUID) -> None:
    people = AttendanceList(desk)
    row = saved(people.add(visit, CELIMO))
    people.consent(row.id, data=True)
    consent = people.rows(visit)[0].consent
    assert consent is not None
    assert consent.text_sha256 == desk.pack.data_protection.sha256
    assert consent.given_at == desk.now()


def test_of_a_minor_no_contact_is_kept_and_no_ink_taken(desk: Desk, visit: UUID) -> None:
    people = AttendanceList(desk)
    row = saved(people.add(visit, {"full_name": "Ana", "phone": "3105550000"}))
    people.edit(row.id, {"minor": True})
    assert people.rows(visit)[0].attendance.phone == ""
    with pytest.raises(WrongFields, match="menor"):
        people.edit(row.id, {"phone": "3105550000"})
    with pytest.raises(Refused, match="menor"):
        Inks(desk).draw(row.id, drawing())


def test_a_blank_pad_is_refused_and_signing_again_replaces(desk: Desk, visit: UUID) -> None:
    people, inks = AttendanceList(desk), Inks(desk)
    row = saved(people.add(visit, CELIMO))
    with pytest.raises(Refused, match="blanco"):
        inks.draw(row.id, Drawing(1000, 400, (((10, 10), (11, 11)),)))
    inks.draw(row.id, drawing(1))
    second = inks.draw(row.id, drawing(2))
    ink = people.rows(visit)[0].ink
    assert ink is not None
    assert ink.id == second.id
    assert inks.drawing(ink.id) == drawing(2)
    assert Visits(desk).room(visit).counts.signed == 1


def test_paper_and_refusal_are_signatures_of_their_own_kind(desk: Desk, visit: UUID) -> None:
    people, inks = AttendanceList(desk), Inks(desk)
    one = saved(people.add(visit, CELIMO))
    two = saved(people.add(visit, {"full_name": "Neiva Torres"}))
    inks.on_paper([one.id], folder="Caja 3", folio="12")
    with pytest.raises(Refused, match="motivo"):
        inks.refuse(two.id, " ")
    inks.refuse(two.id, "No está de acuerdo con el punto 2")
    counts = Visits(desk).room(visit).counts
    assert (counts.signed, counts.unsigned) == (1, 0)


def test_rows_are_moved_taken_out_and_brought_back(desk: Desk, visit: UUID) -> None:
    people = AttendanceList(desk)
    ids = [saved(people.add(visit, {"full_name": name})).id for name in ("A", "B", "C")]
    people.move(ids[2], None)
    people.move(ids[0], ids[1])
    assert [row.attendance.full_name for row in people.rows(visit)] == ["C", "B", "A"]
    people.remove(ids[1])
    assert len(people.rows(visit)) == 2
    people.restore(ids[1])
    assert [row.attendance.full_name for row in people.rows(visit)] == ["C", "B", "A"]


def test_the_members_of_a_space_become_the_expected_attendance(desk: Desk, visit: UUID) -> None:
    registers, people = Registers(desk), AttendanceList(desk)
    space = registers.save("space", None, {"name": "Mesa de empleo", "territory": GUAPI}).id
    for name in ("Alcaldía de Guapi", "SENA"):
        entity = registers.save("organization", None, {"name": name}).id
        registers.save("space_member", None, {"space": space, "organization": entity})
    people.expect_members(visit, space)
    people.expect_members(visit, space)
    rows = people.rows(visit)
    assert {row.attendance.organization_name for row in rows} == {"Alcaldía de Guapi", "SENA"}
    people.mark(rows[0].attendance.id, "present")
    people.mark(rows[1].attendance.id, "excused")
    counts = Visits(desk).room(visit).counts
    assert (counts.present, counts.expected, counts.excused) == (1, 0, 1)


def test_a_look_at_sensitive_answers_is_written_down_once_a_day(
    desk: Desk, visit: UUID, clock: Clock
) -> None:
    people = AttendanceList(desk)
    row = saved(people.add(visit, CELIMO))
    people.look(row.id)
    assert _looks(desk) == []  # nothing sensitive is in sight
    people.consent(row.id, data=True, sensitive=True)
    people.edit(row.id, {"ethnic_group": Code("5")})
    people.look(row.id)
    people.look(row.id)
    clock.go_on(days=1)
    people.look(row.id)
    assert [(one.about, one.rows) for one in _looks(desk)] == [(row.id, 1)] * 2


def _looks(desk: Desk) -> list[DataAccess]:
    with desk.reading() as reading:
        return reading.all(DataAccess, {"what": Code("card_seen")})
