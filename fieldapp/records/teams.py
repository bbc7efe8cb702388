"""Working teams: who was named to them, and who came in somebody's place (domain D04)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import (
    FEMININE,
    MASCULINE,
    REQUIRED,
    Code,
    Fact,
    Merge,
    Record,
    TerritoryCode,
    kind,
)


@kind("Equipo", "Equipos", gender=MASCULINE, title="name", scope_by="territory", group="directory")
class Team(Record, frozen=True, kw_only=True):
    """A team named by an act: of an institution, of a plan, of a mesa."""

    name: Annotated[str, Fact("Nombre", close=REQUIRED, search=True, listed=True)] = ""
    kind: Annotated[Code | None, Fact("Tipo", catalogue="team_kinds", listed=True)] = None
    organization: Annotated[UUID | None, Fact("Entidad", to=("organization",), listed=True)] = None
    territory: Annotated[TerritoryCode | None, Fact("Territorio", listed=True)] = None
    designation: Annotated[str, Fact("Acto de designación", search=True, listed=True)] = ""
    designation_letter: Annotated[UUID | None, Fact("Oficio que lo designa", to=("letter",))] = None
    from_on: Annotated[date | None, Fact("Desde")] = None
    to_on: Annotated[date | None, Fact("Hasta", after="from_on")] = None


@kind(
    "Miembro del equipo",
    "Miembros del equipo",
    gender=MASCULINE,
    title="full_name",
    unit="team",
    scope_by="team",
)
class TeamMember(Record, frozen=True, kw_only=True):
    """Somebody named to a team. The name is as the act of designation says it."""

    team: Annotated[
        UUID | None, Fact("Equipo", to=("team",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    full_name: Annotated[
        str, Fact("Nombre completo", close=REQUIRED, search=True, listed=True, names=True)
    ] = ""
    person: Annotated[UUID | None, Fact("Persona del directorio", to=("person",))] = None
    organ: Annotated[str, Fact("Órgano", listed=True)] = ""
    role: Annotated[Code | None, Fact("Papel", catalogue="team_roles", listed=True)] = None


@kind(
    "Representación",
    "Representaciones",
    gender=FEMININE,
    title="delegate_name",
    unit="team",
    scope_by="team",
)
class Representation(Record, frozen=True, kw_only=True):
    """Somebody who came in the place of a member, to one meeting or to several."""

    team: Annotated[
        UUID | None, Fact("Equipo", to=("team",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    member: Annotated[
        UUID | None, Fact("En representación de", to=("team_member",), close=REQUIRED, listed=True)
    ] = None
    delegate_name: Annotated[
        str, Fact("Quien lo representa", close=REQUIRED, search=True, listed=True, names=True)
    ] = ""
    delegate: Annotated[UUID | None, Fact("Persona del directorio", to=("person",))] = None
    activity: Annotated[UUID | None, Fact("Reunión", to=("activity",))] = None
    reason: Annotated[str, Fact("Motivo")] = ""
