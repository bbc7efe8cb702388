"""Whom and what a verifier may believe: officers' keys, headquarters' authorities, its stamps.

Headquarters alone writes these records. They reach laptops by the ordinary sync and by the
envelope, so that a paper is verified with no network and a revoked key is known everywhere.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID, uuid5

from fieldapp.records.describe import (
    FEMININE,
    MASCULINE,
    Code,
    EditedBy,
    Fact,
    Merge,
    Record,
    kind,
)

TRUST_LIST: Final = UUID("7d1c5f0e-93b4-5c0a-8a52-6f2a1be0c4d7")
"""The id of the one trust list of a headquarters."""

_SIGNERS: Final = UUID("b5e0a3c2-1f64-5d8e-9c37-02d4f7a981e6")
_STAMPS: Final = UUID("e83f6b91-4c2d-5a70-b1d9-7c05e6f3a248")


def signer_id(device: UUID) -> UUID:
    """The id of a device's `signer` record: one a device, for all certificates it ever gets."""
    return uuid5(_SIGNERS, device.hex)


def stamp_id(file_sha256: str) -> UUID:
    """The id of the `stamp` of a paper, by the digest of its bytes as they were handed over."""
    return uuid5(_STAMPS, file_sha256)


@kind(
    "Firmante",
    "Firmantes",
    gender=MASCULINE,
    title="person_name",
    scope_by="",
    edited_by=EditedBy.HQ,
    keep_years=80,
)
class Signer(Record, frozen=True, kw_only=True):
    """Who signs with which device, in the scope of the officer's office.

    `certificate` is the newest one (DER), empty until the device asked for one; `qr_key` is the
    Ed25519 public key of the codes on paper, 64 hexadecimal digits. `revoked_at` ends both.
    """

    device: Annotated[UUID | None, Fact("Equipo", merge=Merge.HQ, hidden=True)] = None
    device_code: Annotated[str, Fact("Serie del equipo", merge=Merge.HQ, listed=True)] = ""
    person: Annotated[
        UUID | None, Fact("Funcionario", to=("person",), merge=Merge.HQ, hidden=True)
    ] = None
    person_name: Annotated[str, Fact("Nombre del funcionario", merge=Merge.HQ, listed=True)] = ""
    office_name: Annotated[str, Fact("Oficina", merge=Merge.HQ, listed=True)] = ""
    certificate: Annotated[bytes | None, Fact("Certificado", merge=Merge.HQ, hidden=True)] = None
    qr_key: Annotated[
        str, Fact("Clave de los códigos QR", merge=Merge.HQ, hidden=True, longest=64)
    ] = ""
    valid_from: Annotated[datetime | None, Fact("Válido desde", merge=Merge.HQ)] = None
    valid_until: Annotated[
        datetime | None, Fact("Válido hasta", merge=Merge.HQ, listed=True, after="valid_from")
    ] = None
    revoked_at: Annotated[datetime | None, Fact("Revocado el", merge=Merge.HQ, listed=True)] = None
    revocation_reason: Annotated[str, Fact("Motivo de la revocación", merge=Merge.HQ)] = ""


@kind(
    "Lista de confianza",
    "Listas de confianza",
    gender=FEMININE,
    title="number",
    scope_by="",
    edited_by=EditedBy.HQ,
    keep_years=80,
)
class TrustList(Record, frozen=True, kw_only=True):
    """Headquarters' authorities and what they revoked: one record, everybody's (`TRUST_LIST`).

    Each set of certificates or revocation lists is their DER, one after the other. `tsa` are the
    certificates of the time-stamp service, those that expired too. `number` counts editions.
    What begins with `outside` is of authorities that are not headquarters' own: they vouch for
    officers' signatures and for nothing else.
    """

    number: Annotated[int | None, Fact("Número", merge=Merge.HQ, listed=True, least=1)] = None
    roots: Annotated[bytes | None, Fact("Autoridad raíz", merge=Merge.HQ, hidden=True)] = None
    intermediates: Annotated[
        bytes | None, Fact("Autoridades emisoras", merge=Merge.HQ, hidden=True)
    ] = None
    tsa: Annotated[bytes | None, Fact("Sello de tiempo", merge=Merge.HQ, hidden=True)] = None
    crl: Annotated[bytes | None, Fact("Listas de revocación", merge=Merge.HQ, hidden=True)] = None
    outside_roots: Annotated[
        bytes | None, Fact("Autoridades raíz ajenas", merge=Merge.HQ, hidden=True)
    ] = None
    outside_intermediates: Annotated[
        bytes | None, Fact("Autoridades emisoras ajenas", merge=Merge.HQ, hidden=True)
    ] = None
    outside_crl: Annotated[
        bytes | None, Fact("Listas de revocación ajenas", merge=Merge.HQ, hidden=True)
    ] = None
    issued_at: Annotated[datetime | None, Fact("Emitida el", merge=Merge.HQ, listed=True)] = None
    next_at: Annotated[
        datetime | None, Fact("Próxima emisión", merge=Merge.HQ, after="issued_at")
    ] = None


@kind(
    "Sello del nivel central",
    "Sellos del nivel central",
    gender=MASCULINE,
    title="version",
    scope_by="minutes",
    edited_by=EditedBy.HQ,
    keep_years=80,
)
class Stamp(Record, frozen=True, kw_only=True):
    """Headquarters' time stamp on one signed copy of an acta, in the acta's scope.

    `file_sha256` names the copy as the officer handed it over; `completion_sha256` the small file
    that, laid on it, makes the completed copy `completed_sha256`. All three are SHA-256 in
    hexadecimal. `token_at` is the time inside the token on the officer's signature.
    """

    minutes: Annotated[UUID | None, Fact("Acta", to=("minutes",), merge=Merge.HQ, listed=True)] = (
        None
    )
    version: Annotated[
        Code | None, Fact("Copia", catalogue="acta_copies", merge=Merge.HQ, listed=True)
    ] = None
    file_sha256: Annotated[
        str, Fact("Huella de la copia entregada", merge=Merge.HQ, hidden=True, longest=64)
    ] = ""
    token_at: Annotated[
        datetime | None, Fact("Sello de tiempo del nivel central", merge=Merge.HQ, listed=True)
    ] = None
    completion_sha256: Annotated[
        str, Fact("Huella del complemento", merge=Merge.HQ, hidden=True, longest=64)
    ] = ""
    completed_sha256: Annotated[
        str, Fact("Huella de la copia completa", merge=Merge.HQ, hidden=True, longest=64)
    ] = ""
