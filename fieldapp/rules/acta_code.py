"""The code on an acta's last page: what it says, signed so that the paper proves it by itself.

COSE_Sign1 (RFC 9052) with Ed25519, spelled in base45 (RFC 9285). Signed are the number, the time
that the laptop claimed, `D`, how many came and how many promises were made, and the country: what
a person can compare with the sheet in the hand. A second, larger code may say every promise too.
No address is part of it: a copied site would prove nothing. The signing key is handed in as a
function, and whether a signature holds is asked elsewhere (`fieldapp.signing.codes`).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, cast

import cbor2

from fieldapp.rules.acta_content import Acta, Promise
from fieldapp.rules.acta_marks import KEY_ID_BYTES
from fieldapp.rules.base45 import read_base45, write_base45
from fieldapp.rules.cbor import Plain, read_plain

SIGNATURE_BYTES: Final = 64
_DIGEST_BYTES: Final = 32
_SIGN1: Final = 18
_SIGN1_HEAD: Final = b"\xd2"
"""The tag's one byte: what begins with another is no signed code."""
_ALGORITHM, _KEY_ID = 1, 4
_EDDSA: Final = -8
_NUMBER, _AT, _DIGEST, _ATTENDANCE, _COMMITMENTS, _COUNTRY, _PROMISES = range(1, 8)
_PROMISES_BYTES_MAX: Final = 64 * 1024
"""What the promises of a code unpack to at most; no code holds a tenth of it in earnest."""
_SECOND_US: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class ActaCode:
    """What a code says of an acta.

    `at` is the time the laptop claimed, in whole seconds UTC; 0 where the code does not say it, as
    those of the first version, which knew only number and digest. `promises` is empty in the small
    code; in the large one each has its text, who is responsible, its day and its evidence, as
    printed.
    """

    number: str
    digest: bytes
    at: int = 0
    attendance: int = 0
    commitments: int = 0
    country: str = ""
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadCode:
    """A code as it was read, nothing of it believed yet.

    `key` is the id of the key that it says signed it: empty for a code without signature.
    `signed` are the bytes that `signature` covers.
    """

    code: ActaCode
    key: bytes = b""
    signature: bytes = b""
    signed: bytes = b""


def code_of(acta: Acta, digest: bytes, *, promises: bool = False) -> ActaCode:
    """What the code of an acta says, with or without its promises."""
    return ActaCode(
        number=acta.number,
        digest=digest,
        at=acta.frozen_at // _SECOND_US,
        attendance=len(acta.attendance),
        commitments=len(acta.commitments),
        country=acta.country,
        promises=tuple(map(_as_printed, acta.commitments)) if promises else (),
    )


def _as_printed(promise: Promise) -> Promise:
    responsible = "; ".join(one for one in (promise.responsible, promise.person) if one)
    return Promise(
        text=promise.text,
        responsible=responsible,
        due_text=promise.due_text,
        evidence=promise.evidence,
    )


def write_code(code: ActaCode, key: bytes, sign: Callable[[bytes], bytes]) -> str:
    """The text inside the QR; `key` is the id of the key with which `sign` signs (64 bytes)."""
    said: dict[int, object] = {
        _NUMBER: code.number,
        _AT: code.at,
        _DIGEST: code.digest,
        _ATTENDANCE: code.attendance,
        _COMMITMENTS: code.commitments,
        _COUNTRY: code.country,
    }
    if code.promises:
        said[_PROMISES] = _packed(code.promises)
    protected = _canonical({_ALGORITHM: _EDDSA, _KEY_ID: key})
    payload = _canonical(said)
    signature = sign(_to_sign(protected, payload))
    return write_base45(_canonical(cbor2.CBORTag(_SIGN1, [protected, {}, payload, signature])))


def write_plain_code(number: str, digest: bytes) -> str:
    """The text of a code without signature, for an acta whose laptop has no key at hand."""
    return write_base45(_canonical({0: 0, 1: number, 2: digest}))


