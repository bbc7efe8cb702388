"""Who counts in a territory: how interested and how influential each entity is (domain D05)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import (
    FEMININE,
    REQUIRED,
    Code,
    Fact,
    Merge,
    Record,
    TerritoryCode,
    kind,
)


@kind(
    "Valoración de actor",
    "Valoraciones de actores",
    gender=FEMININE,
    title="notes",
    scope_by="territory",
    group="spaces",
)
class ActorAssessment(Record, frozen=True, kw_only=True):
    """How an entity stood in a territory on a day, from 1 to 5.

    A later day is a row of its own, so that what was thought before remains.
    """

    organization: Annotated[
        UUID | None,
        Fact("Entidad", to=("organization",), close=REQUIRED, listed=True, merge=Merge.IMMUTABLE),
    ] = None
    territory: Annotated[
        TerritoryCode | None,
        Fact("Territorio", close=REQUIRED, listed=True, merge=Merge.IMMUTABLE),
    ] = None
    on: Annotated[
        date | None, Fact("Fecha", close=REQUIRED, listed=True, merge=Merge.IMMUTABLE)
    ] = None
    space: Annotated[UUID | None, Fact("Espacio", to=("space",))] = None
    themes: Annotated[frozenset[Code], Fact("Temas", catalogue="themes", merge=Merge.UNION)] = (
        frozenset()
    )
    interest: Annotated[int | None, Fact("Interés", least=1, most=5, listed=True)] = None
    influence: Annotated[int | None, Fact("Influencia", least=1, most=5, listed=True)] = None
    stance: Annotated[Code | None, Fact("Posición", catalogue="actor_stances", listed=True)] = None
    resources: Annotated[str, Fact("Recursos", long=True)] = ""
    contact_person: Annotated[UUID | None, Fact("Persona de contacto", to=("person",))] = None
    notes: Annotated[str, Fact("Relación", long=True, search=True)] = ""
