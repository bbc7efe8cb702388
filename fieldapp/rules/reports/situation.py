"""How a territory stands, on paper: ficha, satisfaction, instruments, results of evaluations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from fieldapp.packs import Pack
from fieldapp.records.evaluation import Evaluation, Finding
from fieldapp.records.situation import InstrumentStatus, ProfileSheet, SheetValue, Survey
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.evaluations import WITHOUT_PROBLEM, by_area, without_problem
from fieldapp.rules.fichas import by_part, may_be_published, unsourced
from fieldapp.rules.instruments import UNANSWERED, Grid, asked_without_answer
from fieldapp.rules.report import Block, Heading, Paragraph, Picture, Report, table
from fieldapp.rules.suppression import cell, covered_note, sums_of
from fieldapp.rules.surveys import by_service

NO_ANSWER: Final = "Sin respuesta"


def ficha(sheet: ProfileSheet, values: Sequence[SheetValue], pack: Pack) -> Report:
    """The ficha of a territory: every figure with its unit, its year and its source beside it.

    A figure that may not be published is never printed, only named as pending.
    """
    place = pack.territories.path(sheet.territory) if sheet.territory else ""
    blocks: list[Block] = [Paragraph(sheet.summary)] if sheet.summary else []
    shown = [one for one in values if may_be_published(one)]
    for part, figures in by_part(shown, pack).items():
        blocks.append(_figures(part, figures, pack))
    for title, words in (("Fortalezas", sheet.strengths), ("Riesgos", sheet.risks)):
        if words:
            blocks += [Heading(title), Paragraph(words)]
    pending = [
        pack.catalogue("profile_indicators").label(one.indicator or "") for one in unsourced(values)
    ]
    if pending:
        told = f"Pendientes de valor, año o fuente, sin publicar: {', '.join(pending)}."
        blocks.append(Paragraph(told, aside=True))
    cut = f"Corte: {pack.formats.day_long(sheet.cut_off)}" if sheet.cut_off else ""
    stamp = (
        cut,
        f"versión {sheet.version or 1}",
        label(pack, "sheet_status", sheet.status),
        f"elaborada por {sheet.prepared_by}" if sheet.prepared_by else "",
    )
    return Report(
        name="ficha_diagnostico",
        title=sheet.title or "Ficha diagnóstico",
        subtitle=place,
        stamp=" · ".join(part for part in stamp if part),
        blocks=tuple(blocks),
    )


def _figures(part: str, values: Sequence[SheetValue], pack: Pack) -> Block:
    indicators = pack.catalogue("profile_indicators")
    rows = [
        (
            indicators.label(one.indicator or ""),
            one.value,
            choice.unit if (choice := indicators.get(one.indicator or "")) else "",
            str(one.year),
            one.source,
            label(pack, "value_coverages", one.coverage),
        )
        for one in values
    ]
    heads = (
        ("Indicador", 56),
        ("Valor", 22),
        ("Unidad", 18),
        ("Año", 12),
        ("Fuente", 40),
        ("Ámbito", 24),
    )
    return table(heads, rows, caption=part)


def evaluation_report(
    evaluation: Evaluation,
    findings: Sequence[Finding],
    problems: Mapping[UUID, str],
    pack: Pack,
    *,
    evaluator: str,
) -> Report:
    """Results by matter; a finding that no problem takes up says so. `problems` are by id."""
    loose = without_problem(findings)
    counted = f"Hallazgos: {len(findings)}. Sin problema asociado: {len(loose)}."
    about = (evaluator, evaluation.period, label(pack, "services", evaluation.service))
    blocks: list[Block] = [
        Paragraph(" · ".join(part for part in about if part)),
        Paragraph(counted),
    ]
    for area, found in by_area(findings, pack).items():
        rows = [
            (
                one.text,
                label(pack, "finding_severities", one.severity),
                problems.get(one.problem, WITHOUT_PROBLEM) if one.problem else WITHOUT_PROBLEM,
            )
            for one in found
        ]
        blocks.append(
            table(
                (("Hallazgo", 90), ("Gravedad", 18), ("Problema que lo recoge", 60)),
                rows,
                caption=f"{area}. {label(pack, 'evaluation_areas', area)}",
                empty="Sin hallazgos en esta materia.",
            )
        )
    return Report(
        name="evaluacion",
        title="Resultados de la evaluación por materia",
        subtitle=evaluation.plan,
        blocks=tuple(blocks),
    )


def satisfaction_report(rows: Sequence[Survey], pack: Pack, *, told: str) -> Report:
    """How people judged each service; a count of few people is not shown, nor its percentage."""
    judged = by_service(rows, pack)
    answers = [choice.label for choice in pack.catalogue("satisfaction")]
    lines = [(one.label, *map(cell, (*one.people, one.total)), one.good_percent) for one in judged]
    points = tuple(
        (f"{one.label}: {answer.lower()}", Decimal(people))
        for one in judged
        for answer, people in zip(answers, one.people, strict=True)
        if people is not None
    )
    words = "; ".join(
        f"{one.label}: "
        + ", ".join(
            f"{answer.lower()} {str(cell(people)).lower()}"
            for answer, people in zip(answers, one.people, strict=True)
        )
        for one in judged
    )
    most = max((value for _, value in points), default=Decimal(0))
    sums = sums_of((*one.people, one.total) for one in judged)
    listed = table(
        (("Servicio", 70), *((answer, 20) for answer in answers), ("Total", 20), ("% bueno", 20)),
        lines,
        caption="Personas que respondieron, por servicio",
        totals=("Total", *map(cell, sums), None) if judged else (),
        note=covered_note(pack.least_shown),
    )
    blocks: list[Block] = [listed]
    if points:
        blocks.insert(0, Picture("bars", f"Personas por respuesta. {words}.", points, most))
    return Report(
        name="satisfaccion",
        title="Satisfacción de los ciudadanos por servicio",
        stamp=told,
        blocks=tuple(blocks),
    )


def instruments_report(
    grid: Grid, rows: Sequence[InstrumentStatus], pack: Pack, *, today: date
) -> Report:
    """Places down, instruments across; who did not answer is counted apart from who has none."""
    instruments = pack.catalogue("management_instruments")
    states = pack.catalogue("instrument_states")
    heads = [instruments[code].short or instruments.label(code) for code in grid.instruments]
    cells = [
        (
            pack.territories.path(place),
            *(_state(grid.state(place, code), pack) for code in grid.instruments),
        )
        for place in grid.places
    ]
    counts = grid.counts()
    summary = [(choice.label, counts[choice.code]) for choice in states]
    summary.append((NO_ANSWER, counts[UNANSWERED]))
    asked = asked_without_answer(rows)
    return Report(
        name="instrumentos",
        title="Estado situacional de los instrumentos de gestión",
        stamp=f"Al {pack.formats.day_long(today)}",
        blocks=(
            table(
                (("Estado", 60), ("Casillas", 24)),
                summary,
                caption="Resumen",
                totals=("Total", counts.total()),
                note=f"Preguntas hechas que siguen sin respuesta: {asked}." if asked else "",
            ),
            table(
                (("Territorio", 40), *((head, 30) for head in heads)),
                cells,
                caption="Territorios e instrumentos",
            ),
        ),
        sideways=True,
    )


def _state(code: str, pack: Pack) -> str:
    return NO_ANSWER if code == UNANSWERED else label(pack, "instrument_states", code)
