"""Spaces where institutions meet: mesas, comités, comisiones, subcomisiones (domain D06)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import (
    MASCULINE,
    REQUIRED,
    Code,
    Fact,
    Merge,
    Record,
    TerritoryCode,
    kind,
)


@kind("Espacio", "Espacios", gender=MASCULINE, title="name", scope_by="territory", group="spaces")
class Space(Record, frozen=True, kw_only=True):
    """A standing body with members, a periodicity and planned sessions."""

    name: Annotated[str, Fact("Nombre", close=REQUIRED, search=True, listed=True)] = ""
    type: Annotated[
        Code | None, Fact("Tipo", catalogue="space_types", close=REQUIRED, listed=True)
    ] = None
    territory: Annotated[TerritoryCode | None, Fact("Territorio", close=REQUIRED, listed=True)] = (
        None
    )
    locality_kind: Annotated[
        Code | None, Fact("Clase de localidad", catalogue="locality_kinds")
    ] = None
    locality: Annotated[str, Fact("Localidad")] = ""
    gov_level: Annotated[Code | None, Fact("Nivel de gobierno", catalogue="gov_levels")] = None
    legal_basis: Annotated[str, Fact("Acto de creación")] = ""
    norm: Annotated[UUID | None, Fact("Norma de creación", to=("norm",))] = None
    rules_document: Annotated[str, Fact("Reglamento interno")] = ""
    created_on: Annotated[date | None, Fact("Fecha de creación")] = None
    chair: Annotated[UUID | None, Fact("Preside", to=("organization",))] = None
    technical_secretary: Annotated[
        UUID | None, Fact("Secretaría técnica", to=("organization",))
    ] = None
    periodicity: Annotated[Code | None, Fact("Periodicidad", catalogue="periodicities")] = None
    sessions_per_year: Annotated[
        int | None, Fact("Sesiones previstas al año", least=0, most=366)
    ] = None
    status: Annotated[Code | None, Fact("Estado", catalogue="space_status", listed=True)] = None
    themes: Annotated[frozenset[Code], Fact("Temas", catalogue="themes", merge=Merge.UNION)] = (
        frozenset()
    )


@kind(
    "Integrante",
    "Integrantes",
    gender=MASCULINE,
    title="role",
    unit="space",
    scope_by="space",
)
class SpaceMember(Record, frozen=True, kw_only=True):
    """An institution that takes part in a space, and in which capacity."""

    space: Annotated[
        UUID | None,
        Fact("Espacio", to=("space",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    organization: Annotated[
        UUID | None, Fact("Entidad", to=("organization",), close=REQUIRED, listed=True)
    ] = None
    capacity: Annotated[
        Code | None, Fact("Calidad", catalogue="member_capacities", listed=True)
    ] = None
    role: Annotated[str, Fact("Papel en el espacio", listed=True)] = ""
    from_on: Annotated[date | None, Fact("Desde")] = None
    to_on: Annotated[date | None, Fact("Hasta", after="from_on")] = None


@kind(
    "Paso del protocolo",
    "Pasos del protocolo",
    gender=MASCULINE,
    title="step",
    unit="space",
    scope_by="space",
)
class ProtocolStep(Record, frozen=True, kw_only=True):
    """A step of the pack's protocol that a space has taken towards its local plan (domain D20)."""

    space: Annotated[
        UUID | None,
        Fact("Espacio", to=("space",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    step: Annotated[
        Code | None, Fact("Paso", catalogue="protocol_steps", close=REQUIRED, listed=True)
    ] = None
    done_on: Annotated[date | None, Fact("Cumplido el", close=REQUIRED, listed=True)] = None
    evidence: Annotated[str, Fact("Evidencia", listed=True)] = ""
