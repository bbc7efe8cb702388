"""Plans: their tree, who does what, how they fit other plans, when, and their yearly share.

Domain D30–D33, D38, D39, D41, D42. What a plan measures is in `indicators`.
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
    Merge,
    Money,
    Record,
    SourceNote,
    TerritoryCode,
    kind,
)


@kind(
    "Plan",
    "Planes",
    gender=MASCULINE,
    title="title",
    scope_by="territory",
    keep_years=20,
    group="planning",
)
class Plan(Record, frozen=True, kw_only=True):
    """A plan with all its rows; one without territory is national.

    A regional plan completes a national one: `parent_plan` is the published version it was copied
    from, or last took in (domain W8). `previous_version` is what a national plan renews.
    """

    type: Annotated[
        Code | None, Fact("Tipo", catalogue="plan_types", close=REQUIRED, listed=True)
    ] = None
    title: Annotated[str, Fact("Título", close=REQUIRED, search=True, listed=True)] = ""
    territory: Annotated[TerritoryCode | None, Fact("Territorio", listed=True)] = None
    organization: Annotated[UUID | None, Fact("Entidad", to=("organization",))] = None
    period: Annotated[str, Fact("Periodo", listed=True, longest=60)] = ""
    starts_on: Annotated[date | None, Fact("Empieza")] = None
    ends_on: Annotated[date | None, Fact("Termina", after="starts_on")] = None
    objective: Annotated[str, Fact("Objetivo general", long=True, search=True)] = ""
    agreement: Annotated[UUID | None, Fact("Acuerdo al que responde", to=("agreement",))] = None
    parent_plan: Annotated[UUID | None, Fact("Plantilla nacional", to=("plan",))] = None
    previous_version: Annotated[
        UUID | None, Fact("Versión anterior", to=("plan",), merge=Merge.IMMUTABLE, hidden=True)
    ] = None
    origin: Annotated[
        UUID | None, Fact("Primera versión nacional", merge=Merge.IMMUTABLE, hidden=True)
    ] = None
    version: Annotated[int | None, Fact("Versión", least=1, listed=True, hidden=True)] = None
    status: Annotated[
        Code | None, Fact("Estado", catalogue="plan_status", listed=True, hidden=True)
    ] = Code("draft")
    published_on: Annotated[date | None, Fact("Publicado el", hidden=True)] = None
    workshop: Annotated[UUID | None, Fact("Taller en que se validó", to=("activity",))] = None
    sent_on: Annotated[date | None, Fact("Enviado el", hidden=True)] = None
    approval_act: Annotated[str, Fact("Acto que lo aprueba")] = ""
    training: Annotated[str, Fact("Asistencia técnica y capacitación", long=True)] = ""
    coordination: Annotated[str, Fact("Coordinación y articulación intersectorial", long=True)] = ""
    responsibilities: Annotated[
        str, Fact("Estrategias para cumplir las responsabilidades", long=True)
    ] = ""
    association: Annotated[str, Fact("Intervenciones conjuntas en asociatividad", long=True)] = ""
    monitoring: Annotated[str, Fact("Seguimiento y evaluación", long=True)] = ""
    source_note: SourceNote = ""


@kind(
    "Fila del plan",
    "Filas del plan",
    gender=FEMININE,
    title="text",
    unit="plan",
    scope_by="plan",
    keep_years=20,
)
class PlanNode(Record, frozen=True, kw_only=True):
    """An objective, strategy, action, project, activity, task or expected result (D30, D38).

    `origin` is the national row it was copied from, the same through all versions. Which resources
    an action needs follows from its priority and is never stored.
    """

    plan: Annotated[
        UUID | None, Fact("Plan", to=("plan",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    parent: Annotated[UUID | None, Fact("Depende de", to=("plan_node",))] = None
    level: Annotated[
        Code | None, Fact("Nivel", catalogue="node_levels", close=REQUIRED, listed=True)
    ] = None
    code: Annotated[str, Fact("Código", listed=True, longest=30)] = ""
    text: Annotated[str, Fact("Texto", close=REQUIRED, search=True, listed=True, long=True)] = ""
    gov_level: Annotated[
        Code | None, Fact("Nivel de gobierno", catalogue="gov_levels", listed=True)
    ] = None
    origin: Annotated[UUID | None, Fact("Fila nacional", merge=Merge.IMMUTABLE, hidden=True)] = None
    prioritisation: Annotated[
        UUID | None, Fact("Alternativa priorizada", to=("prioritisation",))
    ] = None
    gap: Annotated[UUID | None, Fact("Brecha que cierra", to=("assessment_item",))] = None
    commitment: Annotated[UUID | None, Fact("Compromiso que atiende", to=("commitment",))] = None
    axis: Annotated[Code | None, Fact("Eje", catalogue="agreement_axes")] = None
    capacity: Annotated[Code | None, Fact("Capacidad", catalogue="action_capacities")] = None
    dimension: Annotated[Code | None, Fact("Dimensión", catalogue="pes_dimensions")] = None
    priority: Annotated[int | None, Fact("Prioridad", least=1, most=4)] = None
    term: Annotated[Code | None, Fact("Plazo", catalogue="terms")] = None
    responsible: Annotated[UUID | None, Fact("Entidad responsable", to=("organization",))] = None
    responsible_name: Annotated[str, Fact("Responsable")] = ""
    due_on: Annotated[date | None, Fact("Vence")] = None
    required_budget: Annotated[Money | None, Fact("Presupuesto que requiere")] = None
    fiscal_year: Annotated[int | None, Fact("Año fiscal", least=1990, most=2100)] = None


@kind(
    "Eslabón de la cadena de valor",
    "Cadena de valor",
    gender=MASCULINE,
    title="text",
    unit="plan",
    scope_by="plan",
    keep_years=20,
)
class ChainLink(Record, frozen=True, kw_only=True):
    """A link of the value chain, from inputs to the final result (D31).

    The chain is revised each year: `year` is the revision to which the link belongs.
    """

    plan: Annotated[
        UUID | None, Fact("Plan", to=("plan",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    stage: Annotated[
        Code | None, Fact("Eslabón", catalogue="chain_stages", close=REQUIRED, listed=True)
    ] = None
    text: Annotated[str, Fact("Texto", close=REQUIRED, search=True, listed=True, long=True)] = ""
    gov_levels: Annotated[
        frozenset[Code], Fact("Niveles de gobierno", catalogue="gov_levels", merge=Merge.UNION)
    ] = frozenset()
    next: Annotated[UUID | None, Fact("Lleva a", to=("chain_link",))] = None
    year: Annotated[int | None, Fact("Revisión (año)", least=1990, most=2100, listed=True)] = None
    origin: Annotated[UUID | None, Fact("Fila nacional", merge=Merge.IMMUTABLE, hidden=True)] = None


@kind(
    "Rol",
    "Roles por fase y nivel",
    gender=MASCULINE,
    title="text",
    unit="plan",
    scope_by="plan",
    keep_years=20,
)
class RoleAssignment(Record, frozen=True, kw_only=True):
    """A filled cell of the role matrix: what a level of government does in a phase (D32).

    Cells of one row share `row_key`; a level without a cell has nothing to do there, or was
    forgotten.
    """

    plan: Annotated[
        UUID | None, Fact("Plan", to=("plan",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    row_key: Annotated[UUID | None, Fact("Fila", merge=Merge.IMMUTABLE, hidden=True)] = None
    phase: Annotated[
        Code | None, Fact("Fase", catalogue="plan_phases", close=REQUIRED, listed=True)
    ] = None
    gov_level: Annotated[
        Code | None, Fact("Nivel de gobierno", catalogue="gov_levels", close=REQUIRED, listed=True)
    ] = None
    organization: Annotated[UUID | None, Fact("Entidad", to=("organization",))] = None
    text: Annotated[str, Fact("Qué hace", close=REQUIRED, search=True, listed=True, long=True)] = ""
    plan_node: Annotated[UUID | None, Fact("Fila del plan", to=("plan_node",))] = None
    origin: Annotated[UUID | None, Fact("Fila nacional", merge=Merge.IMMUTABLE, hidden=True)] = None


@kind(
    "Alineamiento",
    "Alineamientos",
    gender=MASCULINE,
    title="objective",
    unit="plan",
    scope_by="plan",
    keep_years=20,
)
class Alignment(Record, frozen=True, kw_only=True):
    """To which objective of a policy, of the whole State or of the world, a plan adds (D33)."""

    plan: Annotated[
        UUID | None, Fact("Plan", to=("plan",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    plan_node: Annotated[UUID | None, Fact("Fila del plan", to=("plan_node",))] = None
    framework: Annotated[
        Code | None,
        Fact("Política o plan", catalogue="policy_frameworks", close=REQUIRED, listed=True),
    ] = None
    axis: Annotated[str, Fact("Eje", listed=True)] = ""
    objective: Annotated[
        str, Fact("Objetivo", close=REQUIRED, search=True, listed=True, long=True)
    ] = ""
    note: Annotated[str, Fact("Nota", long=True)] = ""
    origin: Annotated[UUID | None, Fact("Fila nacional", merge=Merge.IMMUTABLE, hidden=True)] = None


@kind(
    "Actividad del cronograma",
    "Cronograma",
    gender=FEMININE,
    title="responsible_name",
    unit="plan",
    scope_by="plan",
    keep_years=20,
)
class ScheduleEntry(Record, frozen=True, kw_only=True):
    """When a row of the plan is done: from day to day, or in some months of the year (D39)."""

    plan: Annotated[
        UUID | None, Fact("Plan", to=("plan",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    plan_node: Annotated[
        UUID | None, Fact("Fila del plan", to=("plan_node",), close=REQUIRED, listed=True)
    ] = None
    starts_on: Annotated[date | None, Fact("Empieza", listed=True)] = None
    ends_on: Annotated[date | None, Fact("Termina", after="starts_on", listed=True)] = None
    months: Annotated[
        frozenset[Code], Fact("Meses", catalogue="months", merge=Merge.UNION, listed=True)
    ] = frozenset()
    milestone: Annotated[bool | None, Fact("Es un hito", listed=True)] = None
    depends_on: Annotated[UUID | None, Fact("Después de", to=("schedule_entry",))] = None
    responsible_name: Annotated[str, Fact("Responsable", listed=True)] = ""
    origin: Annotated[UUID | None, Fact("Fila nacional", merge=Merge.IMMUTABLE, hidden=True)] = None


@kind(
    "Plan operativo",
    "Planes operativos",
    gender=MASCULINE,
    title="name",
    scope_by="territory",
    keep_years=20,
    group="planning",
)
class OperationalPlan(Record, frozen=True, kw_only=True):
    """A year of a plan as the office's own operational plan takes it in (D41)."""

    kind: Annotated[
        Code | None,
        Fact("Tipo", catalogue="operational_plan_kinds", close=REQUIRED, listed=True),
    ] = None
    name: Annotated[str, Fact("Nombre", close=REQUIRED, search=True, listed=True)] = ""
    year: Annotated[int | None, Fact("Año", least=1990, most=2100, close=REQUIRED, listed=True)] = (
        None
    )
    territory: Annotated[TerritoryCode | None, Fact("Territorio", listed=True)] = None
    organization: Annotated[UUID | None, Fact("Entidad", to=("organization",))] = None
    plan: Annotated[UUID | None, Fact("Plan al que sirve", to=("plan",), listed=True)] = None
    approval_act: Annotated[str, Fact("Acto que lo aprueba o modifica", listed=True)] = ""
    approved_on: Annotated[date | None, Fact("Fecha del acto")] = None


