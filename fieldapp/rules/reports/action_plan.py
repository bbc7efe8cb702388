"""An action plan on paper: by priority, by axis, and what money it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from fieldapp.packs.pack import Pack
from fieldapp.records.describe import Money
from fieldapp.records.plans import PlanNode
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.action_plan import (
    OWN_MEANS,
    PRIORITIES,
    PriorityBoard,
    requested_by_year,
    what_approval_lacks,
)
from fieldapp.rules.report import Block, Heading, Paragraph, Report, Row, table

Gaps = Mapping[UUID, str]
"""By action: the gap of the assessment from which it came."""

_ACTION_HEADS: Final = (
    ("Código", 10),
    ("Acción", 56),
    ("Eje", 8),
    ("Dimensión", 18),
    ("Capacidad", 16),
    ("Brecha de la que viene", 30),
)
_OWN_HEADS: Final = (*_ACTION_HEADS, ("Responsable", 24), ("Vence", 16))
_ADDITIONAL_HEADS: Final = (*_ACTION_HEADS, ("Presupuesto", 20), ("Año fiscal", 10))
_REQUEST_HEADS: Final = (
    ("Prioridad", 10),
    ("Código", 10),
    ("Acción", 60),
    ("Eje", 34),
    ("Año fiscal", 12),
    ("Presupuesto", 22),
)


def action_plan_report(title: str, board: PriorityBoard, gaps: Gaps, pack: Pack) -> Report:
    """The plan by priority, with the matrix of axes and what keeps it from being approved."""
    blocks: list[Block] = [
        Paragraph(
            f"Acciones: {board.own + board.additional}. Con medios propios: {board.own}. "
            f"Con recursos adicionales: {board.additional}."
        ),
        _matrix(board, pack),
    ]
    for priority in PRIORITIES:
        means = "medios propios" if priority in OWN_MEANS else "recursos adicionales"
        heads = _OWN_HEADS if priority in OWN_MEANS else _ADDITIONAL_HEADS
        rows = [_row(node, gaps, pack) for node in board.columns[priority]]
        note = f"Con {means}."
        blocks.append(table(heads, rows, caption=f"Prioridad {priority}", note=note))
    lacking = what_approval_lacks(node for one in PRIORITIES for node in board.columns[one])
    if lacking:
        told = "\n".join(str(one.sentence) for one in lacking)
        blocks += [Heading("Falta para aprobar el plan"), Paragraph(told)]
    return Report(
        name="plan_de_accion",
        title="Plan de acción por prioridad",
        subtitle=title,
        blocks=tuple(blocks),
        sideways=True,
    )


def budget_request_report(title: str, board: PriorityBoard, pack: Pack) -> Report:
    """What is asked for the actions that need additional resources, by fiscal year."""
    asked = board.requested()
    currency = pack.formats.money_format.currency
    by_year = requested_by_year(asked, currency)
    rows: list[Row] = [
        (
            node.priority,
            node.code,
            node.text,
            label(pack, "agreement_axes", node.axis),
            node.fiscal_year,
            node.required_budget,
        )
        for node in asked
    ]
    total = Money(currency, sum(one.minor for one in by_year.values()))
    without = sum(node.required_budget is None for node in asked)
    note = f"Sin presupuesto calculado: {without}." if without else ""
    years: list[Row] = [
        (str(year) if year else "Sin año", _of_year(asked, year), amount)
        for year, amount in by_year.items()
    ]
    return Report(
        name="solicitud_de_presupuesto",
        title="Solicitud de presupuesto adicional",
        subtitle=title,
        blocks=(
            Paragraph(f"Acciones de prioridad 3 y 4: {len(asked)}."),
            table(
                (("Año fiscal", 30), ("Acciones", 20), ("Presupuesto", 30)),
                years,
                caption="Por año fiscal",
                totals=("Total", len(asked), total) if years else (),
                empty="Todavía no se ha calculado ningún presupuesto.",
            ),
            table(
                _REQUEST_HEADS,
                rows,
                caption="Acciones",
                totals=(None, "", "Total", "", None, total) if rows else (),
                note=note,
            ),
        ),
        sideways=True,
    )


def _matrix(board: PriorityBoard, pack: Pack) -> Block:
    """Axes down, priorities across: how many actions."""
    axes = pack.catalogue("agreement_axes")
    known: list[str | None] = [one.code for one in axes]
    others = {node.axis for one in PRIORITIES for node in board.columns[one]} - set(known)
    rows: list[Row] = []
    for axis in (*known, *sorted(others, key=str)):
        counts = [board.of(axis, priority) for priority in PRIORITIES]
        if sum(counts) or axis in known:
            named = f"{axis}. {axes.label(axis)}" if axis else "Sin eje"
            rows.append((named, *counts, sum(counts)))
    sums = [len(board.columns[one]) for one in PRIORITIES]
    return table(
        (("Eje", 70), *((f"Prioridad {one}", 15) for one in PRIORITIES), ("Total", 12)),
        rows,
        caption="Ejes por prioridad",
        totals=("Total", *sums, sum(sums)),
    )


def _row(node: PlanNode, gaps: Gaps, pack: Pack) -> Row:
    own = node.priority in OWN_MEANS
    return (
        node.code,
        node.text,
        str(node.axis or ""),
        label(pack, "pes_dimensions", node.dimension),
        label(pack, "action_capacities", node.capacity),
        gaps.get(node.id, ""),
        *(
            (node.responsible_name, node.due_on)
            if own
            else (node.required_budget, node.fiscal_year)
        ),
    )


def _of_year(asked: list[PlanNode], year: int | None) -> int:
    return sum(node.fiscal_year == year and node.required_budget is not None for node in asked)
