"""Plans of a territory and how they advance year by year (domain D40).

A plan travels with its guidelines, its targets and their years.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fieldapp.records.describe import (
    FEMININE,
    MASCULINE,
    REQUIRED,
    Code,
    Fact,
    FileDigest,
    FileName,
    Merge,
    Money,
    Record,
    TerritoryCode,
    kind,
)


@kind(
    "Plan territorial",
    "Planes territoriales",
    gender=MASCULINE,
    title="name",
    scope_by="territory",
    group="territorial",
)
class TerritorialPlan(Record, frozen=True, kw_only=True):
    """A development plan of a territory, whose indicative plan is followed (domain D40).

    Once its goals are complete (`goals_fixed`) the indicative plan may neither add one nor change
    it: that takes an act, which the target then names (Colombia, Ley 152 de 1994).
    """

    name: Annotated[str, Fact("Nombre", close=REQUIRED, search=True, listed=True)] = ""
    territory: Annotated[TerritoryCode | None, Fact("Territorio", close=REQUIRED, listed=True)] = (
        None
    )
    first_year: Annotated[
        int | None, Fact("Primer año", close=REQUIRED, listed=True, least=1990, most=2100)
    ] = None
    last_year: Annotated[
        int | None, Fact("Último año", close=REQUIRED, listed=True, least=1990, most=2100)
    ] = None
    approval_act: Annotated[str, Fact("Acto que lo aprueba", search=True, listed=True)] = ""
    approved_on: Annotated[date | None, Fact("Aprobado el")] = None
    goals_fixed: Annotated[
        bool | None,
        Fact("Metas completas", hint="Desde entonces solo un acto agrega o cambia una meta"),
    ] = None
    where_kept: Annotated[str, Fact("Dónde está el documento")] = ""
    file_name: FileName = ""
    sha256: FileDigest = ""
    notes: Annotated[str, Fact("Observaciones", long=True, search=True)] = ""


@kind(
    "Lineamiento en el plan",
    "Lineamientos en el plan",
    gender=MASCULINE,
    title="text",
    unit="plan",
    scope_by="plan",
)
class PlanGuideline(Record, frozen=True, kw_only=True):
    """A guideline of decent work, and whether the plan took it in.

    `recommendation` is the one it comes from, when it was recommended.
    """

    plan: Annotated[
        UUID | None,
        Fact("Plan", to=("territorial_plan",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    text: Annotated[
        str, Fact("Lineamiento", close=REQUIRED, search=True, listed=True, long=True)
    ] = ""
    included: Annotated[
        Code | None, Fact("Incluido", catalogue="guideline_inclusions", listed=True)
    ] = None
    where: Annotated[str, Fact("Eje, programa o subprograma", listed=True)] = ""
    advice: Annotated[str, Fact("Qué se recomienda", long=True)] = ""
    recommendation: Annotated[
        UUID | None, Fact("Recomendación de la que viene", to=("recommendation",))
    ] = None


@kind(
    "Meta indicativa",
    "Metas indicativas",
    gender=FEMININE,
    title="indicator",
    unit="plan",
    scope_by="plan",
)
class IndicativeTarget(Record, frozen=True, kw_only=True):
    """What the plan wants to reach in its four years; `accumulation` says how years add up."""

    plan: Annotated[
        UUID | None,
        Fact("Plan", to=("territorial_plan",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    indicator: Annotated[str, Fact("Indicador", close=REQUIRED, search=True, listed=True)] = ""
    kind: Annotated[Code | None, Fact("Clase", catalogue="indicative_kinds", listed=True)] = None
    unit: Annotated[str, Fact("Unidad", longest=60)] = ""
    baseline: Annotated[Decimal | None, Fact("Línea de base")] = None
    four_year_target: Annotated[
        Decimal | None, Fact("Meta del cuatrienio", close=REQUIRED, listed=True)
    ] = None
    accumulation: Annotated[
        Code | None,
        Fact("Acumulación", catalogue="accumulations", close=REQUIRED, listed=True),
    ] = None
    weight_percent: Annotated[int | None, Fact("Ponderación (%)", least=0, most=100)] = None
    budget: Annotated[Money | None, Fact("Presupuesto")] = None
    responsible: Annotated[str, Fact("Responsable")] = ""
    change_act: Annotated[
        str, Fact("Acto que la agregó o la cambió", hint="Ordenanza o acuerdo, con su número")
    ] = ""


@kind(
    "Año de la meta",
    "Años de las metas",
    gender=MASCULINE,
    title="year",
    unit="plan",
    scope_by="plan",
)
class TargetYear(Record, frozen=True, kw_only=True):
    """A target in one year: what the action plan programmes, in units and money, and what was done.

    An empty `executed` is a year nobody reported; a nought is one in which nothing was done.
    """

    plan: Annotated[
        UUID | None,
        Fact("Plan", to=("territorial_plan",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    target: Annotated[
        UUID | None,
        Fact("Meta", to=("indicative_target",), close=REQUIRED, listed=True, merge=Merge.IMMUTABLE),
    ] = None
    year: Annotated[int | None, Fact("Año", close=REQUIRED, listed=True, least=1990, most=2100)] = (
        None
    )
    programmed: Annotated[Decimal | None, Fact("Programado", listed=True)] = None
    executed: Annotated[Decimal | None, Fact("Ejecutado", listed=True)] = None
    programmed_money: Annotated[Money | None, Fact("Presupuesto programado")] = None
    executed_money: Annotated[Money | None, Fact("Presupuesto ejecutado")] = None
    action: Annotated[str, Fact("Acción del año", long=True, search=True)] = ""
    evidence: Annotated[str, Fact("Evidencia")] = ""
