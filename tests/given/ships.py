"""A made-up root and its rows, which may be part of another row of the same ship."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
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


@kind("Barco", "Barcos", gender=MASCULINE, title="name", scope_by="territory", group="trips")
class Ship(Record, frozen=True, kw_only=True):
    """A ship that takes officers along the coast."""

    name: Annotated[str, Fact("Nombre", close=REQUIRED, search=True, listed=True)] = ""
    territory: Annotated[TerritoryCode | None, Fact("Puerto", listed=True)] = None


@kind("Tramo", "Tramos", gender=MASCULINE, title="name", unit="ship", scope_by="ship")
class Leg(Record, frozen=True, kw_only=True):
    """A part of its way; a part may have parts."""

    ship: Annotated[
        UUID | None, Fact("Barco", to=("ship",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    code: Annotated[str, Fact("Código", listed=True, longest=20)] = ""
    name: Annotated[str, Fact("Nombre", close=REQUIRED, listed=True)] = ""
    part_of: Annotated[UUID | None, Fact("Parte de", to=("leg",), listed=True)] = None
    zone: Annotated[Code | None, Fact("Zona", catalogue="zones", listed=True)] = None
    on: Annotated[date | None, Fact("Fecha")] = None
