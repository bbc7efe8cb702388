"""The marks by which a printed acta is recognised: its short digest and its page seals.

Both come from `D`, the SHA-256 of acta.json, so that paper, file and ledger speak of one content.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Final

KEY_ID_BYTES: Final = 8
"""By how many bytes of its SHA-256 a code names the key that signed it."""

_SHORT: Final = 16
_LETTERS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_MISHEARD: Final = str.maketrans({"0": "O", "1": "I", "8": "B"})
"""Digits that no digest holds, and the letters they were taken for."""


def page_seal(digest: bytes, page: int, part: str = "") -> str:
    """The eight characters at the foot of a page (from 1) that tell a swapped sheet.

    `part` names a paper that goes with the acta and has pages of its own: "firmas".
    """
    return _base32(hashlib.sha256(digest + f"{part}{page}".encode()).digest(), 8)


def short_digest(digest: bytes) -> str:
    """The first sixteen characters of the digest in groups of four, as printed and read aloud."""
    letters = _base32(digest, _SHORT)
    return " ".join(letters[start : start + 4] for start in range(0, _SHORT, 4))


def heard_digest(typed: str) -> str:
    """The letters of a short digest as somebody typed it; empty when it cannot be one."""
    letters = "".join(typed.split()).replace("-", "").upper().translate(_MISHEARD)
    return letters if len(letters) == _SHORT and set(letters) <= _LETTERS else ""


def _base32(whole: bytes, letters: int) -> str:
    return base64.b32encode(whole).decode()[:letters]
