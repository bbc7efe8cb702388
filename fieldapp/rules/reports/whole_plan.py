"""The whole plan as one document, in the chapters of the improvement plans of Peru (S4, 6 to 18).

Every table is made from the records; a chapter nobody wrote says so and is not left out, so that
who reads it knows what is still owed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.plan_parts import PlanParts
from fieldapp.rules.plan_tree import tree_of
from fieldapp.rules.report import Block, Heading, Paragraph, Report, Table, table
from fieldapp.rules.reports.plan_matrices import (
    alignment_blocks,
    chain_blocks,
    logframe_blocks,
    logframe_title,
    roles_blocks,
)
from fieldapp.rules.reports.plan_measures import indicator_blocks, schedule_blocks

_PENDING: Final = "Pendiente."
_TREE_LEVELS: Final = ("objective", "strategy", "project", "action", "activity", "task")
_DIAGNOSIS: Final = {
    6: "Identificación de los problemas",
    7: "Análisis causal de los problemas identificados",
    8: "Alternativas de solución",
    9: "Selección de alternativas priorizadas",
}
_PROSE: Final = {
    14: ("Asistencia técnica y capacitación", "training"),
    15: ("Acciones de coordinación y articulación intersectorial", "coordination"),
    16: (
        "Estrategias para el cumplimiento de responsabilidades en los niveles de gobierno",
        "responsibilities",
    ),
    17: ("Estrategias de intervenciones conjuntas en asociatividad", "association"),
}

Chapters = Mapping[int, Sequence[Block]]
"""Blocks by the number of their chapter."""


def whole_plan_report(
    parts: PlanParts,
    pack: Pack,
    today: date,
    stamp: str,
    diagnosis: Chapters,
    budget: Sequence[Block],
) -> Report:
    """The plan from its objectives to its schedule. `diagnosis` gives chapters 6 to 9."""
    blocks: list[Block] = [*_opening(parts, pack)]
    for number, title in _DIAGNOSIS.items():
        blocks += _chapter(number, title, diagnosis.get(number, ()))
    blocks += _chapter(10, "Diseño de la cadena de valor", chain_blocks(parts, pack))
    aligned = alignment_blocks(parts, pack)
    blocks += _chapter(11, "Alineamiento a los objetivos de la política nacional", aligned)
    roles = roles_blocks(parts, pack)
    blocks += _chapter(12, "Roles, competencias y responsabilidades", roles)
    blocks += _measured(parts, pack, today, budget)
    for number, (title, field) in _PROSE.items():
        words: str = getattr(parts.plan, field)
        blocks += _chapter(number, title, [Paragraph(words)] if words else ())
    schedule = schedule_blocks(parts, pack, today)
    blocks += _chapter(18, "Cronograma", schedule)
    return Report(
        name="plan completo",
        title=parts.plan.title,
        subtitle=_whose(parts, pack),
        stamp=stamp,
        blocks=_each_caption_once(blocks),
        sideways=True,
    )


def _whose(parts: PlanParts, pack: Pack) -> str:
    plan = parts.plan
    place = pack.territories.path(plan.territory) if plan.territory else pack.name
    version = f"versión {plan.version}" if plan.version else ""
    return ", ".join(part for part in (place, plan.period, version) if part)


def _opening(parts: PlanParts, pack: Pack) -> Iterator[Block]:
    yield Heading("Objetivos y estrategias")
    if parts.plan.objective:
        yield Paragraph(f"Objetivo general: {parts.plan.objective}")
    rows = [
        (branch.node.code, label(pack, "node_levels", branch.node.level), branch.node.text)
        for branch in tree_of(node for node in parts.nodes if node.gov_level is None)
        if branch.node.level in _TREE_LEVELS
    ]
    heads = (("Código", 8), ("Nivel", 16), ("Texto", 76))
    yield table(heads, rows, caption="Objetivos, estrategias y acciones", empty=_PENDING)


def _chapter(number: int, title: str, blocks: Sequence[Block]) -> list[Block]:
    return [Heading(f"{number}. {title}"), *(blocks or [Paragraph(_PENDING)])]


def _measured(
    parts: PlanParts, pack: Pack, today: date, budget: Sequence[Block]
) -> Iterator[Block]:
    """Chapter 13: a matrix for each level of government, the indicators, and what it costs."""
    yield Heading("13. Indicadores, línea de base, medios de verificación, metas y costos")
    n = 0
    for n, level in enumerate(parts.levels(pack), start=1):
        yield Heading(f"13.{n} {logframe_title(pack, level)}", 2)
        yield from logframe_blocks(parts, pack, level)
    yield Heading(f"13.{n + 1} Indicadores y metas", 2)
    yield from indicator_blocks(parts, pack, today)
    yield Heading(f"13.{n + 2} Costos", 2)
    for block in budget or [Paragraph(_PENDING)]:
        yield Heading(block.words, 3) if isinstance(block, Heading) else block


def _each_caption_once(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """A sheet is named by its table's caption; a second one of that name is numbered."""
    seen: dict[str, int] = {}
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and block.caption:
            times = seen[block.caption] = seen.get(block.caption, 0) + 1
            if times > 1:
                block = _named(block, f"{block.caption} ({times})")  # noqa: PLW2901
        found.append(block)
    return tuple(found)


def _named(block: Table, caption: str) -> Table:
    return Table(block.columns, block.rows, caption, block.totals, block.note, block.empty)
