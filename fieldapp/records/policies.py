"""What is recommended to a territory, its policies, and who was accompanied (D43, D44, D46).

Workflow W9 is walked along the references, both ways: visits, problems, recommendations, the
guidelines that a plan took in (see `territorial`), and what was done in the years after.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

from fieldapp.records.describe import (
    FEMININE,
    MASCULINE,
    REQUIRED,
    Code,
    Fact,
    Merge,
    Needed,
    Record,
    TerritoryCode,
    kind,
)

ADOPTED: Final = ("adoption", "implementation", "monitoring")
"""Stages in which an instrument stands by an act: an ordenanza, an acuerdo, a decreto."""


@kind(
    "Documento de recomendaciones",
    "Documentos de recomendaciones",
    gender=MASCULINE,
    title="title",
    scope_by="territory",
    group="territorial",
)
class RecommendationDoc(Record, frozen=True, kw_only=True):
    """What is recommended to a territory for a period, long and in a summary (domain D43).

    Both are printed from this record and its recommendations. `version` grows with each edition.
    """

    title: Annotated[str, Fact("Título", close=REQUIRED, search=True, listed=True)] = ""
    territory: Annotated[TerritoryCode | None, Fact("Territorio", close=REQUIRED, listed=True)] = (
        None
    )
    first_year: Annotated[int | None, Fact("Primer año", close=REQUIRED, least=1990, most=2100)] = (
        None
    )
    last_year: Annotated[int | None, Fact("Último año", close=REQUIRED, least=1990, most=2100)] = (
        None
    )
    context: Annotated[str, Fact("Contexto y diagnóstico", long=True, search=True)] = ""
    executive_summary: Annotated[
        str, Fact("Resumen ejecutivo", close=REQUIRED, long=True, search=True)
    ] = ""
    status: Annotated[
        Code | None, Fact("Estado", catalogue="recommendation_status", listed=True)
    ] = Code("draft")
    version: Annotated[int | None, Fact("Versión", listed=True, least=1, most=999)] = 1
    published_on: Annotated[date | None, Fact("Publicado el")] = None
    where_kept: Annotated[str, Fact("Dónde está el documento")] = ""


@kind(
    "Recomendación",
    "Recomendaciones",
    gender=FEMININE,
    title="text",
    unit="document",
    scope_by="document",
)
class Recommendation(Record, frozen=True, kw_only=True):
    """One thing recommended: against which problem, in which instrument, to whom, by when."""

    document: Annotated[
        UUID | None,
        Fact("Documento", to=("recommendation_doc",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    position: Annotated[Decimal | None, Fact("Orden", hidden=True)] = None
    problem: Annotated[UUID | None, Fact("Problema", to=("problem",), listed=True)] = None
    text: Annotated[
        str, Fact("Recomendación", close=REQUIRED, search=True, listed=True, long=True)
    ] = ""
    instrument: Annotated[
        Code | None, Fact("Instrumento", catalogue="policy_instrument_types", listed=True)
    ] = None
    responsible: Annotated[str, Fact("Responsable", listed=True)] = ""
    term: Annotated[Code | None, Fact("Plazo", catalogue="terms", listed=True)] = None


@kind(
    "Socialización",
    "Socializaciones",
    gender=FEMININE,
    title="audience",
    unit="document",
    scope_by="document",
)
class Socialisation(Record, frozen=True, kw_only=True):
    """A workshop in which the recommendations were told to those who govern."""

    document: Annotated[
        UUID | None,
        Fact("Documento", to=("recommendation_doc",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    activity: Annotated[
        UUID | None, Fact("Taller", to=("activity",), close=REQUIRED, listed=True)
    ] = None
    audience: Annotated[str, Fact("A quiénes", search=True, listed=True)] = ""


@kind(
    "Instrumento de política",
    "Instrumentos de política",
    gender=MASCULINE,
    title="name",
    scope_by="territory",
    group="territorial",
)
class PolicyInstrument(Record, frozen=True, kw_only=True):
    """An instrument of public policy on its way from the agenda to its monitoring (domain D44)."""

    name: Annotated[str, Fact("Nombre", close=REQUIRED, search=True, listed=True)] = ""
    type: Annotated[
        Code | None,
        Fact("Tipo", catalogue="policy_instrument_types", close=REQUIRED, listed=True),
    ] = None
    territory: Annotated[TerritoryCode | None, Fact("Territorio", close=REQUIRED, listed=True)] = (
        None
    )
    stage: Annotated[
        Code | None, Fact("Etapa", catalogue="policy_stages", close=REQUIRED, listed=True)
    ] = None
    adopting_act: Annotated[
        str,
        Fact(
            "Acto que lo adopta",
            search=True,
            listed=True,
            needed=Needed("stage", ADOPTED),
            hint="Ordenanza, acuerdo o decreto, con su número",
        ),
    ] = ""
    adopted_on: Annotated[date | None, Fact("Adoptado el")] = None
    plan: Annotated[UUID | None, Fact("Plan territorial", to=("territorial_plan",))] = None
    result: Annotated[str, Fact("Resultado", long=True, search=True)] = ""
    where_kept: Annotated[str, Fact("Dónde está el documento")] = ""


@kind(
    "Apoyo dado",
    "Apoyos dados",
    gender=MASCULINE,
    title="support",
    unit="instrument",
    scope_by="instrument",
)
class InstrumentSupport(Record, frozen=True, kw_only=True):
    """A visit in which an instrument was helped on."""

    instrument: Annotated[
        UUID | None,
        Fact("Instrumento", to=("policy_instrument",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    activity: Annotated[
        UUID | None, Fact("Visita", to=("activity",), close=REQUIRED, listed=True)
    ] = None
    support: Annotated[str, Fact("En qué se apoyó", search=True, listed=True)] = ""


@kind(
    "Acompañamiento",
    "Acompañamientos",
    gender=MASCULINE,
    title="result",
    scope_by="territory",
    group="territorial",
)
class Accompaniment(Record, frozen=True, kw_only=True):
    """A body of a territory that was accompanied in a stage of its plan (domain D46).

    How many guidelines the plan took in is counted in the plan, not typed here.
    """

    territory: Annotated[TerritoryCode | None, Fact("Territorio", close=REQUIRED, listed=True)] = (
        None
    )
    body: Annotated[
        Code | None,
        Fact("Cuerpo acompañado", catalogue="accompanied_bodies", close=REQUIRED, listed=True),
    ] = None
    organization: Annotated[UUID | None, Fact("Entidad", to=("organization",), listed=True)] = None
    plan: Annotated[UUID | None, Fact("Plan territorial", to=("territorial_plan",))] = None
    stage: Annotated[
        Code | None, Fact("Etapa", catalogue="policy_stages", close=REQUIRED, listed=True)
    ] = None
    from_on: Annotated[date | None, Fact("Desde", listed=True)] = None
    to_on: Annotated[date | None, Fact("Hasta", after="from_on")] = None
    letter: Annotated[UUID | None, Fact("Oficio en que se pidió", to=("letter",))] = None
    request_letter: Annotated[str, Fact("Oficio que no está en la correspondencia")] = ""
    result: Annotated[str, Fact("Resultado", long=True, search=True, listed=True)] = ""


@kind(
    "Visita de acompañamiento",
    "Visitas de acompañamiento",
    gender=FEMININE,
    title="subject",
    unit="accompaniment",
    scope_by="accompaniment",
)
class AccompanimentVisit(Record, frozen=True, kw_only=True):
    """A visit that was part of accompanying a body."""

    accompaniment: Annotated[
        UUID | None,
        Fact("Acompañamiento", to=("accompaniment",), close=REQUIRED, merge=Merge.IMMUTABLE),
    ] = None
    activity: Annotated[
        UUID | None, Fact("Visita", to=("activity",), close=REQUIRED, listed=True)
    ] = None
    subject: Annotated[str, Fact("Qué se trató", search=True, listed=True)] = ""
