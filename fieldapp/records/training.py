"""What people need to learn, what is planned for it, and what they learnt (domain D51, D52)."""

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
    "Necesidad de capacitación",
    "Necesidades de capacitación",
    gender=FEMININE,
    title="topic",
    scope_by="territory",
    group="training",
)
class TrainingNeed(Record, frozen=True, kw_only=True):
    """What somebody's post asks and its holder lacks: gap 0 (none) to 3 (everything)."""

    organization: Annotated[
        UUID | None, Fact("Entidad", to=("organization",), close=REQUIRED, listed=True)
    ] = None
    territory: Annotated[TerritoryCode | None, Fact("Territorio", listed=True)] = None
    role: Annotated[str, Fact("Cargo o función", listed=True)] = ""
    topic: Annotated[str, Fact("Tema", close=REQUIRED, search=True, listed=True)] = ""
    gap: Annotated[int | None, Fact("Brecha (0 a 3)", least=0, most=3, listed=True)] = None
    priority: Annotated[int | None, Fact("Prioridad (1 es la mayor)", least=1, most=9)] = None
    found_on: Annotated[date | None, Fact("Fecha")] = None
    notes: Annotated[str, Fact("Observaciones", long=True)] = ""


@kind(
    "Plan de capacitación",
    "Planes de capacitación",
    gender=MASCULINE,
    title="title",
    scope_by="territory",
    group="training",
)
class TrainingPlan(Record, frozen=True, kw_only=True):
    """The courses of an institution for one year."""

    title: Annotated[str, Fact("Título", close=REQUIRED, search=True, listed=True)] = ""
    organization: Annotated[UUID | None, Fact("Entidad", to=("organization",), listed=True)] = None
    territory: Annotated[TerritoryCode | None, Fact("Territorio", listed=True)] = None
    year: Annotated[int | None, Fact("Año", listed=True, least=1990, most=2100)] = None
    approved_by: Annotated[str, Fact("Acto que lo aprueba")] = ""


@kind(
    "Curso previsto",
    "Cursos previstos",
    gender=MASCULINE,
    title="topic",
    unit="training_plan",
    scope_by="training_plan",
)
class TrainingCourse(Record, frozen=True, kw_only=True):
    """A course of a plan: for which topic, in which term, for how many."""

    training_plan: Annotated[
        UUID | None, Fact("Plan", to=("training_plan",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    topic: Annotated[str, Fact("Curso", close=REQUIRED, search=True, listed=True)] = ""
    need: Annotated[UUID | None, Fact("Necesidad que atiende", to=("training_need",))] = None
    term: Annotated[Code | None, Fact("Plazo", catalogue="training_terms", listed=True)] = None
    modality: Annotated[
        Code | None, Fact("Modalidad", catalogue="training_modalities", listed=True)
    ] = None
    hours: Annotated[int | None, Fact("Horas", least=0, most=5000, listed=True)] = None
    people: Annotated[int | None, Fact("Cupos", least=0, most=100_000, listed=True)] = None


@kind(
    "Capacitación",
    "Capacitaciones",
    gender=FEMININE,
    title="title",
    scope_by="activity",
    group="training",
)
class Training(Record, frozen=True, kw_only=True):
    """What a visit taught. Who was there stands in the visit's list and is not typed again."""

    title: Annotated[str, Fact("Título", close=REQUIRED, search=True, listed=True)] = ""
    activity: Annotated[
        UUID | None,
        Fact("Actividad en que se dio", to=("activity",), close=REQUIRED, listed=True),
    ] = None
    course: Annotated[UUID | None, Fact("Curso del plan", to=("training_course",))] = None
    modality: Annotated[
        Code | None, Fact("Modalidad", catalogue="training_modalities", listed=True)
    ] = None
    hours: Annotated[int | None, Fact("Horas", least=0, most=5000, listed=True)] = None
    syllabus: Annotated[str, Fact("Contenido", long=True, search=True)] = ""
    trainer: Annotated[str, Fact("Quien capacita", listed=True, names=True)] = ""
    evaluation: Annotated[str, Fact("Evaluación", long=True)] = ""
    pass_score: Annotated[Decimal | None, Fact("Nota para aprobar", least=0, most=1000)] = None
    entities_total: Annotated[
        int | None, Fact("Entidades o direcciones a las que se dirige", least=0, most=100_000)
    ] = None


@kind(
    "Resultado",
    "Resultados",
    gender=MASCULINE,
    title="remark",
    unit="training",
    scope_by="training",
)
class TraineeResult(Record, frozen=True, kw_only=True):
    """How somebody of the list did. `passed` is what the trainer says, whatever the score."""

    training: Annotated[
        UUID | None, Fact("Capacitación", to=("training",), close=REQUIRED, merge=Merge.IMMUTABLE)
    ] = None
    attendance: Annotated[
        UUID | None, Fact("Asistente", to=("attendance",), close=REQUIRED, listed=True)
    ] = None
    score: Annotated[Decimal | None, Fact("Nota", least=0, most=1000, listed=True)] = None
    passed: Annotated[bool | None, Fact("Aprobó", listed=True)] = None
    remark: Annotated[str, Fact("Observación", listed=True)] = ""
