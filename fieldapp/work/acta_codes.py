"""The codes of an issued acta, signed with this laptop's own key."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.records.minutes import Minutes
from fieldapp.rules.acta_code import code_of, write_code
from fieldapp.rules.acta_content import Acta, digest_of, read_content
from fieldapp.store.settings import identity
from fieldapp.store.unit_of_work import Reading


@dataclass(frozen=True, slots=True)
class ActaCodes:
    """The texts of both QRs; the second is empty where the acta does not want it."""

    code: str = ""
    promises_code: str = ""


def codes_of(reading: Reading, minutes: Minutes, content: bytes) -> ActaCodes:
    """The codes for the paper of an acta; empty on a laptop without a key, which stops nothing.

    One key signs the same content in the same way: an acta printed twice shows one code.
    """
    from fieldapp.signing.keys import DeviceKey

    who = identity(reading)
    if who is None:
        return ActaCodes()
    key, acta, digest = DeviceKey(who.signing_seed), read_content(content, Acta), digest_of(content)
    larger = bool(minutes.promises_code and acta.commitments)
    return ActaCodes(
        code=write_code(code_of(acta, digest), key.id, key.sign),
        promises_code=write_code(code_of(acta, digest, promises=True), key.id, key.sign)
        if larger
        else "",
    )
