"""The budget of a plan: items with their lines, what is not determined, totals by level."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.budget import DETERMINED, BudgetSum, ItemCost, doubts_of, line_total
from fieldapp.rules.report import Block, Heading, Paragraph, Report, Row, table

_HEADS: Final = (
    ("N.º", 6),
    ("Partida", 60),
    ("Nivel", 20),
    ("Unidad", 20),
    ("Costo unitario", 18),
    ("Cantidad", 11),
    ("Total", 18),
    ("Clasificador", 20),
    ("Total por nivel", 20),
)
_LEVEL_HEADS: Final = (
    ("Nivel de gobierno", 40),
    ("Partidas", 14),
    ("Determinadas", 16),
    ("No se ha determinado", 18),
    ("Sin costo anotado", 16),
    ("Total", 22),
)
_INDENT: Final = "– "


def budget_report(title: str, budget: BudgetSum, pack: Pack) -> Report:
    """The budget of the plan called so."""
    rows = [row for cost in budget.costs for row in _rows(cost, pack)]
    blocks: list[Block] = [
        Paragraph(_in_words(budget, pack)),
        table(_HEADS, rows, caption="Partidas", totals=_total(budget) if rows else ()),
        _by_level(budget, pack),
    ]
    doubts = [str(doubt.text) for doubt in doubts_of(budget, pack)]
    if doubts:
        blocks += [Heading("Para revisar"), Paragraph("\n".join(doubts))]
    return Report(
        name="presupuesto",
        title="Presupuesto",
        subtitle=title,
        blocks=tuple(blocks),
        sideways=True,
    )


def budget_parts(budget: BudgetSum, pack: Pack) -> Sequence[Block]:
    """The same as a chapter of the whole plan."""
    return budget_report("", budget, pack).blocks


def _rows(cost: ItemCost, pack: Pack) -> list[Row]:
    item = cost.item
    own = item.unit_cost if not cost.lines else None
    state = cost.total if cost.state == DETERMINED else label(pack, "budget_states", cost.state)
    first: Row = (
        item.number,
        item.text,
        label(pack, "gov_levels", item.gov_level),
        item.unit,
        own,
        item.quantity,
        cost.total if own is not None else None,
        item.classifier,
        state,
    )
    below: list[Row] = [
        (
            None,
            f"{_INDENT}{line.text}",
            "",
            line.unit,
            line.unit_cost,
            line.quantity,
            line_total(line),
            line.classifier,
            None,
        )
        for line in cost.lines
    ]
    return [first, *below]


def _total(budget: BudgetSum) -> Row:
    return None, "Total", "", "", None, None, None, "", budget.total


def _in_words(budget: BudgetSum, pack: Pack) -> str:
    states = pack.catalogue("budget_states")
    counted = ", ".join(
        f"{states.label(code).lower()} {budget.states[code]}"
        for code in ("determined", "not_determined", "blank")
    )
    return f"Partidas: {len(budget.costs)} ({counted})."


def _by_level(budget: BudgetSum, pack: Pack) -> Block:
    levels = [one.code for one in pack.catalogue("gov_levels")]
    named = [*levels, *(one for one in budget.levels if one not in levels)]
    rows: list[Row] = []
    for level in named:
        if not budget.levels[level]:
            continue
        own = [one for one in budget.costs if str(one.item.gov_level or "") == level]
        rows.append(
            (
                label(pack, "gov_levels", level) or "Sin nivel",
                len(own),
                sum(one.state == DETERMINED for one in own),
                sum(one.state == "not_determined" for one in own),
                sum(one.state == "blank" for one in own),
                budget.of_level(level),
            )
        )
    return table(
        _LEVEL_HEADS,
        rows,
        caption="Totales por nivel",
        totals=(
            "Total",
            len(budget.costs),
            budget.states[DETERMINED],
            budget.states["not_determined"],
            budget.states["blank"],
            budget.total,
        )
        if rows
        else (),
    )
