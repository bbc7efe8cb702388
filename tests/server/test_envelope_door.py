"""The public page for envelopes: any browser, any file, and never a fault of headquarters' own."""

from __future__ import annotations

import re
from collections.abc import Generator
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.signing.envelope import reply_key
from sync.protocol import frame
from sync.protocol.envelope import LETTER_BYTES_MAX, Form, read_head, seal_whole, unseal_whole
from sync.protocol.letter import (
    Letter,
    LetterAnswer,
    read_letter_answer,
    read_signed,
    write_letter,
)
from sync.protocol.messages import AnswerState
from sync.server.public_page import uploaded
from tests.given.bodies import a_visit, receipts
from tests.given.envelopes import new_envelope
from tests.given.headquarters import HeadquartersGiven, LaptopGiven, Line, Reply, a_web
from tests.given.messages import VISIT

OCTETS = {"Content-Type": "application/octet-stream"}


@pytest.fixture
def laptop(headquarters: HeadquartersGiven) -> LaptopGiven:
    return headquarters.a_laptop()


@pytest.fixture
def web(headquarters: HeadquartersGiven) -> Generator[Line]:
    with a_web(headquarters) as line:
        yield line


def sealed(laptop: LaptopGiven, letter: Letter) -> bytes:
    head, box = new_envelope(
        Form.LETTER, laptop.enrolled.envelope_key, laptop.headquarters.random_bytes
    )
    return seal_whole(head, box, write_letter(letter, laptop.key.sign))


def a_letter(laptop: LaptopGiven) -> tuple[bytes, bytes]:
    """A frame with a visit, and the envelope around it."""
    asked = laptop.frame(batches=[laptop.batch(a_visit("19", VISIT))])
    letter = Letter(laptop.device, reply_key(laptop.key.seed).public, [asked])
    return asked, sealed(laptop, letter)


def opened(laptop: LaptopGiven, envelope: bytes) -> LetterAnswer:
    head = read_head(envelope)
    key = reply_key(laptop.key.seed)
    return read_letter_answer(read_signed(unseal_whole(head, key.box, envelope)))


def upload(web: Line, content: bytes, name: str = "envio.sobre") -> Reply:
    """Hand a file in as a browser does."""
    form = (
        b'--linde\r\nContent-Disposition: form-data; name="envelope"; filename="'
        + name.encode()
        + b'"\r\nContent-Type: application/octet-stream\r\n\r\n'
        + content
        + b"\r\n--linde--\r\n"
    )
    return web.send("POST", "/sobre", form, {"Content-Type": "multipart/form-data; boundary=linde"})


def test_the_page_works_without_a_script_and_lets_none_in(web: Line) -> None:
    page = web.send("GET", "/sobre")
    assert page.status == 200
    assert b"Entregar un archivo de env" in page.content
    assert b"<script" not in page.content
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_file_handed_in_is_taken_in_and_acknowledged_with_its_answer(
    web: Line, laptop: LaptopGiven
) -> None:
    asked, envelope = a_letter(laptop)
    page = upload(web, envelope).content.decode()
    number = re.findall(r"<strong>(\d+)</strong>", page)
    link = re.findall(r'href="(/sobre/[0-9a-f]{64})"', page)
    given = web.send("GET", link[0])
    assert given.headers["content-disposition"] == (
        f'attachment; filename="respuesta-{number[0]}.sobre"'
    )
    answer = opened(laptop, given.content)
    assert answer.number == int(number[0])
    read = laptop.read(asked, answer.frames[0])
    assert [one.number for one in receipts(read)] == [1]
    again = upload(web, envelope).content.decode()
    assert re.findall(r"<strong>(\d+)</strong>", again) == number
    assert web.send("GET", link[0]).content == given.content


def test_a_program_gets_the_answer_at_once(web: Line, laptop: LaptopGiven) -> None:
    _, envelope = a_letter(laptop)
    reply = web.send("POST", "/v1/envelope", envelope, OCTETS)
    assert reply.status == 200
    assert opened(laptop, reply.content).number == int(reply.headers["bitacora-acknowledgement"])
    assert web.send("POST", "/v1/envelope", envelope, OCTETS).content == reply.content


def test_wrong_files_are_turned_away_in_words(web: Line, laptop: LaptopGiven) -> None:
    _, envelope = a_letter(laptop)
    for wrong in (b"", b"hola", envelope[:-1], envelope[:60], b"\r\n--linde" * 9, b"x" * 100_000):
        page = upload(web, wrong, "<b>.sobre")
        assert page.status == 400
        assert b"No se tom" in page.content
        assert b"<b>" not in page.content
        assert web.send("POST", "/v1/envelope", wrong, OCTETS).status == 400
    assert upload(web, bytes(LETTER_BYTES_MAX + 70_000)).status == 413
    assert web.send("POST", "/v1/envelope", iter([envelope]), OCTETS).status == 411
    assert web.send("GET", "/sobre/" + "0" * 64).status == 404
    assert web.send("GET", "/sobre/nada").status == 404


@pytest.mark.parametrize(
    "type_", ["", "text/plain", "multipart/form-data", 'multipart/form-data; boundary="é']
)
def test_a_form_that_is_none_holds_no_file(type_: str) -> None:
    assert uploaded(type_, b"--linde\r\nfilename=\r\n\r\nx") == b""


@given(content=st.binary(max_size=300), type_=st.text(max_size=80))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_form_is_a_fault_of_headquarters(content: bytes, type_: str) -> None:
    uploaded(type_, content)
    uploaded("multipart/form-data; boundary=" + type_, content)


def test_letters_made_to_annoy_are_refused_and_change_nothing(
    web: Line, laptop: LaptopGiven, headquarters: HeadquartersGiven
) -> None:
    asked, _ = a_letter(laptop)
    own = reply_key(laptop.key.seed).public
    other = headquarters.a_laptop("cangulo")
    for letter in (
        Letter(laptop.device, own, [asked[:-3]]),
        Letter(laptop.device, own, [b"nothing"]),
        Letter(other.device, own, []),
        Letter(laptop.device, bytes(32), []),
        Letter(laptop.device, own, [frame.write(b"\xc1", laptop.device, laptop.key.sign)]),
    ):
        reply = web.send("POST", "/v1/envelope", sealed(laptop, letter), OCTETS)
        assert reply.status == 400, reply.content
    assert headquarters.rows("select count(*) from envelope") == [(0,)]
    assert headquarters.rows("select count(*) from batch") == [(0,)]


def test_a_revoked_laptop_delivers_by_envelope_and_learns_nothing(
    web: Line, laptop: LaptopGiven, headquarters: HeadquartersGiven
) -> None:
    headquarters.register.revoke(laptop.enrolled.device_code)
    asked, envelope = a_letter(laptop)
    answer = opened(laptop, web.send("POST", "/v1/envelope", envelope, OCTETS).content)
    read = laptop.read(asked, answer.frames[0])
    assert (read.state, len(read.receipts), read.scopes) == (AnswerState.REVOKED, 1, [])


def test_the_name_of_an_answer_is_known_only_to_who_has_the_envelope(
    web: Line, laptop: LaptopGiven
) -> None:
    _, envelope = a_letter(laptop)
    page = upload(web, envelope).content
    assert sha256(envelope).hexdigest().encode() in page
