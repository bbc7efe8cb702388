"""What a plan measures: indicators, their goals, the means that prove them, and measurements.

Domain D34–D36. Whether a goal is met is computed, never stored.
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
    Record,
    kind,
)


@kind(
    "Indicador",
    "Indicadores",
    gender=MASCULINE,
    title="name",
    unit="plan",
    scope_by="plan",
    keep_years=20,
)
class Indicator(Record, frozen=True, kw_only=True):
    """How a row of a plan is measured, and from where it began; a row may have several."""

    plan: Annotated[
        UUID | None, Fact("Plan", to=("plan",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    plan_node: Annotated[UUID | None, Fact("Fila del plan", to=("plan_node",), listed=True)] = None
    code: Annotated[str, Fact("Código", listed=True, longest=30)] = ""
    name: Annotated[str, Fact("Indicador", close=REQUIRED, search=True, listed=True, long=True)] = (
        ""
    )
    kind: Annotated[Code | None, Fact("Clase", catalogue="indicator_kinds", listed=True)] = None
    formula: Annotated[str, Fact("Fórmula", long=True)] = ""
    unit: Annotated[Code | None, Fact("Unidad", catalogue="indicator_units", listed=True)] = None
    direction: Annotated[Code | None, Fact("Sentido", catalogue="indicator_directions")] = Code(
        "up"
    )
    source: Annotated[str, Fact("Fuente")] = ""
    frequency: Annotated[Code | None, Fact("Frecuencia", catalogue="periodicities")] = None
    responsible_name: Annotated[str, Fact("Responsable")] = ""
    disaggregations: Annotated[str, Fact("Se desagrega por")] = ""
    baseline_value: Annotated[Decimal | None, Fact("Línea de base", listed=True)] = None
    baseline_year: Annotated[int | None, Fact("Año de la línea de base", least=1950, most=2100)] = (
        None
    )
    baseline_source: Annotated[str, Fact("Fuente de la línea de base")] = ""
    origin: Annotated[UUID | None, Fact("Fila nacional", merge=Merge.IMMUTABLE, hidden=True)] = None


@kind(
    "Meta",
    "Metas",
    gender=FEMININE,
    title="text",
    unit="plan",
    scope_by="plan",
    keep_years=20,
)
class Target(Record, frozen=True, kw_only=True):
    """What is aimed at for a year, or where the trend alone would lead (D34, D36)."""

    plan: Annotated[
        UUID | None, Fact("Plan", to=("plan",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    indicator: Annotated[
        UUID | None, Fact("Indicador", to=("indicator",), close=REQUIRED, listed=True)
    ] = None
    kind: Annotated[
        Code | None, Fact("Clase", catalogue="target_kinds", close=REQUIRED, listed=True)
    ] = Code("target")
    year: Annotated[int | None, Fact("Año", least=1950, most=2100, listed=True)] = None
    period: Annotated[str, Fact("Periodo", longest=60)] = ""
    value: Annotated[Decimal | None, Fact("Valor", close=REQUIRED, listed=True)] = None
    text: Annotated[str, Fact("Descripción", listed=True)] = ""
    origin: Annotated[UUID | None, Fact("Fila nacional", merge=Merge.IMMUTABLE, hidden=True)] = None


@kind(
    "Medio de verificación",
    "Medios de verificación",
    gender=MASCULINE,
    title="text",
    unit="plan",
    scope_by="plan",
    keep_years=20,
)
class VerificationMean(Record, frozen=True, kw_only=True):
    """What proves a row of the plan: its words, the kind of paper, and the paper once there is one.

    A mean without an indicator proves the row itself.
    """

    plan: Annotated[
        UUID | None, Fact("Plan", to=("plan",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    plan_node: Annotated[UUID | None, Fact("Fila del plan", to=("plan_node",), listed=True)] = None
    indicator: Annotated[UUID | None, Fact("Indicador", to=("indicator",), listed=True)] = None
    kind: Annotated[Code | None, Fact("Tipo", catalogue="verification_means", listed=True)] = None
    text: Annotated[str, Fact("Medio de verificación", search=True, listed=True)] = ""
    dated_on: Annotated[date | None, Fact("Fecha del documento")] = None
    attachment: Annotated[UUID | None, Fact("Archivo", to=("attachment",))] = None
    origin: Annotated[UUID | None, Fact("Fila nacional", merge=Merge.IMMUTABLE, hidden=True)] = None


@kind(
    "Medición",
    "Mediciones",
    gender=FEMININE,
    title="text",
    scope_by="indicator",
    keep_years=20,
    group="planning",
)
class Measurement(Record, frozen=True, kw_only=True):
    """The value of an indicator on a day, with what proves it.

    Each is a record of its own, so that measuring goes on after a plan is published.
    """

    indicator: Annotated[
        UUID | None,
        Fact("Indicador", to=("indicator",), close=REQUIRED, listed=True, merge=Merge.IMMUTABLE),
    ] = None
    on: Annotated[date | None, Fact("Fecha", close=REQUIRED, listed=True)] = None
    value: Annotated[Decimal | None, Fact("Valor", close=REQUIRED, listed=True)] = None
    text: Annotated[str, Fact("Qué se hizo", long=True, search=True, listed=True)] = ""
    evidence: Annotated[str, Fact("Evidencia", listed=True)] = ""
    activity: Annotated[UUID | None, Fact("Visita que lo prueba", to=("activity",))] = None
    attachment: Annotated[UUID | None, Fact("Archivo que lo prueba", to=("attachment",))] = None
    reported_by: Annotated[str, Fact("Lo informó")] = ""
    verified: Annotated[bool | None, Fact("Verificada", listed=True)] = None
