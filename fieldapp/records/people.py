"""Institutions, their offices, the people in them, and who turned out to be the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import (
    FEMININE,
    MASCULINE,
    PERSONAL,
    REQUIRED,
    Code,
    EditedBy,
    Fact,
    Merge,
    Record,
    TerritoryCode,
    kind,
)


@kind(
    "Entidad",
    "Entidades",
    gender=FEMININE,
    title="name",
    scope_by="territory",
    keep_years=20,
    group="directory",
)
class Organization(Record, frozen=True, kw_only=True):
    """An institution or one of its organs (domain D01). `parent` makes the tree of organs."""

    name: Annotated[str, Fact("Nombre", close=REQUIRED, search=True, listed=True)] = ""
    short_name: Annotated[str, Fact("Sigla", search=True, listed=True)] = ""
    kind: Annotated[Code | None, Fact("Tipo", catalogue="actor_types", listed=True)] = None
    gov_level: Annotated[Code | None, Fact("Nivel de gobierno", catalogue="gov_levels")] = None
    parent: Annotated[UUID | None, Fact("Órgano de", to=("organization",), listed=True)] = None
    territory: Annotated[TerritoryCode | None, Fact("Territorio", listed=True)] = None
    locality_kind: Annotated[
        Code | None, Fact("Clase de localidad", catalogue="locality_kinds")
    ] = None
    locality: Annotated[str, Fact("Localidad", search=True)] = ""
    tax_id: Annotated[str, Fact("Identificación tributaria", search=True, longest=30)] = ""
    address: Annotated[str, Fact("Dirección")] = ""
    phone: Annotated[str, Fact("Teléfono", longest=60)] = ""
    email: Annotated[str, Fact("Correo electrónico")] = ""
    web: Annotated[str, Fact("Página web")] = ""
    latitude: Annotated[Decimal | None, Fact("Latitud", least=-90, most=90)] = None
    longitude: Annotated[Decimal | None, Fact("Longitud", least=-180, most=180)] = None
    is_sector: Annotated[bool | None, Fact("Sector trabajo", listed=True)] = None
    active_from: Annotated[date | None, Fact("Activa desde")] = None
    active_to: Annotated[date | None, Fact("Activa hasta", after="active_from")] = None


@kind(
    "Oficina",
    "Oficinas",
    gender=FEMININE,
    title="name",
    scope_by="territory",
    edited_by=EditedBy.HQ,
    keep_years=20,
    group="directory",
)
class Office(Record, frozen=True, kw_only=True):
    """An office of the ministry (domain D50).

    `opened_on` is its first day and `closed_on` its last for good; each time that it shut and
    opened again is a row of its own (`OfficeClosure`), so that no closing writes over another.
    """

    code: Annotated[str, Fact("Código", close=REQUIRED, listed=True, longest=30)] = ""
    name: Annotated[str, Fact("Nombre", close=REQUIRED, search=True, listed=True)] = ""
    organization: Annotated[UUID | None, Fact("Entidad", to=("organization",))] = None
    type: Annotated[Code | None, Fact("Tipo", catalogue="office_types", listed=True)] = None
    territory: Annotated[TerritoryCode | None, Fact("Territorio", listed=True)] = None
    opened_on: Annotated[date | None, Fact("Abierta el")] = None
    closed_on: Annotated[date | None, Fact("Cerrada el", after="opened_on")] = None
    reason: Annotated[str, Fact("Motivo", long=True)] = ""
    staff: Annotated[int | None, Fact("Personal", least=0, most=100_000)] = None
    infrastructure: Annotated[str, Fact("Infraestructura", long=True)] = ""
    partners: Annotated[str, Fact("Entidades aliadas", long=True)] = ""
    groups: Annotated[
        frozenset[Code], Fact("Registros con los que trabaja", catalogue="register_groups")
    ] = frozenset()


@kind(
    "Cierre temporal",
    "Cierres temporales",
    gender=MASCULINE,
    title="reason",
    unit="office",
    scope_by="office",
    edited_by=EditedBy.HQ,
    keep_years=20,
)
class OfficeClosure(Record, frozen=True, kw_only=True):
    """A time in which an office did not attend; `reopened_on` is empty while it is still shut."""

    office: Annotated[
        UUID | None, Fact("Oficina", to=("office",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    closed_on: Annotated[date | None, Fact("Cerró el", close=REQUIRED, listed=True)] = None
    reopened_on: Annotated[
        date | None, Fact("Volvió a abrir el", after="closed_on", listed=True)
    ] = None
    reason: Annotated[str, Fact("Motivo", listed=True, long=True)] = ""


@kind(
    "Persona",
    "Personas",
    gender=FEMININE,
    title="full_name",
    scope_by="territory",
    group="directory",
)
class Person(Record, frozen=True, kw_only=True):
    """Somebody the office knows. One single name is enough; a card that looks wrong is kept."""

    full_name: Annotated[
        str,
        Fact(
            "Nombre completo",
            close=REQUIRED,
            search=True,
            listed=True,
            sensitivity=PERSONAL,
            names=True,
        ),
    ] = ""
    id_type: Annotated[Code | None, Fact("Tipo de documento", catalogue="id_types")] = None
    id_number: Annotated[
        str,
        Fact("Número de documento", search=True, sensitivity=PERSONAL, longest=30),
    ] = ""
    sex: Annotated[Code | None, Fact("Sexo", catalogue="sex", sensitivity=PERSONAL)] = None
    organization: Annotated[UUID | None, Fact("Entidad", to=("organization",), listed=True)] = None
    position_title: Annotated[str, Fact("Cargo", listed=True)] = ""
    phone: Annotated[str, Fact("Teléfono", sensitivity=PERSONAL, longest=60)] = ""
    email: Annotated[str, Fact("Correo electrónico", sensitivity=PERSONAL)] = ""
    territory: Annotated[TerritoryCode | None, Fact("Territorio", listed=True)] = None
    locality_kind: Annotated[
        Code | None, Fact("Clase de localidad", catalogue="locality_kinds")
    ] = None
    locality: Annotated[str, Fact("Localidad")] = ""


@kind("Cargo", "Cargos", gender=MASCULINE, title="title", scope_by="person", group="directory")
class Position(Record, frozen=True, kw_only=True):
    """A post somebody holds for a time; an acta keeps the title as of its day (domain D03)."""

    person: Annotated[UUID | None, Fact("Persona", to=("person",), close=REQUIRED, listed=True)] = (
        None
    )
    organization: Annotated[
        UUID | None, Fact("Entidad", to=("organization",), close=REQUIRED, listed=True)
    ] = None
    title: Annotated[str, Fact("Cargo", close=REQUIRED, search=True, listed=True)] = ""
    from_on: Annotated[date | None, Fact("Desde", listed=True)] = None
    to_on: Annotated[date | None, Fact("Hasta", after="from_on", listed=True)] = None
    appointment: Annotated[str, Fact("Acto de nombramiento")] = ""
    ended_by: Annotated[Code | None, Fact("Terminó por", catalogue="position_ends")] = None


@kind("Duplicado", "Duplicados", gender=MASCULINE, title="reason", scope_by="first")
class SameAs(Record, frozen=True, kw_only=True):
    """Two records made apart that are one in the world (field rule R1).

    Nothing is merged: screens and figures follow the link, and taking it back is one edit.
    """

    first: Annotated[
        UUID | None,
        Fact(
            "Registro",
            to=("person", "organization", "space"),
            close=REQUIRED,
            merge=Merge.IMMUTABLE,
            listed=True,
        ),
    ] = None
    second: Annotated[
        UUID | None,
        Fact(
            "Es el mismo que",
            to=("person", "organization", "space"),
            close=REQUIRED,
            merge=Merge.IMMUTABLE,
            listed=True,
        ),
    ] = None
    basis: Annotated[
        Code | None,
        Fact("Por qué", catalogue="same_as_bases", close=REQUIRED, listed=True),
    ] = None
    state: Annotated[
        Code | None,
        Fact("Estado", catalogue="same_as_states", close=REQUIRED, listed=True),
    ] = None
    reason: Annotated[str, Fact("Explicación", listed=True)] = ""
