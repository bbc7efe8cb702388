"""What a hostile laptop, a guesser or a curious colleague does not get out of headquarters."""

import logging
from collections.abc import Generator
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from fieldapp.signing.keys import DeviceKey
from sync.protocol.body import Body
from sync.protocol.enrolment import EnrolRequest
from sync.server.guessing import WINDOW, WRONG_MAX
from tests.given.bodies import a_visit, changed, created, derived, receipts, verdicts
from tests.given.headquarters import HeadquartersGiven, LaptopGiven, Line, a_web
from tests.server.test_enrolling import request_with, signed

VISIT = UUID("0193b1a0-0000-7000-8000-000000000001")
ATTENDEE = UUID("0193b1a0-0000-7000-8000-000000000011")
ACTA = UUID("0193b1a0-0000-7000-8000-000000000003")
ROOT = ("activity", VISIT)


@pytest.fixture
def web(headquarters: HeadquartersGiven) -> Generator[Line]:
    with a_web(headquarters) as line:
        yield line


def with_attendee(*more: tuple[str, UUID, dict[str, Any]], **answers: Any) -> Body:
    row = {"activity": str(VISIT), "full_name": "Luz Riascos", **answers}
    visit = ("activity", VISIT, {"objective": "Taller", "territory": "19318"})
    return created("19", VISIT, "activity", visit, ("attendance", ATTENDEE, row), *more)


AN_INK = {
    "activity": str(VISIT),
    "attendance": str(ATTENDEE),
    "method": "drawn",
    "strokes": "AAEC",
}


@pytest.mark.parametrize(
    "answers",
    [
        {"phone": "3105551234"},
        {"email": "luz@ejemplo.co"},
        {"ethnic_group": "5"},
        {"population_groups": ["victim"]},
    ],
)
def test_what_a_laptop_may_not_keep_of_a_minor_is_set_aside(
    headquarters: HeadquartersGiven, answers: dict[str, Any]
) -> None:
    laptop = headquarters.a_laptop()
    answer = laptop.ask(laptop.batch(with_attendee(minor=True, **answers)))
    assert verdicts(answer) == ["quarantined"]
    assert "De un menor de 18 años" in str(receipts(answer)[0].rulings[0])
    assert headquarters.rows("select count(*) from record where kind = 'attendance'") == [(0,)]


def test_a_minor_known_later_keeps_no_telephone_either(headquarters: HeadquartersGiven) -> None:
    laptop = headquarters.a_laptop()
    laptop.send(with_attendee(phone="3105551234"))
    who = ("attendance", ATTENDEE)
    alone = changed("19", ROOT, who, minor=(None, True))
    assert verdicts(laptop.ask(laptop.batch(alone))) == ["quarantined"]
    erased = changed("19", ROOT, who, minor=(None, True), phone=("3105551234", None))
    assert verdicts(laptop.ask(laptop.batch(erased))) == ["ok"]
    again = changed("19", ROOT, who, phone=(None, "3105551234"))
    assert verdicts(laptop.ask(laptop.batch(again))) == ["quarantined"]


@pytest.mark.parametrize("together", [True, False])
def test_a_signature_of_a_minor_is_set_aside(
    headquarters: HeadquartersGiven, together: bool
) -> None:
    laptop = headquarters.a_laptop()
    ink = ("ink", derived(VISIT, "ink", 1), AN_INK)
    if together:
        assert verdicts(laptop.ask(laptop.batch(with_attendee(ink, minor=True)))) == ["quarantined"]
        return
    laptop.send(with_attendee(minor=True))
    later = created("19", VISIT, "activity", ink)
    assert verdicts(laptop.ask(laptop.batch(later))) == ["quarantined"]


