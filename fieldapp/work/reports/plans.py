"""Reports on a plan: its matrices, what it measures, when it is done, and all of it together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.records.text import Refused, Text, say
from fieldapp.rules.plan_parts import PlanParts
from fieldapp.rules.report import Report
from fieldapp.rules.reports.plan_matrices import (
    alignment_report,
    chain_report,
    logframe_report,
    roles_report,
)
from fieldapp.rules.reports.plan_measures import indicators_report, schedule_report
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk
from fieldapp.work.plan_parts import parts_of
from fieldapp.work.reports.offered import ReportFacts, Wanted


def stamp_of(desk: Desk) -> str:
    """The day of a report, in words."""
    return f"Al {desk.pack.formats.day_long(desk.today())}"


def _parts(reading: Reading, wanted: Wanted) -> PlanParts:
    if wanted.record is None:
        raise Refused(say("Diga de qué plan es el informe."))
    return parts_of(reading, wanted.record)


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


def _of_a_plan(
    name: str, label: Text, told: Text, build: Callable[[Desk, Reading, Wanted], Report]
) -> ReportFacts:
    return ReportFacts(name, label, told, "planning", build, about="plan")


REPORTS: Final = (
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
)
