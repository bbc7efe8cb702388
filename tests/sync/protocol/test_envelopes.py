"""Sealed envelopes: only whom they are for reads them, and nothing can be altered or cut off."""

from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.signing.envelope import EnvelopeKey, reply_key, sealing_to
from fieldapp.signing.keys import DeviceKey, is_signed_by
from sync.protocol import frame
from sync.protocol.envelope import (
    HEAD_BYTES,
    LETTER_BYTES_MAX,
    PIECE_BYTES,
    EnvelopeDamaged,
    Form,
    NotAnEnvelope,
    begin,
    read_head,
    seal,
    seal_whole,
    unseal,
    unseal_whole,
)
from sync.protocol.letter import Letter, Part, read_letter, read_signed, write_letter
from sync.protocol.messages import write_request
from sync.protocol.packing import FrameError, TooLarge
from sync.protocol.rendering import from_json
from sync.protocol.signing import Purpose, statement_to_sign
from tests.given.envelopes import new_envelope
from tests.given.messages import DEVICE, a_request

GOLDEN = Path(__file__).parent / "golden"
HEADQUARTERS = EnvelopeKey(bytes(range(32)))
DEVICE_KEY = DeviceKey(bytes(range(1, 33)))


def once(size: int) -> bytes:
    return sha256(b"once").digest()[:size]


def an_envelope(content: bytes, form: Form = Form.LETTER) -> bytes:
    head, box = new_envelope(form, HEADQUARTERS.public, once)
    return seal_whole(head, box, content)


def read_by(key: EnvelopeKey, envelope: bytes) -> bytes:
    head = read_head(envelope)
    return unseal_whole(head, key.box, envelope)


def a_letter() -> Letter:
    asked = frame.write(write_request(a_request()), DEVICE, DEVICE_KEY.sign)
    photo = bytes(range(256))
    part = Part(sha256(photo).digest(), len(photo), 0, photo)
    return Letter(DEVICE, reply_key(DEVICE_KEY.seed).public, [asked], [part])


def some_sizes() -> list[int]:
    edges = (PIECE_BYTES, 2 * PIECE_BYTES)
    return [0, 1, *(edge + more for edge in edges for more in (-1, 0, 1))]


@pytest.mark.parametrize("size", some_sizes())
def test_what_was_sealed_is_read_back_whatever_its_length(size: int) -> None:
    content = bytes(size)
    assert read_by(HEADQUARTERS, an_envelope(content)) == content


@given(st.binary(max_size=200), st.lists(st.integers(1, 70_000), max_size=6))
@settings(deadline=None)
def test_in_which_portions_it_is_written_and_read_does_not_matter(
    some: bytes, cuts: list[int]
) -> None:
    content = some * 700
    head, box = new_envelope(Form.BUNDLE, HEADQUARTERS.public, once)

    def portions(whole: bytes) -> Iterator[bytes]:
        for cut in cuts:
            yield whole[:cut]
            whole = whole[cut:]
        yield whole

    envelope = b"".join(seal(head, box, portions(content)))
    assert envelope == b"".join(seal(head, box, [content]))
    opened = unseal(head, HEADQUARTERS.box, portions(envelope[HEAD_BYTES:]))
    assert b"".join(opened) == content


@pytest.mark.parametrize("cut", [HEAD_BYTES, HEAD_BYTES + 15, -1, -16, -17, -(PIECE_BYTES + 16)])
def test_a_cut_envelope_does_not_open(cut: int) -> None:
    envelope = an_envelope(bytes(2 * PIECE_BYTES))
    with pytest.raises(EnvelopeDamaged):
        read_by(HEADQUARTERS, envelope[:cut])
    with pytest.raises(EnvelopeDamaged):
        read_by(HEADQUARTERS, envelope + b"x")


@given(st.integers(0, 400), st.integers(1, 255))
@settings(deadline=None)
def test_one_altered_byte_anywhere_is_noticed(place: int, flip: int) -> None:
    altered = bytearray(an_envelope(b"x" * 400))
    altered[place] ^= flip
    with pytest.raises(FrameError):
        read_by(HEADQUARTERS, bytes(altered))


def test_pieces_of_one_envelope_cannot_change_places() -> None:
    envelope = an_envelope(bytes(3 * PIECE_BYTES))
    size = PIECE_BYTES + 16
    head, first, second = envelope[:HEAD_BYTES], envelope[46 : 46 + size], envelope[46 + size :]
    moved = head + second[:size] + first + second[size:]
    with pytest.raises(EnvelopeDamaged):
        read_by(HEADQUARTERS, moved)


def test_nobody_else_reads_it_not_even_who_sealed_it() -> None:
    envelope = an_envelope(b"a visit to Guapi")
    head = read_head(envelope)
    assert head.is_for(HEADQUARTERS.public)
    assert not head.is_for(reply_key(DEVICE_KEY.seed).public)
    for other in (reply_key(DEVICE_KEY.seed), EnvelopeKey(once(32))):
        with pytest.raises(EnvelopeDamaged):
            read_by(other, envelope)


@pytest.mark.parametrize("bytes_", [b"", b"BITS", b"<html>" * 20, b"BITS\x02\x01" + bytes(40)])
def test_what_is_no_envelope_is_told_from_a_damaged_one(bytes_: bytes) -> None:
    with pytest.raises(NotAnEnvelope):
        read_head(bytes_)


def test_a_key_that_agrees_on_nothing_is_refused() -> None:
    envelope = b"BITS\x01\x01" + bytes(60)
    with pytest.raises(EnvelopeDamaged):
        read_by(HEADQUARTERS, envelope)
    with pytest.raises(FrameError):
        begin(Form.ANSWER, bytes(32), partial(sealing_to, entropy=once))


def test_a_letter_stays_within_what_a_public_page_takes() -> None:
    with pytest.raises(TooLarge):
        an_envelope(bytes(LETTER_BYTES_MAX))
    head = read_head(an_envelope(b""))
    with pytest.raises(TooLarge):
        unseal_whole(head, HEADQUARTERS.box, bytes(LETTER_BYTES_MAX + 1))


def test_a_letter_is_signed_by_its_device() -> None:
    signed = read_signed(write_letter(a_letter(), DEVICE_KEY.sign))
    assert read_letter(signed) == a_letter()
    message = statement_to_sign(Purpose.LETTER, signed.body)
    assert is_signed_by(DEVICE_KEY.public, signed.signature, message)


def test_a_letter_costs_little_more_than_its_frame() -> None:
    asked = Letter(DEVICE, bytes(32), [bytes(1000)])
    assert len(an_envelope(write_letter(asked, DEVICE_KEY.sign))) < 1000 + 260


def test_the_recorded_envelope_of_version_1_is_what_is_written_today() -> None:
    letter = from_json(Letter, (GOLDEN / "letter.json").read_bytes())
    assert (GOLDEN / "letter.sobre").read_bytes() == an_envelope(
        write_letter(letter, DEVICE_KEY.sign)
    )
    asked = frame.read(letter.frames[0])
    assert is_signed_by(DEVICE_KEY.public, asked.signature, asked.signed)
