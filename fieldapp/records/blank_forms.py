"""Forms numbered before anybody writes on them: every number, and what became of its sheet."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import MASCULINE, Code, Fact, Merge, Record, kind


@kind(
    "Formulario en blanco",
    "Formularios en blanco",
    gender=MASCULINE,
    title="number",
    scope_by="office",
    keep_years=80,
    group="visits",
)
class BlankForm(Record, frozen=True, kw_only=True):
    """A sheet printed for the day without power. `seq` is its place in its series (from 1).

    It is written down before it is printed and goes up like any record, so headquarters knows
    every number's fate, also of a laptop that was lost. `activity` and `minutes` are those of
    which it became the paper.
    """

    number: Annotated[
        str, Fact("Número", search=True, listed=True, merge=Merge.IMMUTABLE, hidden=True)
    ] = ""
    series: Annotated[str, Fact("Serie", merge=Merge.IMMUTABLE, hidden=True, longest=100)] = ""
    seq: Annotated[
        int | None, Fact("Puesto en la serie", merge=Merge.IMMUTABLE, hidden=True, least=1)
    ] = None
    form: Annotated[
        Code | None,
        Fact("Formulario", catalogue="blank_forms", merge=Merge.IMMUTABLE, hidden=True),
    ] = None
    office: Annotated[
        UUID | None, Fact("Oficina", to=("office",), merge=Merge.IMMUTABLE, hidden=True)
    ] = None
    printed_at: Annotated[
        datetime | None, Fact("Numerado el", listed=True, merge=Merge.IMMUTABLE, hidden=True)
    ] = None
    fate: Annotated[
        Code | None, Fact("Qué fue de él", catalogue="form_fates", listed=True, hidden=True)
    ] = Code("printed")
    reason: Annotated[str, Fact("Motivo", hidden=True)] = ""
    activity: Annotated[UUID | None, Fact("Visita", to=("activity",), hidden=True)] = None
    minutes: Annotated[UUID | None, Fact("Acta", to=("minutes",), hidden=True)] = None
