"""How an acta is approved and what becomes of its paper: circulations, remarks, copies, prints.

All of it is said of an acta and none of it changes what the acta says, so a signed acta still
takes its deliveries. Whether it is approved, delivered or superseded is read from these records.
"""

from __future__ import annotations

from datetime import date, datetime
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
    kind,
)


@kind(
    "Circulación del borrador",
    "Circulaciones del borrador",
    gender=FEMININE,
    title="sent_to",
    scope_by="minutes",
    edited_by=EditedBy.AUTHOR,
    keep_years=80,
)
class Circulation(Record, frozen=True, kw_only=True):
    """A draft that went round without a number, and until when remarks were awaited (R14)."""

    minutes: Annotated[
        UUID | None, Fact("Acta", to=("minutes",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    sent_to: Annotated[
        str,
        Fact("A quiénes se envía", close=REQUIRED, listed=True, merge=Merge.ONCE, names=True),
    ] = ""
    sent_at: Annotated[
        datetime | None, Fact("Enviado el", listed=True, merge=Merge.IMMUTABLE, hidden=True)
    ] = None
    answer_by: Annotated[
        date | None,
        Fact("Observaciones hasta el", close=REQUIRED, listed=True, merge=Merge.IMMUTABLE),
    ] = None
    text_sha256: Annotated[
        str, Fact("Huella del borrador", hidden=True, longest=64, merge=Merge.IMMUTABLE)
    ] = ""


@kind(
    "Observación o constancia",
    "Observaciones y constancias",
    gender=FEMININE,
    title="text",
    unit="activity",
    scope_by="activity",
    keep_years=80,
)
class Remark(Record, frozen=True, kw_only=True):
    """What somebody says of the text, in their words: on a draft, or to stand in the acta (R15).

    What stands in the acta is printed as it is said; an observation on a draft waits for an
    `outcome`. None of them holds anybody else back.
    """

    activity: Annotated[
        UUID | None, Fact("Visita", to=("activity",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    minutes: Annotated[
        UUID | None, Fact("Acta", to=("minutes",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    kind: Annotated[
        Code | None,
        Fact("Clase", catalogue="remark_kinds", close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = Code("statement")
    said_by: Annotated[
        str, Fact("Quién la pide", close=REQUIRED, listed=True, merge=Merge.ONCE, names=True)
    ] = ""
    text: Annotated[
        str,
        Fact("En sus palabras", close=REQUIRED, listed=True, long=True, merge=Merge.IMMUTABLE),
    ] = ""
    said_at: Annotated[datetime | None, Fact("Dicha el", hidden=True, merge=Merge.IMMUTABLE)] = None
    outcome: Annotated[
        Code | None, Fact("Qué se hizo", catalogue="remark_outcomes", listed=True)
    ] = None
    answer: Annotated[str, Fact("Respuesta", long=True)] = ""


@kind(
    "Aprobación",
    "Aprobaciones",
    gender=FEMININE,
    title="approved_by",
    scope_by="minutes",
    edited_by=EditedBy.AUTHOR,
    keep_years=80,
)
class Approval(Record, frozen=True, kw_only=True):
    """That an acta was approved: in a later meeting, or because nobody objected in time."""

    minutes: Annotated[
        UUID | None, Fact("Acta", to=("minutes",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    form: Annotated[
        Code | None,
        Fact("Cómo se aprobó", catalogue="approval_forms", listed=True, merge=Merge.IMMUTABLE),
    ] = None
    on: Annotated[
        date | None, Fact("Aprobada el", close=REQUIRED, listed=True, merge=Merge.IMMUTABLE)
    ] = None
    approved_by: Annotated[
        str, Fact("Quiénes la aprueban", listed=True, merge=Merge.ONCE, names=True)
    ] = ""
    circulation: Annotated[
        UUID | None,
        Fact("Circulación", to=("circulation",), merge=Merge.IMMUTABLE, hidden=True),
    ] = None
    tacit: Annotated[
        bool | None, Fact("Nadie objetó en el plazo", listed=True, merge=Merge.IMMUTABLE)
    ] = None


@kind(
    "Entrega del acta",
    "Entregas del acta",
    gender=FEMININE,
    title="handed_to",
    scope_by="minutes",
    edited_by=EditedBy.AUTHOR,
    keep_years=80,
)
class Delivery(Record, frozen=True, kw_only=True):
    """A copy of the acta that somebody was given: who, how, and exactly which file (R17)."""

    minutes: Annotated[
        UUID | None, Fact("Acta", to=("minutes",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    handed_to: Annotated[
        str, Fact("Para quién", close=REQUIRED, listed=True, merge=Merge.ONCE, names=True)
    ] = ""
    way: Annotated[
        Code | None,
        Fact("Cómo", catalogue="delivery_ways", close=REQUIRED, listed=True, merge=Merge.IMMUTABLE),
    ] = None
    copies: Annotated[
        int | None, Fact("Copias", least=1, most=999, listed=True, merge=Merge.IMMUTABLE)
    ] = 1
    handed_at: Annotated[
        datetime | None, Fact("Entregada el", listed=True, merge=Merge.IMMUTABLE, hidden=True)
    ] = None
    paper_sha256: Annotated[
        str, Fact("Huella del archivo", hidden=True, longest=64, merge=Merge.IMMUTABLE)
    ] = ""


@kind(
    "Impresión",
    "Impresiones",
    gender=FEMININE,
    title="printer",
    scope_by="activity",
    edited_by=EditedBy.AUTHOR,
    keep_years=80,
)
class Printing(Record, frozen=True, kw_only=True):
    """Sheets that a printer took: written down only after it took them all."""

    activity: Annotated[
        UUID | None, Fact("Visita", to=("activity",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    minutes: Annotated[UUID | None, Fact("Acta", to=("minutes",), merge=Merge.IMMUTABLE)] = None
    paper: Annotated[
        Code | None,
        Fact("Papel", catalogue="printed_papers", listed=True, merge=Merge.IMMUTABLE),
    ] = None
    printer: Annotated[str, Fact("Impresora", listed=True, merge=Merge.IMMUTABLE)] = ""
    copies: Annotated[
        int | None, Fact("Copias", least=1, most=999, listed=True, merge=Merge.IMMUTABLE)
    ] = 1
    first_page: Annotated[
        int | None, Fact("Desde la página", least=1, most=9999, merge=Merge.IMMUTABLE)
    ] = None
    last_page: Annotated[
        int | None, Fact("Hasta la página", least=1, most=9999, merge=Merge.IMMUTABLE)
    ] = None
    printed_at: Annotated[
        datetime | None, Fact("Impresa el", listed=True, merge=Merge.IMMUTABLE, hidden=True)
    ] = None
    paper_sha256: Annotated[
        str, Fact("Huella del archivo", hidden=True, longest=64, merge=Merge.IMMUTABLE)
    ] = ""