def test_an_officer_does_not_void_an_acta_nor_reopen_a_visit(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop()
    acta = {"activity": str(VISIT), "title": "Acta", "status": "frozen", "number": "D01-001"}
    laptop.send(
        a_visit("19", VISIT, status="closed"),
        created("19", ACTA, "minutes", ("minutes", ACTA, acta)),
    )
    voided = changed("19", ("minutes", ACTA), ("minutes", ACTA), status=("frozen", "void"))
    opened = changed("19", ROOT, ROOT, status=("closed", "in_progress"))
    answer = laptop.ask(laptop.batch(voided), laptop.batch(opened))
    assert verdicts(answer) == ["quarantined", "quarantined"]


ARCHIVE = b"%PDF-1.7 every document and telephone"


def an_acta_with_its_archive(laptop: LaptopGiven) -> str:
    name = sha256(ARCHIVE).hexdigest()
    row = {"activity": str(VISIT), "kind": "acta_archive", "name": "archivo.pdf", "sha256": name}
    acta = {"activity": str(VISIT), "title": "Acta", "archive_sha256": name}
    laptop.send(
        a_visit("19", VISIT),
        created("19", VISIT, "activity", ("attachment", derived(VISIT, "attachment", 1), row)),
        created("19", ACTA, "minutes", ("minutes", ACTA, acta)),
    )
    return f"/v1/file/{name}"


def test_the_archive_copy_of_an_acta_does_not_go_down_to_another_officer(
    headquarters: HeadquartersGiven, web: Line
) -> None:
    mine = headquarters.a_laptop("yriascos")
    target = an_acta_with_its_archive(mine)
    put = web.send("PUT", target, ARCHIVE, signed(mine, "PUT", target, ARCHIVE))
    assert put.status == 200
    statuses = {
        login: web.send("GET", target, None, signed(laptop, "GET", target)).status
        for login in ("yriascos", "cangulo", "mquispe", "elena")
        for laptop in [headquarters.a_laptop(login)]
    }
    assert statuses == {"yriascos": 200, "cangulo": 404, "mquispe": 404, "elena": 200}


def test_nobody_receives_anothers_archive_copy_by_naming_it_in_a_record_of_his_own(
    headquarters: HeadquartersGiven, web: Line
) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    target = an_acta_with_its_archive(mine)
    web.send("PUT", target, ARCHIVE, signed(mine, "PUT", target, ARCHIVE))
    visit, name = UUID(int=77), sha256(ARCHIVE).hexdigest()
    for place, kind in enumerate(("photo", "acta_archive")):
        row = {"activity": str(visit), "kind": kind, "name": "a", "sha256": name}
        named = ("attachment", derived(visit, "attachment", place), row)
        body = created("19", visit, "activity", named)
        theirs.send(a_visit("19", visit), body)
        assert web.send("GET", target, None, signed(theirs, "GET", target)).status == 404
    assert web.send("GET", target, None, signed(mine, "GET", target)).status == 200


def test_codes_are_not_guessed_one_after_another(
    headquarters: HeadquartersGiven, web: Line
) -> None:
    code = headquarters.register.new_code(headquarters.keys, "yriascos")
    for guess in range(WRONG_MAX):
        wrong = request_with(f"0000-{guess:04}")
        assert web.send("POST", "/v1/enrol", msgspec.json.encode(wrong)).status == 403
    right = msgspec.json.encode(request_with(code))
    refused = web.send("POST", "/v1/enrol", right)
    assert refused.status == 403
    assert refused.json["text"].startswith("Demasiados códigos equivocados")
    headquarters.at += WINDOW + timedelta(seconds=1)
    assert web.send("POST", "/v1/enrol", right).status == 200


@pytest.mark.parametrize("field", ["app", "platform", "code"])
@pytest.mark.parametrize("hostile", ["a\0b", "x" * 10_000, "\u202e", "'; drop table device; --"])
def test_an_enrolment_with_hostile_words_is_never_a_fault(
    headquarters: HeadquartersGiven, web: Line, field: str, hostile: str
) -> None:
    code = headquarters.register.new_code(headquarters.keys, "yriascos")
    asked = {
        **msgspec.json.decode(msgspec.json.encode(request_with(code))),
        field: hostile,
    }
    reply = web.send("POST", "/v1/enrol", msgspec.json.encode(asked))
    assert reply.status in (200, 400, 403)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_device_key_of_another_length_is_refused(
    headquarters: HeadquartersGiven, web: Line, length: int
) -> None:
    code = headquarters.register.new_code(headquarters.keys, "yriascos")
    key = DeviceKey(bytes(32)).public
    asked = EnrolRequest(code, (key * 2)[:length], "0.1.0", 1, "Windows 10")
    assert web.send("POST", "/v1/enrol", msgspec.json.encode(asked)).status == 400


def test_what_the_database_refuses_is_told_without_the_values(
    headquarters: HeadquartersGiven,
) -> None:
    with pytest.raises(DBAPIError) as refused, headquarters.engine.begin() as connection:
        connection.execute(
            text("select cast(:name as text), 1 / (:zero - 0)"), {"name": "Luz Riascos", "zero": 0}
        )
    assert "Luz Riascos" not in str(refused.value)


def test_a_bug_is_logged_as_a_place_and_never_with_values(
    headquarters: HeadquartersGiven,
    web: Line,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def break_down(*_: object) -> None:
        raise RuntimeError("Luz Riascos 1061234567")

    monkeypatch.setattr(type(headquarters.enrolling), "enrol", break_down)
    with caplog.at_level(logging.ERROR):
        reply = web.send("POST", "/v1/enrol", msgspec.json.encode(request_with("0000-0000")))
    assert reply.status == 500
    assert "Luz Riascos" not in caplog.text
    assert "test_safety.py" in caplog.text
    assert "RuntimeError" in caplog.text