@kind(
    "Línea del plan operativo",
    "Líneas del plan operativo",
    gender=FEMININE,
    title="text",
    unit="operational_plan",
    scope_by="operational_plan",
    keep_years=20,
)
class OperationalLine(Record, frozen=True, kw_only=True):
    """What is programmed of one action in each quarter, and what was done of it."""

    operational_plan: Annotated[
        UUID | None,
        Fact("Plan operativo", to=("operational_plan",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    plan_node: Annotated[UUID | None, Fact("Fila del plan", to=("plan_node",))] = None
    text: Annotated[str, Fact("Actividad", close=REQUIRED, search=True, listed=True, long=True)] = (
        ""
    )
    unit: Annotated[str, Fact("Unidad de medida", longest=60, listed=True)] = ""
    programmed_1: Annotated[Decimal | None, Fact("Programado I trimestre", least=0)] = None
    programmed_2: Annotated[Decimal | None, Fact("Programado II trimestre", least=0)] = None
    programmed_3: Annotated[Decimal | None, Fact("Programado III trimestre", least=0)] = None
    programmed_4: Annotated[Decimal | None, Fact("Programado IV trimestre", least=0)] = None
    executed_1: Annotated[Decimal | None, Fact("Ejecutado I trimestre", least=0)] = None
    executed_2: Annotated[Decimal | None, Fact("Ejecutado II trimestre", least=0)] = None
    executed_3: Annotated[Decimal | None, Fact("Ejecutado III trimestre", least=0)] = None
    executed_4: Annotated[Decimal | None, Fact("Ejecutado IV trimestre", least=0)] = None
    evidence: Annotated[str, Fact("Evidencia")] = ""
