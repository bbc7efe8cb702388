"""The acta of an activity: its state, official number and digest (domain D11)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import (
    FEMININE,
    REQUIRED,
    Code,
    Fact,
    Merge,
    Record,
    kind,
)


@kind(
    "Acta",
    "Actas",
    gender=FEMININE,
    title="number",
    scope_by="activity",
    keep_years=80,
    group="visits",
)
class Minutes(Record, frozen=True, kw_only=True):
    """The acta. Stored states: draft, review, frozen, sealed, void; the rest is derived.

    Frozen fixes `digest` (D, SHA-256 of the canonical acta.json) and takes `number` for ever; a
    text that goes back to review and is issued again gets another D. Sealed fixes all of it.
    Delivered, received and superseded are read from other records.
    """

    activity: Annotated[
        UUID | None,
        Fact(
            "Visita",
            to=("activity",),
            close=REQUIRED,
            merge=Merge.IMMUTABLE,
            listed=True,
        ),
    ] = None
    number: Annotated[
        str,
        Fact("Número", search=True, listed=True, merge=Merge.IMMUTABLE, hidden=True),
    ] = ""
    title: Annotated[str, Fact("Asunto", close=REQUIRED, search=True, listed=True)] = ""
    status: Annotated[
        Code | None,
        Fact("Estado", catalogue="minutes_status", listed=True, hidden=True),
    ] = Code("draft")
    presides: Annotated[str, Fact("Preside", names=True)] = ""
    secretary: Annotated[str, Fact("Actúa como secretario", names=True)] = ""
    remarks: Annotated[str, Fact("Constancias y salvedades", long=True)] = ""
    approval: Annotated[Code | None, Fact("Cómo se aprueba", catalogue="approval_forms")] = Code(
        "read"
    )
    read_aloud: Annotated[bool | None, Fact("Se leyó en voz alta")] = None
    read_language: Annotated[Code | None, Fact("Se leyó en", catalogue="languages")] = None
    interpreter: Annotated[str, Fact("Interpretó", names=True)] = ""
    promises_code: Annotated[
        bool | None, Fact("Imprimir también un código con los compromisos")
    ] = None
    supersedes: Annotated[UUID | None, Fact("Aclara el acta", to=("minutes",))] = None
    digest: Annotated[
        str,
        Fact("Huella del contenido", hidden=True, longest=64),
    ] = ""
    previous_digest: Annotated[
        str,
        Fact("Huella del acta anterior", merge=Merge.IMMUTABLE, hidden=True, longest=64),
    ] = ""
    file_sha256: Annotated[
        str, Fact("Huella del archivo", merge=Merge.IMMUTABLE, hidden=True, longest=64)
    ] = ""
    archive_sha256: Annotated[
        str,
        Fact(
            "Huella de la copia de archivo",
            merge=Merge.IMMUTABLE,
            hidden=True,
            longest=64,
        ),
    ] = ""
    frozen_at: Annotated[
        datetime | None,
        Fact("Emitida el", hidden=True, listed=True),
    ] = None
    sealed_at: Annotated[
        datetime | None, Fact("Firmada el", merge=Merge.IMMUTABLE, hidden=True)
    ] = None
    recovered_at: Annotated[
        datetime | None,
        Fact("Recuperada de una copia el", merge=Merge.IMMUTABLE, hidden=True),
    ] = None
    void_reason: Annotated[str, Fact("Motivo de la anulación", hidden=True)] = ""
