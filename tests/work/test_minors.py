"""Of who is under 18 no contact, sensitive answer, image or signature is kept (R4)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from fieldapp.records.describe import Code
from fieldapp.records.text import Refused
from fieldapp.records.visits import Attendance, Consent, Ink
from fieldapp.work.desk import Desk
from fieldapp.work.work import Work
from tests.given.actas import drawing
from tests.given.desks import GUAPI
from tests.given.meetings import saved

Road = Callable[[Work, UUID, dict[str, Any]], object]


def by_the_list(work: Work, row: UUID, changes: dict[str, Any]) -> object:
    return work.attendance.edit(row, changes)


def by_the_register(work: Work, row: UUID, changes: dict[str, Any]) -> object:
    return work.registers.save("attendance", row, changes)


def by_a_file(work: Work, row: UUID, changes: dict[str, Any]) -> object:
    record = {"id": str(row), **changes}
    file = {"format": "bitacora/register/1", "kind": "attendance", "records": [record]}
    return work.imports.bring("lista.json", json.dumps(file).encode())


ROADS = (by_the_list, by_the_register, by_a_file)


@pytest.fixture
def work(desk: Desk) -> Work:
    return Work(desk)


@pytest.fixture
def visit(work: Work) -> UUID:
    return work.visits.start(changes={"territory": GUAPI}).id


@pytest.fixture
def signed_row(work: Work, visit: UUID) -> UUID:
    row = saved(work.attendance.add(visit, {"full_name": "Luz Riascos", "phone": "3105551234"})).id
    work.attendance.consent(row, data=True, sensitive=True, image=True)
    work.attendance.edit(row, {"ethnic_group": Code("5")})
    work.inks.draw(row, drawing(1))
    return row


@pytest.mark.parametrize("road", ROADS)
def test_what_was_taken_before_the_age_was_known_is_erased(
    work: Work, visit: UUID, signed_row: UUID, road: Road
) -> None:
    road(work, signed_row, {"minor": True})
    with work.desk.reading() as reading:
        row = reading.get(Attendance, signed_row)
        inks = reading.all(Ink, {"activity": visit}, include_annulled=True)
        (given,) = reading.all(Consent, {"attendance": signed_row})
    assert row is not None
    assert (row.minor, row.phone, row.ethnic_group) == (True, "", None)
    assert [(ink.strokes, bool(ink.annulled)) for ink in inks] == [(None, True)]
    assert (given.data, given.sensitive, given.image) == (True, None, None)


@pytest.mark.parametrize("road", ROADS)
def test_contact_and_sensitive_answers_of_a_minor_are_not_kept(
    work: Work, visit: UUID, road: Road
) -> None:
    row = saved(work.attendance.add(visit, {"full_name": "Luz", "minor": True})).id
    for changes in ({"phone": "3105551234"}, {"email": "luz@ejemplo.co"}, {"disability": "1"}):
        with pytest.raises(Refused):
            road(work, row, changes)
    kept = work.registers.get("attendance", row)
    assert isinstance(kept, Attendance)
    assert (kept.phone, kept.email, kept.disability) == ("", "", None)


def test_nobody_allows_answers_or_image_of_a_minor(work: Work, visit: UUID) -> None:
    row = saved(work.attendance.add(visit, {"full_name": "Luz", "minor": True})).id
    work.attendance.consent(row, data=True, sensitive=True, image=True)
    (listed,) = work.attendance.rows(visit)
    assert listed.consent is not None
    assert (listed.consent.sensitive, listed.consent.image) == (None, None)


@pytest.mark.parametrize("road", ROADS)
def test_a_sensitive_answer_needs_the_persons_permission_by_every_road(
    work: Work, visit: UUID, road: Road
) -> None:
    row = saved(work.attendance.add(visit, {"full_name": "Eva Torres"})).id
    with pytest.raises(Refused):
        road(work, row, {"ethnic_group": "5"})
    kept = work.registers.get("attendance", row)
    assert isinstance(kept, Attendance)
    assert kept.ethnic_group is None


def test_a_permission_refused_in_a_file_erases_what_it_covers(work: Work, visit: UUID) -> None:
    row = saved(work.attendance.add(visit, {"full_name": "Eva Torres", "phone": "3105551234"})).id
    answer = {"activity": str(visit), "attendance": str(row), "data": False}
    file = {"format": "bitacora/register/1", "kind": "consent", "records": [answer]}
    work.imports.bring("permisos.json", json.dumps(file).encode())
    kept = work.registers.get("attendance", row)
    assert isinstance(kept, Attendance)
    assert kept.phone == ""
