"""The matrices of a plan on paper: roles by phase and level, the logical matrix, alignment."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final
from uuid import UUID

from fieldapp.packs.pack import Pack
from fieldapp.records.plans import ChainLink
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.logframe import LogframeRow, means_tally, quality
from fieldapp.rules.plan_parts import PlanParts
from fieldapp.rules.plan_roles import Completeness
from fieldapp.rules.report import Block, Heading, Paragraph, Picture, Report, Row, table

_NO_LEVEL: Final = "Sin nivel de gobierno"


def roles_report(parts: PlanParts, pack: Pack, stamp: str) -> Report:
    """The matrix of roles, with what it lacks."""
    return Report(
        name="matriz de roles",
        title="Matriz de roles por fase y nivel de gobierno",
        subtitle=parts.plan.title,
        stamp=stamp,
        blocks=tuple(roles_blocks(parts, pack)),
        sideways=True,
    )


def roles_blocks(parts: PlanParts, pack: Pack) -> list[Block]:
    """How complete the matrix is, what nobody filled, and the matrix."""
    levels = pack.catalogue("gov_levels")
    found = parts.completeness(pack)
    rows: list[Row] = [
        (n, label(pack, "plan_phases", row.phase), *(row.words_at(one.code) for one in levels))
        for n, row in enumerate(parts.role_rows(pack), start=1)
    ]
    heads = (("N.º", 3), ("Fase", 9), *((one.label, 30) for one in levels))
    return [*_how_complete(found, pack), table(heads, rows, caption="Roles por fase y nivel")]


def _how_complete(found: Completeness, pack: Pack) -> list[Block]:
    phases = ", ".join(
        f"{label(pack, 'plan_phases', phase)} {rows}" for phase, rows in found.by_phase.items()
    )
    levels = ", ".join(
        f"{label(pack, 'gov_levels', level)} {filled}" for level, filled in found.by_level.items()
    )
    told = f"Filas: {found.rows} ({phases}).\nCeldas llenas: {levels}."
    blocks: list[Block] = [Paragraph(told)]
    for level in found.forgotten:
        who = label(pack, "gov_levels", level)
        blocks.append(Paragraph(f"Atención: ninguna fila dice qué hace el nivel «{who}»."))
    return blocks


def logframe_report(parts: PlanParts, pack: Pack, stamp: str) -> Report:
    """The logical matrix of each level of government, with exactly the rows that lack something."""
    blocks: list[Block] = []
    for level in parts.levels(pack):
        blocks += [Heading(logframe_title(pack, level)), *logframe_blocks(parts, pack, level)]
    return Report(
        name="matriz lógica",
        title="Matriz lógica",
        subtitle=parts.plan.title,
        stamp=stamp,
        blocks=tuple(blocks) or (Paragraph("El plan todavía no tiene filas de la matriz lógica."),),
        sideways=True,
    )


def logframe_title(pack: Pack, level: str | None) -> str:
    """What the matrix of a level of government is called."""
    return f"Matriz lógica: {_who(pack, level)}"


def _who(pack: Pack, level: str | None) -> str:
    return label(pack, "gov_levels", level) or _NO_LEVEL


def logframe_blocks(parts: PlanParts, pack: Pack, level: str | None) -> list[Block]:
    """One level's matrix, what proves it, and what it lacks."""
    rows = parts.logframe(level)
    who = _who(pack, level)
    matrix = table(
        (("N.º", 3), ("Nivel", 9), ("Objetivo", 34), ("Indicador", 34), ("Verificación", 20)),
        [_logframe_row(row, pack) for row in rows],
        caption=f"Matriz {who}",
    )
    tally = means_tally(rows, pack.catalogue("verification_means"))
    proofs = table(
        (("Medio de verificación", 40), ("Filas", 10)),
        [
            (name, tally[name])
            for name in sorted(tally, key=lambda name: (-tally[name], name))
            if name
        ],
        caption=f"Medios {who}",
        note=f"Sin medio de verificación: {tally.get('', 0)}.",
    )
    return [matrix, *_lacking(rows, who, pack), proofs]


def _logframe_row(row: LogframeRow, pack: Pack) -> Row:
    return (
        row.n,
        label(pack, "node_levels", row.node.level),
        "" if row.again else row.node.text,
        row.indicator.name if row.indicator else "",
        row.words_of_means,
    )


