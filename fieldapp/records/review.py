"""What waits for a person: values of which only one can stand, and what headquarters answered.

Headquarters writes these records while it merges; they reach laptops like any other. Nobody
creates one by hand: a conflict is only decided, a note only read.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from fieldapp.records.describe import (
    FEMININE,
    MASCULINE,
    PERSONAL,
    Code,
    EditedBy,
    Fact,
    Merge,
    Record,
    kind,
)

_JSON_LONGEST: Final = 200_000
"""Characters of any value's canonical JSON."""

ABOUT: Final = {"conflict": "about", "review_note": "unit_id"}
"""For each kind here, the field that names the record it is about and whose scope it shares."""

DECIDING: Final = frozenset({"state", "reason", "decided_by", "decided_at"})
"""What somebody who decides a conflict writes; all else of it only headquarters does."""


@kind(
    "Dato por decidir",
    "Datos por decidir",
    gender=MASCULINE,
    title="what",
    scope_by="",
    edited_by=EditedBy.HQ,
)
class Conflict(Record, frozen=True, kw_only=True):
    """Two values for one field of a record: one stands, the other is kept until somebody decides.

    `kept` and `offered` are canonical JSON of values in wire form, `null` for empty. Their persons
    are empty where headquarters itself wrote. `sealed` says that a signed acta fixed the kept one.
    To take the offered one is an ordinary change of the record, beside this one's state.
    """

    what: Annotated[str, Fact("Qué", merge=Merge.HQ, search=True, listed=True, longest=400)] = ""
    about_kind: Annotated[str, Fact("Clase de registro", merge=Merge.HQ, hidden=True)] = ""
    about: Annotated[UUID | None, Fact("Registro", merge=Merge.HQ, hidden=True)] = None
    field: Annotated[str, Fact("Campo", merge=Merge.HQ, hidden=True)] = ""
    kept: Annotated[
        str,
        Fact(
            "Valor que está",
            merge=Merge.HQ,
            sensitivity=PERSONAL,
            long=True,
            longest=_JSON_LONGEST,
        ),
    ] = ""
    kept_by: Annotated[UUID | None, Fact("Lo escribió", to=("person",), merge=Merge.HQ)] = None
    offered: Annotated[
        str,
        Fact(
            "El otro valor",
            merge=Merge.HQ,
            sensitivity=PERSONAL,
            long=True,
            longest=_JSON_LONGEST,
        ),
    ] = ""
    offered_by: Annotated[
        UUID | None, Fact("El otro lo escribió", to=("person",), merge=Merge.HQ)
    ] = None
    offered_at: Annotated[
        datetime | None, Fact("El otro llegó el", merge=Merge.HQ, listed=True)
    ] = None
    device: Annotated[UUID | None, Fact("Equipo", merge=Merge.HQ, hidden=True)] = None
    batch: Annotated[int | None, Fact("Lote", merge=Merge.HQ, hidden=True, least=1)] = None
    sealed: Annotated[bool | None, Fact("El acta ya está firmada", merge=Merge.HQ, listed=True)] = (
        None
    )
    state: Annotated[Code | None, Fact("Estado", catalogue="conflict_states", listed=True)] = Code(
        "open"
    )
    reason: Annotated[str, Fact("Por qué se decidió", long=True)] = ""
    decided_by: Annotated[UUID | None, Fact("Lo decidió", to=("person",))] = None
    decided_at: Annotated[datetime | None, Fact("Decidido el", after="offered_at")] = None


@kind(
    "Respuesta de la revisión",
    "Respuestas de la revisión",
    gender=FEMININE,
    title="words",
    scope_by="",
    edited_by=EditedBy.HQ,
)
class ReviewNote(Record, frozen=True, kw_only=True):
    """What headquarters made of a unit that waited in quarantine, in words for who sent it."""

    unit_kind: Annotated[str, Fact("Clase de registro", merge=Merge.HQ, hidden=True)] = ""
    unit_id: Annotated[UUID | None, Fact("Registro", merge=Merge.HQ, hidden=True)] = None
    device: Annotated[UUID | None, Fact("Equipo", merge=Merge.HQ, hidden=True)] = None
    batch: Annotated[int | None, Fact("Lote", merge=Merge.HQ, hidden=True, least=1)] = None
    verdict: Annotated[
        Code | None,
        Fact("Resultado", catalogue="review_verdicts", merge=Merge.HQ, listed=True),
    ] = None
    words: Annotated[
        str, Fact("Explicación", merge=Merge.HQ, search=True, listed=True, long=True)
    ] = ""
    at: Annotated[datetime | None, Fact("Fecha", merge=Merge.HQ, listed=True)] = None
