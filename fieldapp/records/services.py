"""What employment offices deliver, counted and never by citizen (domain D47, D48, D49, D65)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import (
    FEMININE,
    REQUIRED,
    Code,
    Fact,
    Record,
    TerritoryCode,
    kind,
)


@kind(
    "Atención por servicio",
    "Atenciones por servicio",
    gender=FEMININE,
    title="notes",
    scope_by="territory",
    group="services",
)
class ServiceDelivery(Record, frozen=True, kw_only=True):
    """How many people a service reached in a time: one row for each group that is told apart.

    An empty sex, age or disability means "not told apart", not "nobody answered"; where only that
    they have one is known, `with_disability` says so and `disability` stays empty.
    """

    territory: Annotated[TerritoryCode | None, Fact("Territorio", close=REQUIRED, listed=True)] = (
        None
    )
    office: Annotated[UUID | None, Fact("Oficina", to=("office",), listed=True)] = None
    service: Annotated[
        Code | None, Fact("Servicio", catalogue="services", close=REQUIRED, listed=True)
    ] = None
    from_on: Annotated[date | None, Fact("Desde", close=REQUIRED, listed=True)] = None
    to_on: Annotated[date | None, Fact("Hasta", close=REQUIRED, after="from_on", listed=True)] = (
        None
    )
    measure: Annotated[
        Code | None, Fact("Qué se cuenta", catalogue="delivery_measures", listed=True)
    ] = Code("attended")
    sex: Annotated[Code | None, Fact("Sexo", catalogue="sex", listed=True)] = None
    age_range: Annotated[Code | None, Fact("Rango de edad", catalogue="age_ranges")] = None
    with_disability: Annotated[bool | None, Fact("Con discapacidad")] = None
    disability: Annotated[Code | None, Fact("Discapacidad", catalogue="disability")] = None
    zone: Annotated[Code | None, Fact("Zona", catalogue="zones")] = None
    people: Annotated[
        int | None, Fact("Personas", close=REQUIRED, listed=True, least=0, most=100_000_000)
    ] = None
    source: Annotated[str, Fact("Fuente")] = ""
    notes: Annotated[str, Fact("Observaciones", long=True, search=True)] = ""


@kind(
    "Derivación",
    "Derivaciones",
    gender=FEMININE,
    title="feedback",
    scope_by="territory",
    group="services",
)
class Referral(Record, frozen=True, kw_only=True):
    """People sent on to another institution: a count, or one case by its code, never a name."""

    territory: Annotated[TerritoryCode | None, Fact("Territorio", close=REQUIRED, listed=True)] = (
        None
    )
    office: Annotated[UUID | None, Fact("Oficina que deriva", to=("office",), listed=True)] = None
    organization: Annotated[
        UUID | None, Fact("Entidad que recibe", to=("organization",), close=REQUIRED, listed=True)
    ] = None
    service: Annotated[Code | None, Fact("Servicio", catalogue="services")] = None
    on: Annotated[date | None, Fact("Fecha", close=REQUIRED, listed=True)] = None
    people: Annotated[int | None, Fact("Personas", listed=True, least=0, most=1_000_000)] = None
    case_code: Annotated[
        str, Fact("Código del caso", search=True, longest=40, hint="Sin el nombre de la persona.")
    ] = ""
    result: Annotated[Code | None, Fact("Resultado", catalogue="referral_results", listed=True)] = (
        Code("pending")
    )
    feedback: Annotated[str, Fact("Respuesta de la entidad", long=True, search=True)] = ""
