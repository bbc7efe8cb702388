"""Norms and letters: on what authority, and who wrote what to whom (domain D56, D57)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import (
    FEMININE,
    REQUIRED,
    Code,
    Fact,
    FileDigest,
    FileName,
    Merge,
    Record,
    TerritoryCode,
    kind,
)


@kind("Norma", "Normas", gender=FEMININE, title="title", scope_by="territory", group="norms")
class Norm(Record, frozen=True, kw_only=True):
    """A law, decree, resolution or ordinance; without territory it is the nation's.

    Type and number should be told once; a second telling is shown, never refused (rule R1).
    """

    type: Annotated[
        Code | None, Fact("Tipo", catalogue="norm_types", close=REQUIRED, listed=True)
    ] = None
    number: Annotated[str, Fact("Número", search=True, listed=True, longest=80)] = ""
    issuer: Annotated[str, Fact("Quien la expide", listed=True)] = ""
    issued_on: Annotated[date | None, Fact("Fecha", listed=True)] = None
    title: Annotated[str, Fact("Título", close=REQUIRED, search=True, listed=True, long=True)] = ""
    territory: Annotated[TerritoryCode | None, Fact("Territorio")] = None
    url: Annotated[str, Fact("Página donde se publica")] = ""


@kind(
    "Relación entre normas",
    "Relaciones entre normas",
    gender=FEMININE,
    title="other_number",
    unit="norm",
    scope_by="norm",
)
class NormRelation(Record, frozen=True, kw_only=True):
    """What another norm does to this one. The other is named as written: it need not be here."""

    norm: Annotated[
        UUID | None, Fact("Norma", to=("norm",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    effect: Annotated[
        Code | None, Fact("Relación", catalogue="norm_effects", close=REQUIRED, listed=True)
    ] = None
    other_type: Annotated[
        Code | None, Fact("Tipo de la otra norma", catalogue="norm_types", listed=True)
    ] = None
    other_number: Annotated[
        str, Fact("Número de la otra norma", search=True, listed=True, longest=80)
    ] = ""
    other: Annotated[UUID | None, Fact("La otra norma, si está registrada", to=("norm",))] = None


@kind(
    "Carta u oficio",
    "Correspondencia",
    gender=FEMININE,
    title="number",
    scope_by="territory",
    group="norms",
)
class Letter(Record, frozen=True, kw_only=True):
    """A letter that came or went. `answers` is the one before it in the exchange."""

    type: Annotated[Code | None, Fact("Tipo", catalogue="letter_types", listed=True)] = None
    number: Annotated[str, Fact("Número", close=REQUIRED, search=True, listed=True, longest=80)] = (
        ""
    )
    on: Annotated[date | None, Fact("Fecha", listed=True)] = None
    sender: Annotated[str, Fact("De", search=True, listed=True)] = ""
    recipient: Annotated[str, Fact("Para", search=True, listed=True)] = ""
    subject: Annotated[str, Fact("Asunto", search=True, listed=True, long=True)] = ""
    direction: Annotated[Code | None, Fact("Entrada o salida", catalogue="letter_directions")] = (
        None
    )
    answers: Annotated[UUID | None, Fact("Responde a", to=("letter",))] = None
    territory: Annotated[TerritoryCode | None, Fact("Territorio")] = None
    kept_in: Annotated[str, Fact("Dónde está el original")] = ""
    file_name: FileName = ""
    sha256: FileDigest = ""
