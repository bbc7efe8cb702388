"""The PES Scan on paper: radar, questions by dimension, and what each gap became (D22)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final
from uuid import UUID

from fieldapp.packs import Pack
from fieldapp.records.evaluation import Assessment, AssessmentItem
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.assessments import MOST, Dimension, dimensions_of, gaps_in
from fieldapp.rules.report import Block, Heading, Paragraph, Picture, Report, Table, table

WITHOUT_ACTION: Final = "sin acción"
_NOTHING: Final = Decimal(0)


def assessment_report(
    assessment: Assessment,
    items: Sequence[AssessmentItem],
    actions: Mapping[UUID, str],
    pack: Pack,
    *,
    organization: str,
) -> Report:
    """One assessment. `actions` is the text of the action that a question's gap became."""
    dimensions = dimensions_of(items, pack)
    instrument = label(pack, "assessment_instruments", assessment.instrument)
    day = pack.formats.day_long(assessment.on) if assessment.on else ""
    blocks: list[Block] = [
        Paragraph(" · ".join(part for part in (organization, day, assessment.method) if part)),
        radar(dimensions),
        _by_dimension(dimensions),
    ]
    blocks += [
        _questions(one, [row for row in items if row.dimension == one.code], pack)
        for one in dimensions
    ]
    blocks.append(gaps_table(items, actions, pack))
    if assessment.conclusions:
        blocks += [Heading("Conclusiones"), Paragraph(assessment.conclusions)]
    return Report(
        name="pes_scan",
        title=f"Diagnóstico {instrument}",
        subtitle=assessment.title,
        blocks=tuple(blocks),
    )


def radar(dimensions: Sequence[Dimension]) -> Picture:
    """The ring of dimensions; one that nobody scored stands at the middle and is said so."""
    told = "; ".join(f"{one.label}: {score_words(one)}" for one in dimensions)
    points = tuple(
        (one.label if one.mean is not None else f"{one.label} (sin puntaje)", one.mean or _NOTHING)
        for one in dimensions
    )
    return Picture("radar", f"Puntaje medio de 1 a 4. {told}.", points, MOST)


def score_words(one: Dimension) -> str:
    """The mean of a dimension in words."""
    if one.mean is None:
        return "sin puntaje"
    return f"{one.mean.normalize():f}".replace(".", ",")


def _by_dimension(dimensions: Sequence[Dimension]) -> Table:
    rows = [(one.label, one.questions, one.scored, one.mean, one.gaps) for one in dimensions]
    questions, scored = (
        sum(one.questions for one in dimensions),
        sum(one.scored for one in dimensions),
    )
    gaps = sum(one.gaps for one in dimensions)
    return table(
        (("Dimensión", 60), ("Preguntas", 20), ("Con puntaje", 22), ("Media", 18), ("Brechas", 18)),
        rows,
        caption="Puntaje por dimensión",
        totals=("Total", questions, scored, None, gaps),
    )


def _questions(dimension: Dimension, items: Sequence[AssessmentItem], pack: Pack) -> Table:
    rows = [
        (n, one.question, one.score, one.evidence, label(pack, "action_capacities", one.capacity))
        for n, one in enumerate(items, start=1)
    ]
    return table(
        (("N.º", 8), ("Pregunta", 70), ("Puntaje", 16), ("Evidencia", 46), ("Capacidad", 22)),
        rows,
        caption=dimension.label,
        empty="Sin preguntas en esta dimensión.",
    )


def gaps_table(items: Sequence[AssessmentItem], actions: Mapping[UUID, str], pack: Pack) -> Table:
    """Each gap beside the action it became; one without any says so."""
    gaps = gaps_in(items)
    rows = [
        (
            n,
            label(pack, "pes_dimensions", one.dimension),
            one.gap,
            actions.get(one.id, WITHOUT_ACTION),
        )
        for n, one in enumerate(gaps, start=1)
    ]
    waiting = sum(one.id not in actions for one in gaps)
    return table(
        (("N.º", 8), ("Dimensión", 36), ("Brecha", 62), ("Acción", 62)),
        rows,
        caption="Brechas y acciones",
        note=f"Brechas: {len(gaps)}. Sin acción: {waiting}." if gaps else "",
        empty="Sin brechas.",
    )
