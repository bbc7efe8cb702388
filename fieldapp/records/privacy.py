"""Who looked at personal data, and what was done when somebody asked for theirs (workflow W12)."""

from __future__ import annotations

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
    "Consulta de datos personales",
    "Consultas de datos personales",
    gender=FEMININE,
    title="about_kind",
    scope_by="territory",
    edited_by=EditedBy.AUTHOR,
    keep_years=5,
)
class DataAccess(Record, frozen=True, kw_only=True):
    """That guarded values left their place, or a person's data were asked for; never the values.

    Who and when are the record's own author and time. `about` is the record concerned, none where
    it was a whole list; `reason` is what the officer was told or asked. Headquarters forgets the
    earlier values of a record that was made anonymous.
    """

    what: Annotated[
        Code | None,
        Fact(
            "Qué se hizo",
            catalogue="data_accesses",
            close=REQUIRED,
            listed=True,
            merge=Merge.IMMUTABLE,
        ),
    ] = None
    about_kind: Annotated[
        str, Fact("Clase de registro", listed=True, merge=Merge.IMMUTABLE, longest=60)
    ] = ""
    about: Annotated[UUID | None, Fact("Registro", merge=Merge.IMMUTABLE, hidden=True)] = None
    rows: Annotated[int | None, Fact("Registros", least=0, listed=True, merge=Merge.IMMUTABLE)] = (
        None
    )
    reason: Annotated[str, Fact("Motivo", listed=True, merge=Merge.IMMUTABLE)] = ""
    territory: Annotated[
        TerritoryCode | None, Fact("Territorio", merge=Merge.IMMUTABLE, hidden=True)
    ] = None
