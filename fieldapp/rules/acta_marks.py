"""The marks by which a printed acta is recognised: its short digest, page seals and QR.

All come from `D`, the SHA-256 of acta.json, so that paper, file and ledger speak of one content.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Final, cast

import cbor2

from fieldapp.rules.base45 import read_base45, write_base45

_VERSION: Final = 0
_DIGEST_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class ActaCode:
    """What the QR of an acta says: its number and the digest of its content."""

    number: str
    digest: bytes


def page_seal(digest: bytes, page: int, part: str = "") -> str:
    """The eight characters at the foot of a page (from 1) that tell a swapped sheet.

    `part` names a paper that goes with the acta and has pages of its own: "firmas".
    """
    return _base32(hashlib.sha256(digest + f"{part}{page}".encode()).digest(), 8)


def short_digest(digest: bytes) -> str:
    """The first sixteen characters of the digest in groups of four, as printed and read aloud."""
    letters = _base32(digest, 16)
    return " ".join(letters[start : start + 4] for start in range(0, 16, 4))


def write_code(code: ActaCode) -> str:
    """The text inside the QR: base45 (RFC 9285) of CBOR {0: version, 1: number, 2: digest}."""
    return write_base45(cbor2.dumps({0: _VERSION, 1: code.number, 2: code.digest}, canonical=True))


def read_code(text: str) -> ActaCode | None:
    """Read the text of a QR; None when it is not one of ours."""
    try:
        loaded: object = cbor2.loads(read_base45(text))
    except (ValueError, cbor2.CBORDecodeError):
        return None
    if not isinstance(loaded, dict):
        return None
    fields = cast("dict[object, object]", loaded)
    number, digest = fields.get(1), fields.get(2)
    if fields.get(0) != _VERSION or not isinstance(number, str) or not isinstance(digest, bytes):
        return None
    return ActaCode(number, digest) if len(digest) == _DIGEST_BYTES else None


def _base32(whole: bytes, letters: int) -> str:
    return base64.b32encode(whole).decode()[:letters]
