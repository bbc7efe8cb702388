"""What a clarifying acta corrects of the signed one that it names."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import (
    FEMININE,
    REQUIRED,
    SENSITIVE,
    Fact,
    Merge,
    Record,
    kind,
)


@kind(
    "Corrección del acta",
    "Correcciones del acta",
    gender=FEMININE,
    title="where",
    scope_by="minutes",
    keep_years=80,
)
class Correction(Record, frozen=True, kw_only=True):
    """One thing that a signed acta says, and what it must say.

    `minutes` is the clarifying acta, `record` the attendee, point or commitment concerned. `said`
    is taken from the signed content and typed by nobody, so that no correction can misquote;
    `part` is its place there, as `rules.acta_parts` names it. A day stands in `says` as 2026-11-20,
    a document as it is printed, and whole in `document`. None of it changes: a slip is taken out
    and put down anew.

    It goes with the acta and not with the words of the visit: commitments are told as corrected
    also where an old visit is told in short. The whole document never goes down to anybody else.
    """

    minutes: Annotated[
        UUID | None, Fact("Acta", to=("minutes",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    part: Annotated[str, Fact("Qué se corrige", hidden=True, longest=80, merge=Merge.IMMUTABLE)] = (
        ""
    )
    record: Annotated[
        UUID | None,
        Fact(
            "De qué registro",
            to=("attendance", "agenda_item", "commitment"),
            hidden=True,
            merge=Merge.IMMUTABLE,
        ),
    ] = None
    where: Annotated[str, Fact("Dónde", listed=True, longest=200, merge=Merge.IMMUTABLE)] = ""
    said: Annotated[
        str,
        Fact("Donde dice", listed=True, long=True, longest=60_000, merge=Merge.IMMUTABLE),
    ] = ""
    says: Annotated[str, Fact("Debe decir", listed=True, long=True, merge=Merge.IMMUTABLE)] = ""
    document: Annotated[
        str,
        Fact(
            "Documento corregido",
            hidden=True,
            sensitivity=SENSITIVE,
            longest=30,
            merge=Merge.IMMUTABLE,
        ),
    ] = ""
    reason: Annotated[str, Fact("Por qué se corrige", close=REQUIRED, merge=Merge.IMMUTABLE)] = ""