def read_code(text: str) -> ReadCode | None:
    """Read the text of a QR, whoever wrote it; None when it is not one of ours."""
    try:
        encoded = read_base45(text)
        if encoded.startswith(_SIGN1_HEAD):
            return _signed_code(read_plain(encoded[1:]))
        return ReadCode(_first_version(read_plain(encoded)))
    except (ValueError, zlib.error):
        return None


def _signed_code(sign1: Plain) -> ReadCode:
    match sign1:
        case [bytes(protected), dict(), bytes(payload), bytes(signature)]:
            header, said = _map(read_plain(protected)), _map(read_plain(payload))
        case _:
            raise ValueError("not a COSE_Sign1")
    key = _octets(header.get(_KEY_ID), KEY_ID_BYTES)
    if header.keys() != {_ALGORITHM, _KEY_ID} or header[_ALGORITHM] != _EDDSA:
        raise ValueError("not signed with Ed25519")
    if len(signature) != SIGNATURE_BYTES:
        raise ValueError("a signature cut short")
    return ReadCode(_said(said), key, signature, _to_sign(protected, payload))


def _said(said: dict[object, Plain]) -> ActaCode:
    packed = said.get(_PROMISES)
    return ActaCode(
        number=_text(said.get(_NUMBER)),
        digest=_octets(said.get(_DIGEST), _DIGEST_BYTES),
        at=_whole(said.get(_AT)),
        attendance=_whole(said.get(_ATTENDANCE)),
        commitments=_whole(said.get(_COMMITMENTS)),
        country=_text(said.get(_COUNTRY)),
        promises=_unpacked(packed) if isinstance(packed, bytes) else (),
    )


def _first_version(said: Plain) -> ActaCode:
    """Version 0, printed before codes were signed: {0: 0, 1: number, 2: digest}."""
    fields = _map(said)
    if fields.get(0) != 0:
        raise ValueError("a version that is not known")
    return ActaCode(_text(fields.get(1)), _octets(fields.get(2), _DIGEST_BYTES))


def _packed(promises: tuple[Promise, ...]) -> bytes:
    rows = [[one.text, one.responsible, one.due_text, one.evidence] for one in promises]
    packing = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packing.compress(_canonical(rows)) + packing.flush()


def _unpacked(packed: bytes) -> tuple[Promise, ...]:
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    rows = unpacking.decompress(packed, _PROMISES_BYTES_MAX)
    if not unpacking.eof:
        raise ValueError("promises cut short, or more than any acta holds")
    read = read_plain(rows)
    if not isinstance(read, list):
        raise ValueError("not a list of promises")  # noqa: TRY004 - see `_map`
    return tuple(map(_promise, read))


def _promise(row: Plain) -> Promise:
    match row:
        case [str(text), str(responsible), str(due), str(evidence)]:
            return Promise(text=text, responsible=responsible, due_text=due, evidence=evidence)
        case _:
            raise ValueError("not a promise")


def _to_sign(protected: bytes, payload: bytes) -> bytes:
    """What a COSE signature covers (RFC 9052, 4.4); nothing from outside is added."""
    return _canonical(["Signature1", protected, b"", payload])


def _canonical(value: object) -> bytes:
    return cbor2.dumps(value, canonical=True)


def _map(value: Plain | None) -> dict[object, Plain]:
    if not isinstance(value, dict):
        raise ValueError("not a map")  # noqa: TRY004 - one error for whatever was photographed
    return cast("dict[object, Plain]", value)


def _text(value: Plain | None) -> str:
    if not isinstance(value, str) or not value.isprintable():
        raise ValueError("not a text")
    return value


def _octets(value: Plain | None, length: int) -> bytes:
    if not isinstance(value, bytes) or len(value) != length:
        raise ValueError("not so many bytes")
    return value


def _whole(value: Plain | None) -> int:
    if not isinstance(value, int) or not 0 <= value < 1 << 40:
        raise ValueError("not a whole number")
    return value
