"""The hand-over of a post: who leaves, who takes over, and that it was done (field rule R7)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import (
    FEMININE,
    REQUIRED,
    EditedBy,
    Fact,
    Merge,
    Record,
    TerritoryCode,
    kind,
)


@kind(
    "Entrega del puesto",
    "Entregas del puesto",
    gender=FEMININE,
    title="reason",
    scope_by="territory",
    edited_by=EditedBy.COORDINATION,
    group="directory",
)
class Handover(Record, frozen=True, kw_only=True):
    """The coordination's word on who takes over whose post, from which day and why."""

    territory: Annotated[
        TerritoryCode | None,
        Fact("Territorio", close=REQUIRED, listed=True, merge=Merge.IMMUTABLE),
    ] = None
    leaver: Annotated[
        UUID | None, Fact("Quien entrega", to=("person",), close=REQUIRED, listed=True)
    ] = None
    successor: Annotated[
        UUID | None, Fact("Quien recibe", to=("person",), close=REQUIRED, listed=True)
    ] = None
    from_on: Annotated[date | None, Fact("Desde el día", close=REQUIRED, listed=True)] = None
    reason: Annotated[str, Fact("Motivo", close=REQUIRED, search=True, listed=True)] = ""


@kind(
    "Entrega hecha",
    "Entregas hechas",
    gender=FEMININE,
    title="note",
    unit="handover",
    scope_by="handover",
    edited_by=EditedBy.AUTHOR,
)
class HandoverMade(Record, frozen=True, kw_only=True):
    """That it was done, and how many of each thing were there; what changed hands says so itself.

    A second one is written when something came to light after the first.
    """

    handover: Annotated[
        UUID | None,
        Fact("Entrega del puesto", to=("handover",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    made_at: Annotated[
        datetime | None, Fact("Hecha el", close=REQUIRED, listed=True, merge=Merge.IMMUTABLE)
    ] = None
    visits: Annotated[
        int | None, Fact("Visitas abiertas", least=0, listed=True, merge=Merge.IMMUTABLE)
    ] = None
    papers: Annotated[
        int | None, Fact("Actas sin firmar", least=0, listed=True, merge=Merge.IMMUTABLE)
    ] = None
    commitments: Annotated[
        int | None, Fact("Compromisos abiertos", least=0, listed=True, merge=Merge.IMMUTABLE)
    ] = None
    requests: Annotated[
        int | None, Fact("Solicitudes por responder", least=0, listed=True, merge=Merge.IMMUTABLE)
    ] = None
    note: Annotated[str, Fact("Observaciones", long=True, merge=Merge.IMMUTABLE)] = ""
