"""Frames: what is sent arrives, and nothing else is believed or expanded."""

from uuid import UUID

import msgspec
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import frame
from sync.protocol.body import BODY_BYTES_MAX, Body, Unit, read_body, write_body
from sync.protocol.messages import read_answer, read_request, write_request
from sync.protocol.packing import FrameError, TooLarge
from tests.given.messages import DEVICE, a_body, a_noop_request, a_request


def no_signature(_: bytes) -> bytes:
    return bytes(frame.SIGNATURE_BYTES)


def framed(payload: bytes) -> bytes:
    return frame.write(payload, DEVICE, no_signature)


def repacked(packed: bytes) -> bytes:
    """A frame around bytes that nobody compressed for it."""
    return framed(b"")[: 25 + 64] + packed


@given(st.binary(max_size=2000), st.uuids())
def test_a_frame_gives_back_its_payload_its_sender_and_what_was_signed(
    payload: bytes, sender: UUID
) -> None:
    seen: list[bytes] = []

    def sign(signed: bytes) -> bytes:
        seen.append(signed)
        return b"S" * 64

    read = frame.read(frame.write(payload, sender, sign))
    assert (read.sender, read.payload(), read.signature) == (sender, payload, b"S" * 64)
    assert [read.signed] == seen


@given(st.binary(max_size=300))
def test_any_bytes_raise_only_frame_errors(noise: bytes) -> None:
    for attempt in (noise, frame.MAGIC + noise, repacked(noise)):
        with pytest.raises(FrameError):
            read_request(frame.read(attempt).payload())


@given(st.data())
def test_a_damaged_frame_raises_only_frame_errors(data: st.DataObject) -> None:
    whole = bytearray(framed(write_request(a_request())))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(0, len(whole)))])
    try:
        request = read_request(frame.read(cut).payload())
        for batch in request.batches:
            read_body(batch.body)
    except FrameError:
        return


@given(st.binary(max_size=200))
def test_any_payload_raises_only_frame_errors(noise: bytes) -> None:
    for reader in (read_request, read_answer, read_body):
        try:
            reader(noise)
        except FrameError:
            continue


@pytest.mark.parametrize("cut", [0, 3, 4, 88])
def test_a_frame_shorter_than_its_header_is_not_a_frame(cut: int) -> None:
    with pytest.raises(frame.NotAFrame):
        frame.read(framed(b"x")[:cut])


def test_a_captive_portals_page_is_not_a_frame() -> None:
    with pytest.raises(frame.NotAFrame):
        frame.read(b"<!DOCTYPE html>" + b" " * 200)


@pytest.mark.parametrize("place", [4, 5, 8])
def test_an_unknown_flag_or_dictionary_is_not_a_frame(place: int) -> None:
    whole = bytearray(framed(b"x"))
    whole[place] = 1
    with pytest.raises(frame.NotAFrame):
        frame.read(bytes(whole))


def test_a_frame_above_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLarge):
        frame.read(frame.MAGIC + bytes(frame.REQUEST_BYTES_MAX))


def test_a_bomb_is_refused_without_being_expanded() -> None:
    bomb = zstandard.compress(bytes(200 * 1024 * 1024), 19)
    assert len(bomb) < frame.REQUEST_BYTES_MAX
    with pytest.raises(TooLarge):
        frame.read(repacked(bomb)).payload()


def test_a_bomb_that_hides_its_size_is_refused() -> None:
    parts = zstandard.ZstdCompressor(write_content_size=False).compressobj()
    bomb = parts.compress(bytes(50 * 1024 * 1024)) + parts.flush()
    with pytest.raises(FrameError):
        frame.read(repacked(bomb)).payload()


def test_a_payload_followed_by_anything_is_refused() -> None:
    with pytest.raises(FrameError):
        frame.read(framed(b"payload") + b"more").payload()


def test_a_body_of_empty_lists_is_refused_by_its_size_before_it_is_decoded() -> None:
    with pytest.raises(TooLarge):
        read_body(b"\x90" * (BODY_BYTES_MAX + 1))


@pytest.mark.parametrize(
    "value", [b"\x91" * 100_000, b"\xdd\xff\xff\xff\xff", b"\xcb" + bytes(8), b"\xc4\x03abc"]
)
def test_deep_huge_or_foreign_values_are_refused(value: bytes) -> None:
    unit = msgspec.msgpack.Encoder(uuid_format="bytes").encode(Unit("k", UUID(int=1), "0"))
    written = (
        b"\x82\xa5units\x91" + unit + b"\xa7created\x91\x94\xa1k\x91\x00\x91\xc4\x10" + bytes(16)
    )
    with pytest.raises(FrameError):
        read_body(written + b"\x81\xa1f\x91" + value)


@pytest.mark.parametrize(
    "part",
    [
        {"created": [["k", [0], [], {}]]},
        {"created": [["k", [1], [DEVICE.bytes], {}]]},
        {"created": [["k", [-1], [DEVICE.bytes], {}]]},
        {"created": [["k", [0], [DEVICE.bytes], {"f": []}]]},
        {"changed": [["k", 0, DEVICE.bytes, {"f": [1, b"short"]}]]},
        {"changed": [["k", 7, DEVICE.bytes, {}]]},
        {"units": [["", DEVICE.bytes, "0"]]},
    ],
)
def test_a_body_that_does_not_hold_together_is_refused(part: dict[str, object]) -> None:
    whole = {"units": [["k", DEVICE.bytes, "0"]], **part}
    with pytest.raises(FrameError):
        read_body(msgspec.msgpack.encode(whole))


def test_a_body_too_large_for_one_batch_is_not_written() -> None:
    body = msgspec.structs.replace(a_body(), units=[Unit("k" * 80, DEVICE, "s" * 80)] * 8000)
    with pytest.raises(TooLarge):
        write_body(body)


def test_an_empty_body_is_one_byte() -> None:
    assert write_body(Body()) == b"\x80"


def test_a_request_with_nothing_to_say_stays_within_its_budget() -> None:
    assert len(framed(write_request(a_noop_request()))) <= 330
