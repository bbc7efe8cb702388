"""The marks by which a printed acta is recognised: its short digest and its page seals.

Both come from `D`, the SHA-256 of acta.json, so that paper, file and ledger speak of one content.
"""

from __future__ import annotations

import base64
import hashlib


def page_seal(digest: bytes, page: int, part: str = "") -> str:
    """The eight characters at the foot of a page (from 1) that tell a swapped sheet.

    `part` names a paper that goes with the acta and has pages of its own: "firmas".
    """
    return _base32(hashlib.sha256(digest + f"{part}{page}".encode()).digest(), 8)


def short_digest(digest: bytes) -> str:
    """The first sixteen characters of the digest in groups of four, as printed and read aloud."""
    letters = _base32(digest, 16)
    return " ".join(letters[start : start + 4] for start in range(0, 16, 4))


def _base32(whole: bytes, letters: int) -> str:
    return base64.b32encode(whole).decode()[:letters]
