"""How a territory and its offices stand: the ficha, satisfaction, and instruments in force."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import (
    FEMININE,
    MASCULINE,
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


@kind(
    "Ficha diagnóstico",
    "Fichas diagnóstico",
    gender=FEMININE,
    title="title",
    scope_by="territory",
    keep_years=20,
    group="diagnosis",
)
class ProfileSheet(Record, frozen=True, kw_only=True):
    """The two to four pages that say how work stands in a territory (domain D21).

    It may be published only when every value has its year and its source.
    """

    title: Annotated[str, Fact("Título", close=REQUIRED, search=True, listed=True)] = ""
    territory: Annotated[TerritoryCode | None, Fact("Territorio", close=REQUIRED, listed=True)] = (
        None
    )
    cut_off: Annotated[date | None, Fact("Corte", close=REQUIRED, listed=True)] = None
    version: Annotated[int | None, Fact("Versión", least=1, most=999, listed=True)] = 1
    prepared_by: Annotated[str, Fact("Elaborada por", names=True)] = ""
    summary: Annotated[str, Fact("Contexto", long=True)] = ""
    strengths: Annotated[str, Fact("Fortalezas", long=True)] = ""
    risks: Annotated[str, Fact("Riesgos", long=True)] = ""
    status: Annotated[Code | None, Fact("Estado", catalogue="sheet_status", listed=True)] = Code(
        "draft"
    )


@kind(
    "Dato de la ficha",
    "Datos de la ficha",
    gender=MASCULINE,
    title="source",
    unit="sheet",
    scope_by="sheet",
    keep_years=20,
)
class SheetValue(Record, frozen=True, kw_only=True):
    """A figure with its year and its source; the pack knows the unit of its indicator."""

    sheet: Annotated[
        UUID | None,
        Fact("Ficha", to=("profile_sheet",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    indicator: Annotated[
        Code | None,
        Fact("Indicador", catalogue="profile_indicators", close=REQUIRED, listed=True),
    ] = None
    value: Annotated[Decimal | None, Fact("Valor", close=REQUIRED, listed=True)] = None
    year: Annotated[int | None, Fact("Año", close=REQUIRED, least=1990, most=2100, listed=True)] = (
        None
    )
    source: Annotated[str, Fact("Fuente", close=REQUIRED, search=True, listed=True)] = ""
    coverage: Annotated[Code | None, Fact("Ámbito", catalogue="value_coverages", listed=True)] = (
        Code("territory")
    )


@kind(
    "Encuesta de satisfacción",
    "Encuestas de satisfacción",
    gender=FEMININE,
    title="comments",
    scope_by="office",
    group="diagnosis",
)
class Survey(Record, frozen=True, kw_only=True):
    """How many people of a day gave one answer about a service; nobody is named (domain D28)."""

    service: Annotated[
        Code | None, Fact("Servicio", catalogue="services", close=REQUIRED, listed=True)
    ] = None
    office: Annotated[UUID | None, Fact("Oficina", to=("office",), close=REQUIRED, listed=True)] = (
        None
    )
    on: Annotated[date | None, Fact("Fecha", close=REQUIRED, listed=True)] = None
    answer: Annotated[
        Code | None, Fact("Respuesta", catalogue="satisfaction", close=REQUIRED, listed=True)
    ] = None
    people: Annotated[
        int | None, Fact("Personas", close=REQUIRED, least=1, most=1_000_000, listed=True)
    ] = None
    zone: Annotated[Code | None, Fact("Zona", catalogue="zones")] = None
    comments: Annotated[
        str, Fact("Comentarios", long=True, hint="Sin nombres ni datos de las personas.")
    ] = ""


@kind(
    "Estado de un instrumento",
    "Estado de los instrumentos",
    gender=MASCULINE,
    title="act",
    scope_by="organization",
    group="diagnosis",
)
class InstrumentStatus(Record, frozen=True, kw_only=True):
    """How an instrument of an institution stands in a year (domain D29).

    One that was asked about and not answered has no state, which is not the same as missing.
    """

    organization: Annotated[
        UUID | None, Fact("Entidad", to=("organization",), close=REQUIRED, listed=True)
    ] = None
    instrument: Annotated[
        Code | None,
        Fact("Instrumento", catalogue="management_instruments", close=REQUIRED, listed=True),
    ] = None
    year: Annotated[int | None, Fact("Año", close=REQUIRED, least=1990, most=2100, listed=True)] = (
        None
    )
    state: Annotated[Code | None, Fact("Estado", catalogue="instrument_states", listed=True)] = None
    act: Annotated[str, Fact("Acto que lo aprueba", search=True, listed=True)] = ""
    asked_on: Annotated[date | None, Fact("Se preguntó el")] = None
    answered_on: Annotated[date | None, Fact("Respondió el", after="asked_on")] = None
    file_name: FileName = ""
    sha256: FileDigest = ""
