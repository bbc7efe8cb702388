"""Reports on the plans of territories, what was recommended, and who was accompanied."""

from __future__ import annotations

from collections import Counter
from typing import Final
from uuid import UUID

from fieldapp.records.diagnosis import Problem
from fieldapp.records.policies import (
    Accompaniment,
    PolicyInstrument,
    Recommendation,
    RecommendationDoc,
    Socialisation,
)
from fieldapp.records.territorial import PlanGuideline, TerritorialPlan
from fieldapp.records.text import say
from fieldapp.records.visits import Activity
from fieldapp.rules.event_days import day_of_event
from fieldapp.rules.recommending import recommended_in
from fieldapp.rules.report import Report
from fieldapp.rules.reports.indicative_plan import indicative_plan_report, indicative_plans_report
from fieldapp.rules.reports.recommendations import (
    RecommendationPaper,
    Told,
    completeness_report,
    executive_summary,
    recommendation_document,
)
from fieldapp.rules.reports.territorial import accompaniment_report, stages_report
from fieldapp.rules.territorial_coverage import departments_of
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import fetch
from fieldapp.work.desk import Desk
from fieldapp.work.order import in_order
from fieldapp.work.reports.choosing import of_territory
from fieldapp.work.reports.offered import Asks, ReportFacts, Wanted
from fieldapp.work.territorial_plans import standings_of


def _plans(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    plans = reading.all(TerritorialPlan, of_territory(desk, wanted))
    return indicative_plans_report(standings_of(reading, plans), desk.pack, today=desk.today())


def _plan(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    plan = fetch(reading, TerritorialPlan, wanted.about)
    (standing,) = standings_of(reading, [plan])
    guidelines = sorted(reading.all(PlanGuideline, {"plan": plan.id}), key=in_order)
    return indicative_plan_report(standing, guidelines, desk.pack, today=desk.today())


def _document(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    paper = _paper(desk, reading, wanted.about)
    return recommendation_document(paper, desk.pack, today=desk.today())


def _summary(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    return executive_summary(_paper(desk, reading, wanted.about), desk.pack, today=desk.today())


def _paper(desk: Desk, reading: Reading, id: UUID) -> RecommendationPaper:
    document = fetch(reading, RecommendationDoc, id)
    recommendations = sorted(reading.all(Recommendation, {"document": id}), key=in_order)
    problems = reading.many(Problem, {one.problem for one in recommendations if one.problem})
    socialised = reading.all(Socialisation, {"document": id})
    workshops = reading.many(Activity, {one.activity for one in socialised if one.activity})
    return RecommendationPaper(
        document,
        recommendations,
        {one.id: one.text for one in problems.values()},
        [
            Told(day_of_event(visit, desk.pack), one.audience, visit.objective)
            for one in socialised
            if one.activity and (visit := workshops.get(one.activity))
        ],
    )


def _completeness(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    """Of the departments, or of the territory that was chosen."""
    territories = [wanted.territory] if wanted.territory else departments_of(desk.pack.territories)
    told = recommended_in(
        [str(code) for code in territories],
        reading.all(RecommendationDoc, {"territory": list(territories)}),
        set(reading.tally(Recommendation, "document")),
        set(reading.tally(Socialisation, "document")),
    )
    return completeness_report(told, desk.pack, today=desk.today())


def _accompaniment(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    rows = reading.all(Accompaniment, of_territory(desk, wanted))
    taken = reading.listing("plan_guideline", ("plan.territory",), {"included": ["yes", "partial"]})
    included = Counter(str(territory) for (territory,) in taken if territory)
    return accompaniment_report(rows, included, desk.pack, today=desk.today())


def _stages(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    rows = reading.all(PolicyInstrument, of_territory(desk, wanted))
    return stages_report(rows, desk.pack, today=desk.today())


REPORTS: Final = (
    ReportFacts(
        name="indicative_plans",
        label=say("Seguimiento a plan indicativo – plan de acción"),
        told=say("Cada plan con sus metas por semáforo, y los lineamientos que incluyó."),
        group="territorial",
        build=_plans,
        asks=frozenset({Asks.TERRITORY}),
    ),
    ReportFacts(
        name="indicative_plan",
        label=say("Plan indicativo de un territorio"),
        told=say("Las metas de un plan año por año, y las que no cuadran."),
        group="territorial",
        build=_plan,
        about="territorial_plan",
    ),
    ReportFacts(
        name="recommendations",
        label=say("Documento de recomendaciones"),
        told=say("El documento largo: contexto, problemas y qué se recomienda ante cada uno."),
        group="territorial",
        build=_document,
        about="recommendation_doc",
    ),
    ReportFacts(
        name="executive_summary",
        label=say("Resumen ejecutivo de recomendaciones"),
        told=say("Dos páginas, de los mismos registros que el documento."),
        group="territorial",
        build=_summary,
        about="recommendation_doc",
    ),
    ReportFacts(
        name="recommendations_by_territory",
        label=say("Recomendaciones y resúmenes por territorio"),
        told=say("Qué departamentos tienen el documento y el resumen, y cuáles no."),
        group="territorial",
        build=_completeness,
        asks=frozenset({Asks.TERRITORY}),
    ),
    ReportFacts(
        name="accompaniment",
        label=say("Matriz de acompañamiento"),
        told=say("A quién se acompañó en cada territorio, hasta qué etapa y con qué cobertura."),
        group="territorial",
        build=_accompaniment,
        asks=frozenset({Asks.TERRITORY}),
    ),
    ReportFacts(
        name="policy_stages",
        label=say("Instrumentos de política por etapa"),
        told=say("Los departamentos según la etapa a la que llegaron sus instrumentos."),
        group="territorial",
        build=_stages,
        asks=frozenset({Asks.TERRITORY}),
    ),
)
