"""The logbook of a territory, which is only added to (domain D14)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import (
    FEMININE,
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
    "Anotación",
    "Anotaciones",
    gender=FEMININE,
    title="text",
    scope_by="territory",
    edited_by=EditedBy.AUTHOR,
    group="logbook",
)
class LogbookEntry(Record, frozen=True, kw_only=True):
    """What an officer learnt about a territory on a day; a correction is a new entry."""

    territory: Annotated[
        TerritoryCode | None,
        Fact("Territorio", close=REQUIRED, listed=True, merge=Merge.IMMUTABLE),
    ] = None
    on: Annotated[
        date | None, Fact("Fecha", close=REQUIRED, listed=True, merge=Merge.IMMUTABLE)
    ] = None
    type: Annotated[
        Code | None,
        Fact(
            "Tipo",
            catalogue="logbook_types",
            close=REQUIRED,
            listed=True,
            merge=Merge.IMMUTABLE,
        ),
    ] = None
    text: Annotated[
        str,
        Fact(
            "Anotación",
            close=REQUIRED,
            search=True,
            listed=True,
            long=True,
            merge=Merge.IMMUTABLE,
        ),
    ] = ""
    activity: Annotated[UUID | None, Fact("Visita", to=("activity",), merge=Merge.IMMUTABLE)] = None
    commitment: Annotated[
        UUID | None, Fact("Compromiso", to=("commitment",), merge=Merge.IMMUTABLE)
    ] = None
    agreement: Annotated[UUID | None, Fact("Acuerdo", to=("agreement",), merge=Merge.IMMUTABLE)] = (
        None
    )
    instrument: Annotated[
        UUID | None,
        Fact("Instrumento de política", to=("policy_instrument",), merge=Merge.IMMUTABLE),
    ] = None
    visibility: Annotated[
        Code | None,
        Fact("Divulgación", catalogue="logbook_visibilities", merge=Merge.IMMUTABLE),
    ] = None
    corrects: Annotated[
        UUID | None, Fact("Corrige", to=("logbook_entry",), merge=Merge.IMMUTABLE)
    ] = None
