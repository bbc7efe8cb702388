"""An operational plan on paper: what was programmed and done in each quarter."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.records.plans import OperationalLine, OperationalPlan
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.measuring import light_of
from fieldapp.rules.operational_plans import QUARTERS, LineExecution, execution_of
from fieldapp.rules.report import Block, Paragraph, Report, Row, table
from fieldapp.rules.reports.plan_measures import LIGHT_WORDS

_ROMAN: Final = ("I", "II", "III", "IV")


def operational_report(
    plan: OperationalPlan, lines: Iterable[OperationalLine], pack: Pack, stamp: str
) -> Report:
    """The execution of an operational plan, line by line, and the act that took it in."""
    found = execution_of(lines)
    kind = label(pack, "operational_plan_kinds", plan.kind)
    percent = f"{pack.formats.number(found.percent)} %" if found.percent is not None else "sin dato"
    act = plan.approval_act or "sin acto que la pruebe"
    quarters = [(f"{what} {n}", 6) for n in _ROMAN for what in ("Prog.", "Ejec.")]
    heads = (
        ("N.º", 4),
        ("Actividad", 34),
        ("Unidad", 12),
        *quarters,
        ("Avance (%)", 9),
        ("Semáforo", 9),
    )
    blocks: list[Block] = [
        Paragraph(
            f"Líneas ejecutadas: {found.executed} de {found.programmed} programadas ({percent}).\n"
            f"Aprobación o incorporación: {act}."
        ),
        table(heads, [_row(n, one) for n, one in enumerate(found.lines, 1)], caption="Ejecución"),
    ]
    return Report(
        name="ejecución del plan operativo",
        title=f"Ejecución: {plan.name}",
        subtitle=f"{kind} {plan.year or ''}".strip(),
        stamp=stamp,
        blocks=tuple(blocks),
        sideways=True,
    )


def _row(n: int, one: LineExecution) -> Row:
    line, percent = one.line, one.percent
    quarters: list[Decimal | None] = []
    for quarter in QUARTERS:
        quarters += [getattr(line, f"programmed_{quarter}"), getattr(line, f"executed_{quarter}")]
    light = LIGHT_WORDS[light_of(percent)] if percent is not None else ""
    return (n, line.text, line.unit, *quarters, percent, light)
