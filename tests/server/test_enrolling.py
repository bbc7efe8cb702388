"""A one-time code makes a laptop a device, once; files pass only between known devices."""

from base64 import b64encode
from collections.abc import Generator
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import msgspec
import pytest

from fieldapp.records.text import Refused
from fieldapp.signing.keys import DeviceKey
from sync.protocol.enrolment import EnrolAnswer, EnrolRequest
from sync.protocol.messages import Certificate, read_statement
from sync.protocol.signing import (
    DEVICE_HEADER,
    SIGNATURE_HEADER,
    Purpose,
    file_request_to_sign,
)
from tests.given.bodies import a_visit, created
from tests.given.headquarters import HeadquartersGiven, LaptopGiven, Line, a_web

VISIT = UUID("0193b1a0-0000-7000-8000-000000000001")
PHOTO = b"a photo of the meeting" * 100
NAME = sha256(PHOTO).hexdigest()


def request_with(code: str, seed: int = 1) -> EnrolRequest:
    key = DeviceKey(bytes([seed]) * 32)
    return EnrolRequest(code, key.public, "0.1.0", 1, "Windows 10")


def test_a_code_gives_a_laptop_its_series_its_scopes_and_its_office(
    headquarters: HeadquartersGiven,
) -> None:
    code = headquarters.register.new_code(headquarters.keys, "yriascos")
    answer = headquarters.enrolling.enrol(request_with(code))
    assert (answer.device_code, answer.country, answer.home_scope) == ("D01", "CO", "19")
    assert answer.scopes == ["0", "19"]
    assert (answer.officer.name, answer.officer.role) == ("Yesenia Riascos", "officer")
    assert (answer.office.code, answer.office.territory) == ("CAUCA", "19")
    assert headquarters.keys.stated(Purpose.CERTIFICATE, answer.certificate)
    assert read_statement(Certificate, answer.certificate).device == answer.device


def test_a_code_is_understood_however_it_is_typed(headquarters: HeadquartersGiven) -> None:
    code = headquarters.register.new_code(headquarters.keys, "yriascos")
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert headquarters.enrolling.enrol(request_with(typed)).device_code == "D01"


def test_the_same_code_and_key_asked_again_give_the_same_answer(
    headquarters: HeadquartersGiven,
) -> None:
    code = headquarters.register.new_code(headquarters.keys, "yriascos")
    first = headquarters.enrolling.enrol(request_with(code))
    again = headquarters.enrolling.enrol(request_with(code))
    assert (again.device, again.recovery_code) == (first.device, first.recovery_code)
    assert headquarters.rows("select count(*) from device") == [(1,)]


def test_a_code_used_on_another_laptop_opens_nothing(headquarters: HeadquartersGiven) -> None:
    code = headquarters.register.new_code(headquarters.keys, "yriascos")
    headquarters.enrolling.enrol(request_with(code))
    with pytest.raises(Refused, match="ya se usó"):
        headquarters.enrolling.enrol(request_with(code, seed=2))


def test_an_old_code_opens_nothing(headquarters: HeadquartersGiven) -> None:
    code = headquarters.register.new_code(headquarters.keys, "yriascos")
    headquarters.at += timedelta(days=3, seconds=1)
    with pytest.raises(Refused, match="venció"):
        headquarters.enrolling.enrol(request_with(code))


def test_a_series_is_never_given_twice(headquarters: HeadquartersGiven) -> None:
    first, second = headquarters.a_laptop(), headquarters.a_laptop()
    headquarters.register.revoke(first.enrolled.device_code)
    third = headquarters.a_laptop()
    series = [laptop.enrolled.device_code for laptop in (first, second, third)]
    assert series == ["D01", "D02", "D03"]


