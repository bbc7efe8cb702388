"""What headquarters adds to a territory of the official list (domain D02)."""

from __future__ import annotations

from typing import Annotated

from fieldapp.records.describe import (
    MASCULINE,
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
    "Perfil territorial",
    "Perfiles territoriales",
    gender=MASCULINE,
    title="notes",
    scope_by="territory",
    edited_by=EditedBy.HQ,
    keep_years=20,
    group="directory",
)
class TerritoryProfile(Record, frozen=True, kw_only=True):
    """Marks on a territory, such as being a capital. The list itself is the country pack's."""

    territory: Annotated[
        TerritoryCode | None,
        Fact("Territorio", close=REQUIRED, listed=True, merge=Merge.IMMUTABLE),
    ] = None
    is_capital: Annotated[bool | None, Fact("Es capital", listed=True)] = None
    priority: Annotated[bool | None, Fact("Priorizado", listed=True)] = None
    zone: Annotated[Code | None, Fact("Zona", catalogue="zones", listed=True)] = None
    poverty: Annotated[Code | None, Fact("Pobreza", catalogue="poverty_levels", listed=True)] = None
    tags: Annotated[
        frozenset[Code], Fact("Marcas", catalogue="territory_tags", merge=Merge.UNION, listed=True)
    ] = frozenset()
    notes: Annotated[str, Fact("Observaciones", long=True, search=True)] = ""
