"""Messages: both spellings say the same, and the recorded ones are still read."""

from typing import Any

import msgspec
import pytest
from hypothesis import given

from fieldapp.signing.keys import is_signed_by
from sync.protocol import frame
from sync.protocol.body import Body, read_body, write_body
from sync.protocol.enrolment import EnrolAnswer, EnrolRequest
from sync.protocol.messages import (
    Answer,
    Certificate,
    Receipt,
    Request,
    ScopePage,
    read_answer,
    read_request,
    read_statement,
    write_answer,
    write_request,
)
from sync.protocol.packing import FrameError, columns_of, pack_value, unpack_value
from sync.protocol.rendering import from_json, to_json
from tests.given.messages import (
    a_body,
    a_signed_certificate,
    an_answer,
    an_enrol_answer,
    an_enrol_request,
    bodies,
    requests,
    values,
)
from tests.given.recorded import ANSWERS_KEY, DEVICE_KEY, GOLDEN, SHIPPED, frames, messages


@given(values)
def test_packing_loses_nothing(value: Any) -> None:
    packed = msgspec.msgpack.decode(msgspec.msgpack.encode(pack_value(value)))
    assert unpack_value(packed) == value


def test_a_reference_takes_eighteen_bytes_and_a_near_miss_stays_text() -> None:
    reference = "0193b1a0-0000-7000-8000-000000000001"
    assert len(msgspec.msgpack.encode(pack_value(reference))) == 18
    for near_miss in (reference.upper().replace("0193B", "0193A"), reference + "\n", "x" * 36):
        assert pack_value(near_miss) == near_miss


@given(bodies())
def test_a_body_reads_back_as_it_was_written(body: Body) -> None:
    assert read_body(write_body(body)) == body


@given(bodies())
def test_a_body_and_its_rendering_say_the_same(body: Body) -> None:
    assert from_json(Body, to_json(body)) == body


@given(requests)
def test_a_request_reads_back_and_its_rendering_says_the_same(request: Request) -> None:
    assert read_request(write_request(request)) == request
    assert from_json(Request, to_json(request)) == request


def test_an_answer_reads_back_and_its_rendering_says_the_same() -> None:
    answer = an_answer()
    assert read_answer(write_answer(answer)) == answer
    assert from_json(Answer, to_json(answer)) == answer


def test_a_rendering_that_is_not_json_raises_a_frame_error() -> None:
    for rendering in (b"", b"{", b"[" * 10_000, b"\xff", b'{"protocol":"1"}'):
        with pytest.raises(FrameError):
            from_json(Request, rendering)


def test_a_statement_reads_back_from_what_was_signed() -> None:
    certificate = read_statement(Certificate, a_signed_certificate())
    assert certificate.device_code == "D07"
    with pytest.raises(FrameError):
        read_statement(Receipt, a_signed_certificate())


def test_fields_of_a_newer_version_are_skipped_and_missing_ones_filled_in() -> None:
    newer = {"protocol": 2, "schema": 9, "app": "3", "now": 1, "from_tomorrow": [1, {"a": 2}]}
    assert read_request(msgspec.msgpack.encode(newer)) == Request(2, 9, "3", 1)


def test_rows_of_unequal_length_are_refused() -> None:
    answer = an_answer()
    short = ScopePage("19", rows=[msgspec.structs.replace(answer.standing[0].rows[0], revs=[])])
    with pytest.raises(FrameError):
        read_answer(write_answer(msgspec.structs.replace(answer, standing=[short])))


def test_created_rows_come_out_without_their_nulls() -> None:
    rows = list(a_body().created_rows())
    assert [kind for _, kind, _, _ in rows] == ["activity", *["attendance"] * 3]
    assert columns_of([{"a": 1}, {"b": 2}]) == {"a": [1, None], "b": [None, 2]}


@pytest.mark.parametrize("name", sorted(messages()))
def test_the_recorded_bytes_of_version_1_are_what_is_written_today(name: str) -> None:
    message, written = messages()[name]
    assert (GOLDEN / f"{name}.msgpack").read_bytes() == written
    assert from_json(type(message), (GOLDEN / f"{name}.json").read_bytes()) == message


@pytest.mark.parametrize("name", sorted(frames()))
def test_the_recorded_frames_are_signed_and_say_what_the_recorded_request_says(name: str) -> None:
    recorded = frame.read((GOLDEN / f"{name}.frame").read_bytes(), dictionaries=SHIPPED)
    assert is_signed_by(DEVICE_KEY.public, recorded.signature, recorded.signed)
    assert recorded.payload() == (GOLDEN / "request.msgpack").read_bytes()


def test_the_recorded_answer_frame_answers_the_recorded_request_frame() -> None:
    recorded = frame.read((GOLDEN / "answer.frame").read_bytes())
    assert is_signed_by(ANSWERS_KEY.public, recorded.signature, recorded.signed)
    asked = (GOLDEN / "request.frame").read_bytes()
    assert read_answer(recorded.payload()).answers == frame.answer_mark(asked)


def test_the_recorded_enrolment_of_version_1_is_still_read() -> None:
    asked = from_json(EnrolRequest, (GOLDEN / "enrol_request.json").read_bytes())
    answered = from_json(EnrolAnswer, (GOLDEN / "enrol_answer.json").read_bytes())
    assert (asked, answered) == (an_enrol_request(), an_enrol_answer())
