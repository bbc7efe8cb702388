"""Reports as they were issued, with their corte, to be printed again as they were (R27)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fieldapp.records.describe import (
    MASCULINE,
    REQUIRED,
    EditedBy,
    Fact,
    Merge,
    Record,
    TerritoryCode,
    kind,
)


@kind(
    "Informe emitido",
    "Informes emitidos",
    gender=MASCULINE,
    title="title",
    scope_by="territory",
    edited_by=EditedBy.AUTHOR,
)
class IssuedReport(Record, frozen=True, kw_only=True):
    """A report that was handed in. Written once and never changed.

    It belongs to its author's `territory`; `place` is what it counts, empty for all that they see.

    `content` is all it said, with the visits it counted, packed; a record and not a file, so that
    it is encrypted, sent, kept and read again like everything else, and headquarters has it too.
    """

    name: Annotated[
        str, Fact("Informe", close=REQUIRED, merge=Merge.IMMUTABLE, hidden=True, longest=60)
    ] = ""
    title: Annotated[str, Fact("Título", listed=True, search=True, merge=Merge.IMMUTABLE)] = ""
    territory: Annotated[TerritoryCode | None, Fact("Territorio", merge=Merge.IMMUTABLE)] = None
    place: Annotated[
        TerritoryCode | None, Fact("De qué territorio es", listed=True, merge=Merge.IMMUTABLE)
    ] = None
    since: Annotated[date | None, Fact("Desde", listed=True, merge=Merge.IMMUTABLE)] = None
    until: Annotated[
        date | None, Fact("Hasta", after="since", listed=True, merge=Merge.IMMUTABLE)
    ] = None
    issued_at: Annotated[
        datetime | None, Fact("Emitido el", close=REQUIRED, listed=True, merge=Merge.IMMUTABLE)
    ] = None
    revision: Annotated[
        int | None, Fact("Revisión", least=0, listed=True, merge=Merge.IMMUTABLE)
    ] = None
    known_at: Annotated[datetime | None, Fact("Fecha de la revisión", merge=Merge.IMMUTABLE)] = None
    content: Annotated[bytes | None, Fact("Contenido", hidden=True, merge=Merge.IMMUTABLE)] = None
