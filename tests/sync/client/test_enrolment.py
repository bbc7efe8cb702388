"""Presenting a code over a real line: headquarters' words, or words about the line."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler

import msgspec
import pytest

from fieldapp.records.text import Refused
from fieldapp.signing.keys import DeviceKey, is_signed_by
from sync.client.enrolment import enrol
from sync.client.https import HttpsLine
from sync.client.ports import LineFailure, Step
from sync.client.trust import trusting_context
from sync.protocol.enrolment import EnrolAnswer, EnrolRequest, Refusal
from tests.given.devices import SEDE, an_enrolment
from tests.given.web import a_server, reply

ASKED = EnrolRequest("K7QX-2M9P", b"k" * 32, "0.1.0", 1, "Linux")


def answering(
    content: bytes, status: int = 200, pinned: bytes = b""
) -> tuple[type[Exception] | None, object]:
    """What an enrolment comes to when this is answered."""

    def answer(request: BaseHTTPRequestHandler, body: bytes) -> None:
        assert msgspec.json.decode(body, type=EnrolRequest) == ASKED
        reply(request, content, status)

    with a_server(answer) as url:
        line = HttpsLine(url, trusting_context(lambda: 0))
        try:
            return None, enrol(line, ASKED, is_signed_by, pinned)
        except (Refused, LineFailure) as failure:
            return type(failure), failure
        finally:
            line.close()


def test_a_good_code_brings_everything_a_device_needs() -> None:
    assert answering(msgspec.json.encode(an_enrolment())) == (None, an_enrolment())


def test_a_refused_code_is_told_in_headquarters_own_words() -> None:
    refusal = msgspec.json.encode(Refusal("El código {ya} se usó."))
    kind, failure = answering(refusal, 403)
    assert kind is Refused
    assert isinstance(failure, Refused)
    assert str(failure.text) == "El código {ya} se usó."


@pytest.mark.parametrize("page", [b"<html>portal</html>", b'{"welcome": true}', b""])
def test_a_page_that_is_no_headquarters_leaves_the_code_good(page: bytes) -> None:
    kind, failure = answering(page)
    assert kind is LineFailure
    assert isinstance(failure, LineFailure)
    assert failure.step is Step.ANSWER
    assert "código sigue sirviendo" in str(failure.text)


def test_the_headquarters_that_the_activation_names_is_believed() -> None:
    given = an_enrolment()
    assert answering(msgspec.json.encode(given), pinned=SEDE.public) == (None, given)


@pytest.mark.parametrize(
    "given",
    [
        an_enrolment(sede=DeviceKey(b"x" * 32)),  # another server
        msgspec.structs.replace(  # which shows the key of the true one and does not have it
            an_enrolment(sede=DeviceKey(b"x" * 32)), headquarters_key=SEDE.public
        ),
        an_enrolment(key=b"z" * 32),  # a true certificate, of somebody else's laptop
    ],
)
def test_whoever_passes_for_headquarters_is_refused(given: EnrolAnswer) -> None:
    kind, failure = answering(msgspec.json.encode(given), pinned=SEDE.public)
    assert kind is Refused
    assert isinstance(failure, Refused)
    assert "su clave es otra" in str(failure.text)
