"""Reports of the diagnosis: problems, PES Scan, fichas, evaluations, satisfaction, instruments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeVar
from uuid import UUID

from fieldapp.records.describe import Record
from fieldapp.records.diagnosis import Problem
from fieldapp.records.evaluation import Evaluation, Finding
from fieldapp.records.people import Organization
from fieldapp.records.situation import InstrumentStatus, ProfileSheet, SheetValue, Survey
from fieldapp.records.text import say
from fieldapp.rules.instruments import grid_of
from fieldapp.rules.report import Report
from fieldapp.rules.reports.assessment import assessment_report
from fieldapp.rules.reports.diagnosis import headline, problem_matrix
from fieldapp.rules.reports.situation import (
    evaluation_report,
    ficha,
    instruments_report,
    satisfaction_report,
)
from fieldapp.store.unit_of_work import Reading, Where
from fieldapp.work.assessments import room_of
from fieldapp.work.changing import fetch
from fieldapp.work.desk import Desk
from fieldapp.work.diagnosis import diagnosis_of
from fieldapp.work.order import in_order
from fieldapp.work.reports.offered import Asks, ReportFacts, Wanted
from fieldapp.work.visit_list import within

R = TypeVar("R", bound=Record)
C = TypeVar("C", Finding, SheetValue)


def _matrix(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    diagnosis = diagnosis_of(desk, reading, wanted.territory or "")
    place = desk.pack.territories.path(wanted.territory) if wanted.territory else ""
    return problem_matrix(diagnosis, desk.pack, place=place, today=desk.today())


def _assessment(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    room = room_of(desk, reading, wanted.about)
    return assessment_report(
        room.assessment, room.items, room.actions, desk.pack, organization=room.organization
    )


def _ficha(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    kept = _about(reading, wanted, ProfileSheet)
    values = _rows(reading, SheetValue, {"sheet": kept.id})
    return ficha(kept, values, desk.pack)


def _evaluation(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    kept = _about(reading, wanted, Evaluation)
    findings = _rows(reading, Finding, {"evaluation": kept.id})
    named = reading.many(Problem, {one.problem for one in findings if one.problem})
    problems = {one.id: headline(one) for one in named.values()}
    who = _name(reading, kept.evaluator)
    return evaluation_report(kept, findings, problems, desk.pack, evaluator=who)


def _satisfaction(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    pack = desk.pack
    rows = [one for one in reading.all(Survey) if _in_period(one, wanted)]
    offices = dict(reading.listing("office", ("id", "territory")))
    inside = set(within(pack.territories, wanted.territory)) if wanted.territory else None
    if inside is not None:
        rows = [one for one in rows if offices.get(one.office) in inside]
    days = [one.on for one in rows if one.on]
    told = f"Del {pack.formats.day(min(days))} al {pack.formats.day(max(days))}" if days else ""
    return satisfaction_report(rows, pack, told=told)


def _instruments(desk: Desk, reading: Reading, wanted: Wanted) -> Report:
    rows = reading.all(InstrumentStatus)
    if wanted.until is not None:
        rows = [one for one in rows if one.year is None or one.year <= wanted.until.year]
    grid = grid_of(rows, _level1_of(desk, reading, rows), desk.pack)
    return instruments_report(grid, rows, desk.pack, today=desk.today())


def _level1_of(desk: Desk, reading: Reading, rows: Iterable[InstrumentStatus]) -> dict[UUID, str]:
    named = reading.many(Organization, {one.organization for one in rows if one.organization})
    return {
        one.id: desk.pack.territories.level1(one.territory)
        for one in named.values()
        if one.territory
    }


def _in_period(one: Survey, wanted: Wanted) -> bool:
    if wanted.since and (one.on is None or one.on < wanted.since):
        return False
    return not (wanted.until and (one.on is None or one.on > wanted.until))


def _about(reading: Reading, wanted: Wanted, kind: type[R]) -> R:
    return fetch(reading, kind, wanted.about)


def _rows(reading: Reading, kind: type[C], own: Where) -> list[C]:
    """The rows of a record in their order; those nobody placed in the order of their making."""
    return sorted(reading.all(kind, own, ("created_at",)), key=lambda one: in_order(one)[:2])


def _name(reading: Reading, organization: UUID | None) -> str:
    kept = reading.get(Organization, organization) if organization else None
    return kept.name if kept else ""


REPORTS: Final = (
    ReportFacts(
        name="problem_matrix",
        label=say("Problemas, causas, alternativas y priorización"),
        told=say("La matriz completa del diagnóstico de un territorio."),
        group="diagnosis",
        build=_matrix,
        asks=frozenset({Asks.TERRITORY}),
    ),
    ReportFacts(
        name="profile_sheet",
        label=say("Ficha diagnóstico"),
        told=say("Los datos de un territorio con su unidad, su año y su fuente."),
        group="diagnosis",
        build=_ficha,
        about="profile_sheet",
    ),
    ReportFacts(
        name="pes_scan",
        label=say("PES Scan"),
        told=say("El puntaje por dimensión, las brechas y en qué acción se convirtió cada una."),
        group="diagnosis",
        build=_assessment,
        about="assessment",
        rests_on=("prompts.pes_scan",),
    ),
    ReportFacts(
        name="evaluation",
        label=say("Resultados de una evaluación"),
        told=say("Los hallazgos por materia y el problema que recoge cada uno."),
        group="diagnosis",
        build=_evaluation,
        about="evaluation",
    ),
    ReportFacts(
        name="satisfaction",
        label=say("Satisfacción de los ciudadanos"),
        told=say("Cuántas personas juzgaron bueno, regular o malo cada servicio."),
        group="diagnosis",
        build=_satisfaction,
        asks=frozenset({Asks.PERIOD, Asks.TERRITORY}),
        rests_on=("catalogues.services",),
    ),
    ReportFacts(
        name="instruments",
        label=say("Estado de los instrumentos de gestión"),
        told=say("Cómo está cada instrumento en cada territorio y quién no ha respondido."),
        group="diagnosis",
        build=_instruments,
        asks=frozenset({Asks.PERIOD}),
    ),
)
