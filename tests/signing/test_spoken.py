"""Files sealed under a code that is read out across a table."""

from __future__ import annotations

import random

import pytest

from fieldapp.signing.spoken import (
    CODE_LETTERS,
    SLOW,
    Cost,
    WrongCode,
    open_under_code,
    seal_under_code,
    spoken_code,
)

CHEAP = Cost(memory_kib=8, passes=1, lanes=1)


def sealed(code: str = "7K01-M9XD") -> bytes:
    return seal_under_code(b"la visita a Guapi", code, random.Random(3).randbytes, CHEAP)


def test_how_the_code_is_typed_does_not_matter() -> None:
    for typed in ("7K01-M9XD", "7k0im9xd", " 7KOL - M9XD"):
        assert open_under_code(sealed(), typed) == b"la visita a Guapi"


def test_another_code_or_an_altered_file_does_not_open() -> None:
    with pytest.raises(WrongCode):
        open_under_code(sealed(), "7K01-M9XE")
    for place in (12, 30, -1):
        altered = bytearray(sealed())
        altered[place] ^= 1
        with pytest.raises(WrongCode):
            open_under_code(bytes(altered), "7K01-M9XD")


@pytest.mark.parametrize("content", [b"", b"BITV\x01", b"%PDF" * 20, b"BITV\x01" + b"\xff" * 60])
def test_another_file_is_told_from_a_wrong_code_and_costs_nothing(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"not a file|cost more") as fault:
        open_under_code(content, "7K01-M9XD")
    assert not isinstance(fault.value, WrongCode)


def test_a_code_has_forty_bits_of_letters_nobody_confuses() -> None:
    codes = {spoken_code(random.Random(seed).randbytes) for seed in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 9 and set(code) <= {*CODE_LETTERS, "-"} for code in codes)
    assert len(CODE_LETTERS) ** 8 == 2**40


def test_one_guess_needs_a_quarter_of_a_gigabyte() -> None:
    assert SLOW.memory_kib >= 256 * 1024
    assert SLOW.passes >= 3
