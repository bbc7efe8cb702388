"""Dictionaries: small messages shrink, both ends agree which is meant, and limits still hold."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.packs.dictionaries import learnt_dictionaries
from sync.protocol import frame
from sync.protocol.body import write_body
from sync.protocol.dictionary import NO_DICTIONARY, SMALL_BYTES_MAX, Dictionaries, Dictionary
from sync.protocol.messages import write_request
from sync.protocol.packing import FrameError, TooLarge
from tests.given.messages import DEVICE, a_body, a_noop_request, a_request

SHIPPED = Dictionaries.of(learnt_dictionaries())
OTHER = Dictionary.of(7, learnt_dictionaries()[1])
SCRIPT = Path(__file__).parents[3] / "resources" / "dictionary" / "train.py"


def no_signature(_: bytes) -> bytes:
    return bytes(frame.SIGNATURE_BYTES)


def framed(payload: bytes, dictionary: Dictionary = SHIPPED.newest) -> bytes:
    return frame.write(payload, DEVICE, no_signature, dictionary)


def repacked(packed: bytes) -> bytes:
    """A frame that names the shipped dictionary around bytes that nobody compressed for it."""
    return framed(b"")[: 25 + 64] + packed


def script() -> ModuleType:
    """The script that made the dictionary."""
    spec = importlib.util.spec_from_file_location("train", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("size", [0, 100, 5_000, SMALL_BYTES_MAX + 1])
def test_a_frame_with_a_dictionary_gives_back_its_payload(size: int) -> None:
    payload = (write_request(a_request()) * (size // 100 + 1))[:size]
    read = frame.read(framed(payload), dictionaries=SHIPPED)
    assert read.payload() == payload
    assert read.dictionary is SHIPPED.newest


def test_small_messages_shrink_by_a_third() -> None:
    for payload in (write_request(a_noop_request()), write_body(a_body())):
        with_it = len(SHIPPED.newest.compress(payload))
        assert with_it < len(NO_DICTIONARY.compress(payload)) * 2 / 3


def test_without_a_dictionary_everybody_understands() -> None:
    plain = framed(b"payload", NO_DICTIONARY)
    assert plain[5:9] == bytes(4)
    assert frame.read(plain, dictionaries=SHIPPED).payload() == b"payload"
    assert frame.read(plain).payload() == b"payload"


def test_a_dictionary_nobody_has_makes_it_no_frame() -> None:
    for held in (Dictionaries(), SHIPPED):
        with pytest.raises(frame.UnknownDictionary):
            frame.read(framed(b"payload", OTHER), dictionaries=held)


def test_the_number_of_the_dictionary_is_under_the_signature_and_decides() -> None:
    whole = framed(write_request(a_request()))
    mislabelled = whole[:5] + bytes(4) + whole[9:]
    assert frame.read(mislabelled).signed != frame.read(whole, dictionaries=SHIPPED).signed
    with pytest.raises(FrameError):
        frame.read(mislabelled).payload()


def test_an_older_dictionary_is_still_read_when_a_newer_one_came() -> None:
    both = Dictionaries.of(dict.fromkeys((1, 2), learnt_dictionaries()[1]))
    assert both.newest.id == 2
    assert frame.read(framed(b"payload"), dictionaries=both).payload() == b"payload"


def test_a_bomb_behind_a_dictionary_is_refused_without_being_expanded() -> None:
    learnt = zstandard.ZstdCompressionDict(learnt_dictionaries()[1])
    packer = zstandard.ZstdCompressor(level=19, dict_data=learnt)
    bomb = packer.compress(bytes(200 * 1024 * 1024))
    assert len(bomb) < frame.REQUEST_BYTES_MAX
    with pytest.raises(TooLarge):
        frame.read(repacked(bomb), dictionaries=SHIPPED).payload()
    parts = zstandard.ZstdCompressor(dict_data=learnt, write_content_size=False).compressobj()
    hidden = parts.compress(bytes(50 * 1024 * 1024)) + parts.flush()
    with pytest.raises(FrameError):
        frame.read(repacked(hidden), dictionaries=SHIPPED).payload()


@given(st.binary(max_size=300))
def test_any_bytes_behind_a_dictionary_raise_only_frame_errors(noise: bytes) -> None:
    with pytest.raises(FrameError):
        frame.read(repacked(noise), dictionaries=SHIPPED).payload()


def test_what_was_learnt_points_to_nobody() -> None:
    names = script().read_words()
    given_names, family_names = ("|".join(names[part]) for part in ("given", "family"))
    whole_name = re.compile(rf"\b({given_names}) ({family_names})\b".encode())
    for learnt in learnt_dictionaries().values():
        assert re.findall(rb"[A-Za-z0-9._-]{2,}@[A-Za-z]{2,}", learnt) == []  # no address
        assert re.findall(rb"\d{7,}", learnt) == []  # no document, no telephone
        assert re.findall(rb"[0-9a-f]{16,}", learnt) == []  # no digest
        assert whole_name.findall(learnt) == []


def test_the_script_learns_from_the_same_messages_every_time() -> None:
    train = script()
    assert list(train.samples())[:40] == list(train.samples())[:40]
