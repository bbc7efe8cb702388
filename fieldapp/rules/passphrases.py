"""How hard a password would be to guess by somebody who holds the laptop.

A rough measure in bits: each letter is worth what it adds to those before it, so that repeating,
counting up or a word everybody uses adds next to nothing. It advises; the only thing refused is a
password that is too short.
"""

from __future__ import annotations

import math
import unicodedata
from enum import IntEnum
from itertools import pairwise
from typing import Final

from fieldapp.records.text import Text, say

CHARACTERS_MIN: Final = 8

_FIRST_TRIED: Final = (
    "contrasena", "password", "bitacora", "ministerio", "trabajo", "colombia", "honduras", "peru",
    "bogota", "lima", "tegucigalpa", "qwerty", "asdfgh", "administrador", "admin", "usuario",
    "secreto", "clave", "hola", "abc123", "iloveyou", "tequiero",
)  # fmt: skip
_WORD_BITS: Final = 4.0
_FOLLOWING_BITS: Final = 1.0
_FAIR_BITS: Final = 36
_STRONG_BITS: Final = 52


class Strength(IntEnum):
    """From the guessed first to the one that lasts."""

    WEAK = 0
    FAIR = 1
    STRONG = 2


def strength(passphrase: str, *known: str) -> Strength:
    """Judge a password; `known` is what a thief knows as well: the login, the laptop's code."""
    bits = _bits(_plain(passphrase), [_plain(word) for word in known])
    return Strength((bits >= _FAIR_BITS) + (bits >= _STRONG_BITS))


def lacking_in(passphrase: str, again: str) -> Text | None:
    """What keeps a new password, typed twice, from being taken; None if nothing does."""
    if len(passphrase) < CHARACTERS_MIN:
        return say("La contraseña necesita al menos {n} letras o números.", n=CHARACTERS_MIN)
    if passphrase != again:
        return say("Las dos contraseñas no son iguales. Escríbalas otra vez.")
    return None


def _bits(plain: str, known: list[str]) -> float:
    """Bits of a password without accents and capitals."""
    for word in sorted((*_FIRST_TRIED, *known), key=len, reverse=True):
        if word:
            plain = plain.replace(word, "\0")
    letter = math.log2(max(_alphabet(plain), 2))
    total = 0.0
    for before, sign in pairwise(f"\1{plain}"):
        if sign == "\0":
            total += _WORD_BITS
        elif abs(ord(sign) - ord(before)) <= 1:
            total += _FOLLOWING_BITS
        else:
            total += letter
    return total * min(1.0, (len(set(plain)) + 1) / 8)


def _alphabet(plain: str) -> int:
    """How many signs somebody must try for each: of every sort that is in use."""
    signs = plain.replace("\0", "")
    letters, digits = any(map(str.isalpha, signs)), any(map(str.isdecimal, signs))
    others = any(not sign.isalnum() for sign in signs)
    return 27 * letters + 10 * digits + 12 * others


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in bare if not unicodedata.combining(sign))
