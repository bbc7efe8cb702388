"""Whether a code on paper is what it says: signed by a key that headquarters vouches for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from fieldapp.rules.acta_code import ReadCode
from fieldapp.signing.keys import is_signed_by
from fieldapp.signing.trust import KnownSigner, Trust


class Standing(Enum):
    """What is known of a code's signature."""

    UNSIGNED = "unsigned"
    UNKNOWN = "unknown"
    FORGED = "forged"
    REVOKED = "revoked"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class JudgedCode:
    """A code with what its signature is worth, and whose it is."""

    read: ReadCode
    standing: Standing
    signer: KnownSigner | None = None


def judge_code(read: ReadCode, trust: Trust, stamped_at: datetime | None = None) -> JudgedCode:
    """Tell what a code's signature is worth.

    `stamped_at` is when headquarters had seen the acta, if it is known: what was there before its
    key was revoked stays good. The time that the code itself claims says nothing of that.
    """
    if not read.key:
        return JudgedCode(read, Standing.UNSIGNED)
    signer = trust.signer_of_key(read.key)
    if signer is None:
        return JudgedCode(read, Standing.UNKNOWN)
    if not is_signed_by(signer.qr_key, read.signature, read.signed):
        return JudgedCode(read, Standing.FORGED)
    late = signer.revoked_at and (stamped_at is None or stamped_at >= signer.revoked_at)
    return JudgedCode(read, Standing.REVOKED if late else Standing.GOOD, signer)


def fullest(codes: Sequence[ReadCode]) -> ReadCode | None:
    """Of the codes on one paper the one that says most; None when there is none.

    Raises ValueError when they are of different actas.
    """
    if len({(one.code.number, one.code.digest) for one in codes}) > 1:
        raise ValueError("codes of different actas on one paper")
    return max(codes, key=lambda one: (bool(one.key), len(one.code.promises)), default=None)
