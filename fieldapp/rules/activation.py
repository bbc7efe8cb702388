"""What headquarters hands to whoever activates a laptop: a small file, or the text inside a QR.

Both carry the address, the one-time code and the public key of headquarters' answers, so that no
other server can pass for it at the first meeting. A ministry's own certificate authority goes with
the file; in the QR only if it is small, because a large QR cannot be read from a phone's photo.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Annotated, Final

import cbor2
import msgspec
from msgspec import Meta

from fieldapp.rules.base45 import read_base45, write_base45
from fieldapp.rules.cbor import read_plain

KEY_BYTES: Final = 32
AUTHORITY_IN_QR_BYTES_MAX: Final = 640
"""A certificate of elliptic curves fits; one of RSA goes with its digest only."""

_FORMAT: Final = "bitacora activation 1"
_QR_FORMAT: Final = "BITACORA-A1:"
_BEGIN, _END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"


class ActivationCard(msgspec.Struct, frozen=True, kw_only=True):
    """Where to activate, with which code, and whom to believe.

    `authority` is the certificate (PEM) of the server's authority, "" when the laptop's own roots
    are enough; `authority_digest` is the SHA-256 of the certificate that must be added by hand.
    """

    address: Annotated[str, Meta(min_length=1, max_length=300)]
    code: Annotated[str, Meta(min_length=1, max_length=40)]
    headquarters_key: Annotated[bytes, Meta(min_length=KEY_BYTES, max_length=KEY_BYTES)]
    authority: Annotated[str, Meta(max_length=20_000)] = ""
    authority_digest: Annotated[bytes, Meta(max_length=32)] = b""


class _Written(ActivationCard, frozen=True, kw_only=True):
    """The file: a card that says what it is."""

    format: str = ""


def write_card(card: ActivationCard) -> bytes:
    """Spell a card as the file: JSON, bytes in base64."""
    written = _Written(format=_FORMAT, **msgspec.structs.asdict(card))
    return msgspec.json.format(msgspec.json.encode(written), indent=2) + b"\n"


def read_card(file: bytes) -> ActivationCard | None:
    """Read the file; None when it is not one."""
    try:
        written = msgspec.json.decode(file, type=_Written)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if written.format != _FORMAT:
        return None
    facts = msgspec.structs.asdict(written)
    del facts["format"]
    return ActivationCard(**facts)


def write_qr(card: ActivationCard) -> str:
    """Spell a card as the text of a QR: base45 of CBOR {1: address, 2: code, 3: key, 4 or 5}."""
    facts: dict[int, str | bytes] = {1: card.address, 2: card.code, 3: card.headquarters_key}
    if card.authority:
        certificate = certificate_bytes(card.authority)
        if len(certificate) <= AUTHORITY_IN_QR_BYTES_MAX:
            facts[4] = certificate
        else:
            facts[5] = hashlib.sha256(certificate).digest()
    return _QR_FORMAT + write_base45(cbor2.dumps(facts, canonical=True))


def read_qr(text: str) -> ActivationCard | None:
    """Read the text of a QR; None when it is not a card's."""
    if not text.startswith(_QR_FORMAT):
        return None
    try:
        facts = read_plain(read_base45(text.removeprefix(_QR_FORMAT)))
    except ValueError:
        return None
    if not isinstance(facts, dict):
        return None
    certificate = facts.get(4, b"")
    named = {
        "address": facts.get(1),
        "code": facts.get(2),
        "headquarters_key": facts.get(3),
        "authority": _pem(certificate) if isinstance(certificate, bytes) and certificate else "",
        "authority_digest": facts.get(5, b""),
    }
    try:
        return msgspec.convert(named, ActivationCard)
    except msgspec.ValidationError:
        return None


def certificate_bytes(pem: str) -> bytes:
    """The bytes (DER) of the one certificate in a PEM. Raises ValueError for anything else."""
    before, begin, rest = pem.partition(_BEGIN)
    body, end, after = rest.partition(_END)
    if not begin or not end or _BEGIN in before + after:
        raise ValueError("not one certificate in PEM")
    try:
        return base64.b64decode("".join(body.split()), validate=True)
    except binascii.Error as fault:
        raise ValueError("not a certificate in PEM") from fault


def certificate_digest(pem: str) -> bytes:
    """The SHA-256 by which a certificate is named. Raises ValueError for what is none."""
    return hashlib.sha256(certificate_bytes(pem)).digest()


def _pem(certificate: bytes) -> str:
    spelled = base64.b64encode(certificate).decode()
    lines = [spelled[at : at + 64] for at in range(0, len(spelled), 64)]
    return "\n".join([_BEGIN, *lines, _END, ""])
