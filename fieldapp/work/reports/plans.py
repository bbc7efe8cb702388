"""Reports on a plan: its matrices, what it measures, when it is done, and all of it together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.records.plans import OperationalLine, OperationalPlan
from fieldapp.records.text import Text, say
from fieldapp.rules.plan_parts import PlanParts
from fieldapp.rules.report import Report
from fieldapp.rules.reports.budget import budget_parts
from fieldapp.rules.reports.consolidated_plans import consolidated_report
from fieldapp.rules.reports.diagnosis import chapters
from fieldapp.rules.reports.operational_plans import operational_report
from fieldapp.rules.reports.plan_matrices import (
    alignment_report,
    chain_report,
    logframe_report,
    roles_report,
)
from fieldapp.rules.reports.plan_measures import indicators_report, schedule_report
from fieldapp.rules.reports.plan_projects import projects_report
from fieldapp.rules.reports.whole_plan import whole_plan_report
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.budgets import budget_of
from fieldapp.work.changing import fetch
from fieldapp.work.desk import Desk
from fieldapp.work.diagnosis import diagnosis_of
from fieldapp.work.national_plans import consolidated_of
from fieldapp.work.plan_parts import parts_of
from fieldapp.work.reports.offered import ReportFacts, Wanted


def stamp_of(desk: Desk) -> str:
    """The day of a report, in words."""
    return f"Al {desk.pack.formats.day_long(desk.today())}"


def _parts(reading: Reading, wanted: Wanted) -> PlanParts:
    return parts_of(reading, wanted.about)


def _matrix(
    build: Callable[[PlanParts, Pack, str], Report],
) -> Callable[[Desk, Reading, Wanted], Report]:
    """A report that needs the plan alone."""

    def gathered(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
        return build(_parts(reading, wanted), desk.pack, stamp_of(desk))

    return gathered


def _indicators(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    parts = _parts(reading, wanted)
    return indicators_report(parts, desk.pack, desk.today(), stamp_of(desk))


def _schedule(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    parts = _parts(reading, wanted)
    return schedule_report(parts, desk.pack, desk.today(), stamp_of(desk))


def _consolidated(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    found = consolidated_of(desk, reading, wanted.about)
    return consolidated_report(found, desk.pack, stamp_of(desk))


def _whole(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    """With the diagnosis of its territory, and what it costs."""
    parts = _parts(reading, wanted)
    found = diagnosis_of(desk, reading, parts.plan.territory or "")
    costs = budget_of(desk, reading, parts.plan.id)
    return whole_plan_report(
        parts,
        desk.pack,
        desk.today(),
        stamp_of(desk),
        chapters(found, desk.pack),
        budget_parts(costs, desk.pack) if costs.costs else (),
    )


def _operational(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    plan = fetch(reading, OperationalPlan, wanted.about)
    lines = reading.all(OperationalLine, {"operational_plan": plan.id}, ("position",))
    return operational_report(plan, lines, desk.pack, stamp_of(desk))


def _of_a_plan(
    name: str, label: Text, told: Text, build: Callable[[Desk, Reading, Wanted], Report]
) -> ReportFacts:
    return ReportFacts(name, label, told, "planning", build, about="plan")


REPORTS: Final = (
    _of_a_plan(
        "plan",
        say("Plan completo"),
        say("El documento entero: del diagnóstico al cronograma, con sus matrices y su costo."),
        _whole,
    ),
    _of_a_plan(
        "plan_roles",
        say("Matriz de roles"),
        say("Qué hace cada nivel de gobierno en cada fase, y qué nivel quedó sin nada."),
        _matrix(roles_report),
    ),
    _of_a_plan(
        "plan_logframe",
        say("Matriz lógica"),
        say("Objetivos, indicadores y medios de verificación, y las filas a las que les faltan."),
        _matrix(logframe_report),
    ),
    _of_a_plan(
        "plan_indicators",
        say("Indicadores y metas"),
        say("Línea de base, metas, mediciones, semáforo y serie de cinco años."),
        _indicators,
    ),
    _of_a_plan(
        "plan_schedule",
        say("Cronograma del plan"),
        say("El plan mes a mes, y lo que no tiene fecha."),
        _schedule,
    ),
    _of_a_plan(
        "plan_alignment",
        say("Alineamiento del plan"),
        say("A qué políticas y planes mayores aporta."),
        _matrix(alignment_report),
    ),
    _of_a_plan(
        "plan_chain",
        say("Cadena de valor del plan"),
        say("De los insumos al resultado final, en un dibujo y en palabras."),
        _matrix(chain_report),
    ),
    _of_a_plan(
        "plan_projects",
        say("Proyectos del plan"),
        say("Los proyectos por eje y el compromiso que atiende cada uno."),
        _matrix(projects_report),
    ),
    _of_a_plan(
        "plan_consolidated",
        say("Consolidado de una plantilla nacional"),
        say("Qué territorio envió su plan, con qué versión, y qué le falta."),
        _consolidated,
    ),
    ReportFacts(
        "operational_plan",
        say("Ejecución del plan operativo"),
        say("Lo programado y lo hecho por trimestre, y el acto que lo incorporó."),
        "planning",
        _operational,
        about="operational_plan",
    ),
)