def test_headquarters_keeps_codes_only_as_marks_and_opens_a_forgotten_laptop(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop()
    recovery = laptop.enrolled.recovery_code
    stored = str(headquarters.rows("select recovery from device"))
    assert recovery not in stored
    assert headquarters.register.recovery_code(headquarters.keys, "D01") == recovery


def test_what_headquarters_cannot_do_is_refused_in_words(headquarters: HeadquartersGiven) -> None:
    register = headquarters.register
    for refused in (
        lambda: register.new_code(headquarters.keys, "nadie"),
        lambda: register.permit("yriascos", "ZZ"),
        lambda: register.revoke("D99"),
        lambda: register.recovery_code(headquarters.keys, "D99"),
    ):
        with pytest.raises(Refused, match=r"existe|hay"):
            refused()


@pytest.fixture
def web(headquarters: HeadquartersGiven) -> Generator[Line]:
    with a_web(headquarters) as line:
        yield line


def test_a_laptop_enrols_over_http(headquarters: HeadquartersGiven, web: Line) -> None:
    code = headquarters.register.new_code(headquarters.keys, "yriascos")
    reply = web.send("POST", "/v1/enrol", msgspec.json.encode(request_with(code)))
    assert reply.status == 200
    assert msgspec.json.decode(reply.content, type=EnrolAnswer).device_code == "D01"
    refused = web.send("POST", "/v1/enrol", msgspec.json.encode(request_with("0000-0000")))
    assert refused.status == 403
    assert refused.json["text"].startswith("El código no existe")


def signed(laptop: LaptopGiven, method: str, target: str, content: bytes = b"") -> dict[str, str]:
    signature = laptop.key.sign(file_request_to_sign(method, target, content))
    return {
        DEVICE_HEADER: str(laptop.device),
        SIGNATURE_HEADER: b64encode(signature).decode(),
        "Content-Type": "application/octet-stream",
    }


def put(
    web: Line, laptop: LaptopGiven, content: bytes = PHOTO, offset: int = 0
) -> dict[str, object]:
    target = f"/v1/file/{NAME}?off={offset}"
    reply = web.send("PUT", target, content, signed(laptop, "PUT", target, content))
    return {"status": reply.status, **reply.json}


def with_photo(laptop: LaptopGiven) -> None:
    photo = {"activity": str(VISIT), "name": "foto.webp", "sha256": NAME}
    laptop.send(
        a_visit("19", VISIT),
        created("19", VISIT, "activity", ("attachment", UUID(int=9), photo)),
    )


def test_a_file_is_put_once_and_fetched_by_a_laptop_whose_records_name_it(
    headquarters: HeadquartersGiven, web: Line
) -> None:
    mine, theirs = headquarters.a_laptop("yriascos"), headquarters.a_laptop("cangulo")
    with_photo(mine)
    assert mine.ask(held_files=[bytes.fromhex(NAME)]).files_lacking == [(bytes.fromhex(NAME), 0)]
    for _ in range(2):
        assert put(web, mine) == {"status": 200, "received": len(PHOTO), "complete": True}
    assert mine.ask(held_files=[bytes.fromhex(NAME)]).files_lacking == []
    target = f"/v1/file/{NAME}"
    got = web.send("GET", target, headers=signed(theirs, "GET", target))
    assert (got.status, got.content) == (200, PHOTO)


def test_a_file_of_another_territory_is_not_given(
    headquarters: HeadquartersGiven, web: Line
) -> None:
    mine, elsewhere = headquarters.a_laptop("yriascos"), headquarters.a_laptop("mquispe")
    with_photo(mine)
    put(web, mine)
    target = f"/v1/file/{NAME}"
    assert web.send("GET", target, headers=signed(elsewhere, "GET", target)).status == 404


def test_a_file_that_is_not_what_its_name_says_is_refused(
    headquarters: HeadquartersGiven, web: Line
) -> None:
    laptop = headquarters.a_laptop()
    assert put(web, laptop, b"something else")["status"] == 400
    target = "/v1/file/zz?off=0"
    assert web.send("PUT", target, b"x", signed(laptop, "PUT", target, b"x")).status == 400


def test_a_piece_from_the_middle_is_answered_with_where_to_begin(
    headquarters: HeadquartersGiven, web: Line
) -> None:
    laptop = headquarters.a_laptop()
    assert put(web, laptop, PHOTO[100:], 100) == {"status": 200, "received": 0, "complete": False}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {DEVICE_HEADER: "nobody", SIGNATURE_HEADER: "AA=="},
        {DEVICE_HEADER: str(UUID(int=1)), SIGNATURE_HEADER: "AA=="},
        {DEVICE_HEADER: str(UUID(int=1)), SIGNATURE_HEADER: "not base64"},
    ],
)
def test_a_file_request_nobody_signed_is_refused(web: Line, headers: dict[str, str]) -> None:
    assert web.send("PUT", f"/v1/file/{NAME}?off=0", PHOTO, headers).status == 401
    assert web.send("GET", f"/v1/file/{NAME}", headers=headers).status == 401


def test_a_signature_for_one_file_opens_no_other(
    headquarters: HeadquartersGiven, web: Line
) -> None:
    laptop = headquarters.a_laptop()
    headers = signed(laptop, "GET", f"/v1/file/{NAME}")
    assert web.send("GET", f"/v1/file/{'0' * 64}", headers=headers).status == 401
