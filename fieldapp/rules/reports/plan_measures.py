"""What a plan measures and when it is done: indicators with their light, and the months."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.records.indicators import Indicator, Target
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.measuring import Light, last_years, series
from fieldapp.rules.plan_parts import PlanParts
from fieldapp.rules.plan_schedule import Month, Schedule, ScheduledRow
from fieldapp.rules.report import Block, Paragraph, Picture, Report, Row, table

LIGHT_WORDS: Final = {Light.GREEN: "Verde", Light.AMBER: "Ámbar", Light.RED: "Rojo"}
_POINTS_LEAST: Final = 2
_LETTERS_OF_MONTHS: Final = "EFMAMJJASOND"


def indicators_report(parts: PlanParts, pack: Pack, today: date, stamp: str) -> Report:
    """Each indicator from its baseline to today, and its line of five years."""
    return Report(
        name="indicadores",
        title="Indicadores, línea de base, metas y mediciones",
        subtitle=parts.plan.title,
        stamp=stamp,
        blocks=tuple(indicator_blocks(parts, pack, today)),
        sideways=True,
    )


def indicator_blocks(parts: PlanParts, pack: Pack, today: date) -> list[Block]:
    """Those that have something to compare first say how they stand; then their goals by year."""
    measured = [one for one in parts.indicators if _says_something(parts, one)]
    bare = len(parts.indicators) - len(measured)
    heads = (
        ("N.º", 4),
        ("Indicador", 34),
        ("Fórmula", 20),
        ("Fuente", 14),
        ("Base", 10),
        ("Meta", 10),
        ("Última medición", 14),
        ("Avance (%)", 9),
        ("Semáforo", 9),
    )
    rows = [_indicator_row(n, one, parts, pack, today) for n, one in enumerate(measured, start=1)]
    note = f"Indicadores sin línea de base, meta ni medición: {bare}." if bare else ""
    blocks: list[Block] = [table(heads, rows, caption="Indicadores", note=note)]
    goals = [_target_row(n, target, one, pack) for n, one in enumerate(measured, start=1)
             for target in parts.targets_of(one)]  # fmt: skip
    heads = (
        ("N.º", 4),
        ("Indicador", 40),
        ("Clase", 10),
        ("Año", 10),
        ("Valor", 10),
        ("Descripción", 30),
    )
    blocks.append(table(heads, goals, caption="Metas y tendencias", empty="Sin metas."))
    blocks += _lines(parts, measured, pack, today)
    return blocks


def _says_something(parts: PlanParts, indicator: Indicator) -> bool:
    return bool(
        indicator.baseline_value is not None
        or parts.targets_of(indicator)
        or parts.measured(indicator)
    )


def _indicator_row(n: int, one: Indicator, parts: PlanParts, pack: Pack, today: date) -> Row:
    standing = parts.standing(one, today)
    base = _with_year(one.baseline_value, one.baseline_year, one, pack)
    goal = standing.goal
    last = standing.last
    day = f" ({pack.formats.day(last.on)})" if last and last.on else ""
    return (
        n,
        named(one),
        one.formula,
        one.source,
        base,
        _with_year(goal.value, goal.year, one, pack) if goal else "",
        f"{_value(last.value, one, pack)}{day}" if last else "",
        standing.percent,
        LIGHT_WORDS[standing.light] if standing.light else "",
    )


def _target_row(n: int, target: Target, of: Indicator, pack: Pack) -> Row:
    when: str | int = target.year or target.period
    kind = label(pack, "target_kinds", target.kind)
    return (n, named(of), kind, when, target.value, target.text)


def named(indicator: Indicator) -> str:
    """An indicator under the code that its plan gives it."""
    return f"{indicator.code}. {indicator.name}" if indicator.code else indicator.name


def _value(value: Decimal | None, of: Indicator, pack: Pack) -> str:
    if value is None:
        return ""
    return f"{pack.formats.number(value)}{' %' if of.unit == 'percent' else ''}"


def _with_year(value: Decimal | None, year: int | None, of: Indicator, pack: Pack) -> str:
    said = _value(value, of, pack)
    return f"{said} ({year})" if said and year else said


def _lines(
    parts: PlanParts, indicators: list[Indicator], pack: Pack, today: date
) -> Iterator[Block]:
    """A chart for each indicator: its base, the last five years, and where it should lead."""
    for one in indicators:
        years = series(parts.measured(one), last_years(today))
        points = [(str(year), value) for year, value in years.items() if value is not None]
        if one.baseline_value is not None:
            points.insert(0, (_when("Base", one.baseline_year), one.baseline_value))
        points += [
            (_when(label(pack, "target_kinds", target.kind), target.year), target.value)
            for target in sorted(parts.targets_of(one), key=lambda target: target.kind == "target")
            if target.value is not None
        ]
        if len(points) >= _POINTS_LEAST:
            told = ", ".join(f"{when}: {pack.formats.number(value)}" for when, value in points)
            most = max(value for _, value in points)
            yield Picture("bars", f"{one.name}. {told}.", tuple(points), most)


def _when(what: str, year: int | None) -> str:
    return f"{what} {year}" if year else what


def schedule_report(parts: PlanParts, pack: Pack, today: date, stamp: str) -> Report:
    """The plan month by month."""
    return Report(
        name="cronograma",
        title="Cronograma",
        subtitle=parts.plan.title,
        stamp=stamp,
        blocks=tuple(schedule_blocks(parts, pack, today)),
        sideways=True,
    )


def schedule_blocks(parts: PlanParts, pack: Pack, today: date) -> list[Block]:
    """A table for each year; where nothing has a date, the sentence that says so."""
    del pack
    found = parts.schedule(today)
    if not found.rows:
        return [Paragraph(f"Cronograma: pendiente ({_actions(len(found.pending))}).")]
    blocks: list[Block] = [_year_table(found, year) for year in _years(found)]
    if found.pending:
        blocks.append(Paragraph(f"Sin fecha: {_actions(len(found.pending))}."))
    return blocks


def _actions(n: int) -> str:
    return f"{n} acción" if n == 1 else f"{n} acciones"


def _years(found: Schedule) -> list[int]:
    return sorted({month.year for month in found.months})


def _year_table(found: Schedule, year: int) -> Block:
    months = [Month(year, number) for number in range(1, len(_LETTERS_OF_MONTHS) + 1)]
    rows = [
        (row.node.code, row.node.text, row.responsible, *(_sign(row, month) for month in months))
        for row in found.rows
        if any(month in row.months for month in months)
    ]
    heads = (
        ("Código", 6),
        ("Actividad", 40),
        ("Responsable", 16),
        *((letter, 3) for letter in _LETTERS_OF_MONTHS),
    )
    note = "X: se trabaja en ese mes. H: hito."
    return table(heads, rows, caption=f"Cronograma {year}", note=note)


def _sign(row: ScheduledRow, month: Month) -> str:
    if month in row.milestones:
        return "H"
    return "X" if month in row.months else ""
