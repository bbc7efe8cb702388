"""Base45 (RFC 9285): bytes as the letters that a QR packs tightest."""

from __future__ import annotations

import binascii
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def write_base45(whole: bytes) -> str:
    """Spell bytes: three letters for two bytes, two for a last single one."""
    text: list[str] = []
    for start in range(0, len(whole), 2):
        pair = whole[start : start + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, place = divmod(number, 45)
            text.append(_ALPHABET[place])
    return "".join(text)


def read_base45(text: str) -> bytes:
    """Read what `write_base45` spelled. Raises ValueError for anything else."""
    whole = bytearray()
    for start in range(0, len(text), 3):
        group = text[start : start + 3]
        number = sum(_ALPHABET.index(letter) * 45**place for place, letter in enumerate(group))
        length = len(group) - 1
        if not length or number >= 256**length:
            raise binascii.Error
        whole += number.to_bytes(length, "big")
    return bytes(whole)
