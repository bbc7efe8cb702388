"""What national entities offer in territories, what they are told of it, pilots (D54, D55)."""

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
    Merge,
    Needed,
    Record,
    TerritoryCode,
    kind,
)


@kind(
    "Oferta institucional",
    "Oferta institucional",
    gender=FEMININE,
    title="programme",
    scope_by="",
    group="territorial",
)
class Offer(Record, frozen=True, kw_only=True):
    """A programme of an entity of the nation, the same in every territory (domain D54)."""

    programme: Annotated[str, Fact("Programa", close=REQUIRED, search=True, listed=True)] = ""
    entity: Annotated[UUID | None, Fact("Entidad del directorio", to=("organization",))] = None
    entity_name: Annotated[str, Fact("Entidad", close=REQUIRED, search=True, listed=True)] = ""
    target: Annotated[str, Fact("A quién se dirige", search=True, long=True)] = ""
    requirements: Annotated[str, Fact("Requisitos", long=True)] = ""
    valid_from: Annotated[date | None, Fact("Vigente desde")] = None
    valid_to: Annotated[date | None, Fact("Vigente hasta", after="valid_from", listed=True)] = None
    web: Annotated[str, Fact("Página web")] = ""


@kind(
    "Retroalimentación",
    "Retroalimentación de la oferta",
    gender=FEMININE,
    title="text",
    scope_by="territory",
    group="territorial",
)
class Feedback(Record, frozen=True, kw_only=True):
    """What a territory says of an offer, and what the entity answers.

    A register of its own: it belongs to the territory, so that its answer comes back there.
    """

    offer: Annotated[UUID | None, Fact("Oferta", to=("offer",), close=REQUIRED, listed=True)] = None
    territory: Annotated[TerritoryCode | None, Fact("Territorio", close=REQUIRED, listed=True)] = (
        None
    )
    on: Annotated[date | None, Fact("Fecha", listed=True)] = None
    from_organization: Annotated[
        UUID | None, Fact("Entidad del directorio", to=("organization",))
    ] = None
    from_name: Annotated[str, Fact("Quién lo dice", search=True, listed=True)] = ""
    text: Annotated[
        str, Fact("Qué se dice", close=REQUIRED, search=True, listed=True, long=True)
    ] = ""
    activity: Annotated[UUID | None, Fact("Evento o visita", to=("activity",))] = None
    answer: Annotated[str, Fact("Respuesta", search=True, listed=True, long=True)] = ""
    answered_on: Annotated[date | None, Fact("Respondida el", after="on", listed=True)] = None


@kind(
    "Experiencia piloto",
    "Experiencias piloto",
    gender=FEMININE,
    title="name",
    scope_by="territory",
    group="territorial",
)
class Pilot(Record, frozen=True, kw_only=True):
    """A pilot in a territory, which stands on a convenio (domain D55): without it there is none."""

    name: Annotated[str, Fact("Nombre", close=REQUIRED, search=True, listed=True)] = ""
    territory: Annotated[TerritoryCode | None, Fact("Territorio", close=REQUIRED, listed=True)] = (
        None
    )
    agreement: Annotated[
        UUID | None,
        Fact("Convenio", to=("agreement",), close=REQUIRED, listed=True, needed=Needed("name")),
    ] = None
    staff_requirement: Annotated[str, Fact("Personal que exige", long=True)] = ""
    starts_on: Annotated[date | None, Fact("Empieza", listed=True)] = None
    ends_on: Annotated[date | None, Fact("Termina", after="starts_on")] = None
    status: Annotated[Code | None, Fact("Estado", catalogue="pilot_status", listed=True)] = Code(
        "prepared"
    )
    lessons: Annotated[str, Fact("Lecciones", long=True, search=True)] = ""


@kind(
    "Condición del piloto",
    "Condiciones del piloto",
    gender=FEMININE,
    title="text",
    unit="pilot",
    scope_by="pilot",
)
class PilotCondition(Record, frozen=True, kw_only=True):
    """What a place must have for the pilot, and whether it has it."""

    pilot: Annotated[
        UUID | None, Fact("Piloto", to=("pilot",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    kind: Annotated[Code | None, Fact("Clase", catalogue="pilot_conditions", listed=True)] = None
    text: Annotated[str, Fact("Condición", close=REQUIRED, search=True, listed=True)] = ""
    met: Annotated[bool | None, Fact("Se cumple", listed=True)] = None
