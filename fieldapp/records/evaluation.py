"""How services and institutions were judged: evaluations with findings, and the PES Scan."""

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
    TerritoryCode,
    kind,
)


@kind(
    "Evaluación",
    "Evaluaciones",
    gender=FEMININE,
    title="plan",
    scope_by="territory",
    keep_years=20,
    group="diagnosis",
)
class Evaluation(Record, frozen=True, kw_only=True):
    """What somebody outside found when they looked at a service (domain D27)."""

    plan: Annotated[
        str, Fact("Plan de evaluación", close=REQUIRED, search=True, listed=True, long=True)
    ] = ""
    evaluator: Annotated[UUID | None, Fact("Quién evalúa", to=("organization",))] = None
    period: Annotated[str, Fact("Periodo evaluado", close=REQUIRED, listed=True, longest=40)] = ""
    service: Annotated[Code | None, Fact("Servicio", catalogue="services", listed=True)] = None
    territory: Annotated[TerritoryCode | None, Fact("Territorio", listed=True)] = None
    source: Annotated[str, Fact("Fuente")] = ""


@kind(
    "Hallazgo",
    "Hallazgos",
    gender=MASCULINE,
    title="text",
    unit="evaluation",
    scope_by="evaluation",
    keep_years=20,
)
class Finding(Record, frozen=True, kw_only=True):
    """One result of an evaluation, by matter, and the problem that takes it up."""

    evaluation: Annotated[
        UUID | None,
        Fact("Evaluación", to=("evaluation",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    area: Annotated[
        Code | None,
        Fact("Materia", catalogue="evaluation_areas", close=REQUIRED, listed=True),
    ] = None
    text: Annotated[str, Fact("Hallazgo", close=REQUIRED, search=True, listed=True, long=True)] = ""
    severity: Annotated[
        Code | None, Fact("Gravedad", catalogue="finding_severities", listed=True)
    ] = None
    problem: Annotated[
        UUID | None, Fact("Problema que lo recoge", to=("problem",), listed=True)
    ] = None


@kind(
    "Autoevaluación",
    "Autoevaluaciones",
    gender=FEMININE,
    title="title",
    scope_by="organization",
    keep_years=20,
    group="diagnosis",
)
class Assessment(Record, frozen=True, kw_only=True):
    """An institution that scores itself in a workshop with an instrument (domain D22, W10).

    `activity` is the workshop, whose attendance list says who took part.
    """

    title: Annotated[str, Fact("Título", close=REQUIRED, search=True, listed=True)] = ""
    instrument: Annotated[
        Code | None,
        Fact("Instrumento", catalogue="assessment_instruments", close=REQUIRED, listed=True),
    ] = Code("pes_scan")
    organization: Annotated[
        UUID | None, Fact("Entidad", to=("organization",), close=REQUIRED, listed=True)
    ] = None
    on: Annotated[date | None, Fact("Fecha", close=REQUIRED, listed=True)] = None
    method: Annotated[str, Fact("Método")] = ""
    activity: Annotated[UUID | None, Fact("Taller", to=("activity",))] = None
    conclusions: Annotated[str, Fact("Conclusiones", long=True)] = ""


@kind(
    "Pregunta",
    "Preguntas",
    gender=FEMININE,
    title="question",
    unit="assessment",
    scope_by="assessment",
    keep_years=20,
)
class AssessmentItem(Record, frozen=True, kw_only=True):
    """One question, its score from 1 to 4, and the gap it shows.

    The action that a gap becomes is a node of a plan, which points here.
    """

    assessment: Annotated[
        UUID | None,
        Fact("Autoevaluación", to=("assessment",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    dimension: Annotated[
        Code | None,
        Fact("Dimensión", catalogue="pes_dimensions", close=REQUIRED, listed=True),
    ] = None
    question: Annotated[
        str, Fact("Pregunta", close=REQUIRED, search=True, listed=True, long=True)
    ] = ""
    score: Annotated[int | None, Fact("Puntaje", least=1, most=4, listed=True)] = None
    evidence: Annotated[str, Fact("Evidencia", long=True)] = ""
    gap: Annotated[str, Fact("Brecha", long=True, search=True, listed=True)] = ""
    capacity: Annotated[Code | None, Fact("Capacidad", catalogue="action_capacities")] = None