def _lacking(rows: Sequence[LogframeRow], who: str, pack: Pack) -> list[Block]:
    found = quality(rows)
    unmeasured = {row.n for row in found.without_indicator}
    unproven = {row.n for row in found.without_means}
    told = (
        f"Filas: {found.rows}. Sin indicador: {len(unmeasured)}. "
        f"Sin medio de verificación: {len(unproven)}."
    )
    lacks = [
        (
            row.n,
            label(pack, "node_levels", row.node.level),
            row.node.text,
            _lack(indicator=row.n in unmeasured, means=row.n in unproven),
        )
        for row in rows
        if row.n in unmeasured | unproven
    ]
    return [
        Paragraph(told),
        table(
            (("Fila", 3), ("Nivel", 10), ("Objetivo", 50), ("Falta", 20)),
            lacks,
            caption=f"Faltantes {who}",
            empty="Todas las filas tienen indicador y medio de verificación.",
        ),
    ]


def _lack(*, indicator: bool, means: bool) -> str:
    if indicator and means:
        return "Indicador y medio de verificación"
    return "Indicador" if indicator else "Medio de verificación"


def alignment_report(parts: PlanParts, pack: Pack, stamp: str) -> Report:
    """To which policies the plan adds."""
    return Report(
        name="alineamiento",
        title="Alineamiento a los objetivos de política",
        subtitle=parts.plan.title,
        stamp=stamp,
        blocks=tuple(alignment_blocks(parts, pack)),
    )


def alignment_blocks(parts: PlanParts, pack: Pack) -> list[Block]:
    """A table for each policy or plan, in the order of the country's list."""
    blocks: list[Block] = []
    codes = {node.id: node.code or node.text for node in parts.nodes}
    for framework in pack.catalogue("policy_frameworks"):
        own = [one for one in parts.alignments if one.framework == framework.code]
        rows = [
            (
                one.axis,
                one.objective,
                codes.get(one.plan_node, "") if one.plan_node else "",
                one.note,
            )
            for one in own
        ]
        if rows:
            heads = (("Eje", 16), ("Objetivo", 40), ("Fila del plan", 10), ("Nota", 24))
            blocks.append(table(heads, rows, caption=framework.label))
    return blocks or [Paragraph("El plan todavía no dice a qué políticas se alinea.")]


def chain_report(parts: PlanParts, pack: Pack, stamp: str) -> Report:
    """The value chain, drawn and in words."""
    return Report(
        name="cadena de valor",
        title="Cadena de valor",
        subtitle=parts.plan.title,
        stamp=stamp,
        blocks=tuple(chain_blocks(parts, pack)),
        sideways=True,
    )


def chain_blocks(parts: PlanParts, pack: Pack) -> list[Block]:
    """The newest revision of the chain: a picture, and a table that says what leads to what."""
    year = max((one.year or 0 for one in parts.chain), default=0)
    links = [one for one in parts.chain if (one.year or 0) == year]
    if not links:
        return [Paragraph("El plan todavía no tiene cadena de valor.")]
    texts = {one.id: one.text for one in links}
    stages = list(pack.catalogue("chain_stages"))
    points: list[tuple[str, Decimal]] = []
    rows: list[Row] = []
    for n, stage in enumerate(stages):
        own = [one for one in links if one.stage == stage.code]
        points += [
            (words, Decimal(n)) for words in (stage.label, *(one.text for one in own)) if own
        ]
        rows += [
            (stage.label, one.text, texts.get(one.next, "") if one.next else "") for one in own
        ]
    told = "; ".join(f"{words}" for words in _told_of(links, texts)) or "Sin enlaces."
    heads = (("Eslabón", 12), ("Texto", 40), ("Lleva a", 40))
    blocks: list[Block] = [
        Picture("chain", told, tuple(points), Decimal(len(stages))),
        table(heads, rows, caption="Cadena de valor"),
    ]
    return [Paragraph(f"Revisión de {year}."), *blocks] if year else blocks


def _told_of(links: Sequence[ChainLink], texts: dict[UUID, str]) -> list[str]:
    return [
        f"«{one.text}» lleva a «{texts[one.next]}»"
        for one in links
        if one.next is not None and one.next in texts
    ]
