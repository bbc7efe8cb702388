"""Tables of indicators as plans print them: baseline, trend and goals, numbers with their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from fieldapp.packs.folding import fold
from fieldapp.records.describe import Code, Record
from fieldapp.records.indicators import Indicator, Target
from fieldapp.records.plans import Plan, PlanNode
from fieldapp.records.text import Refused, say
from fieldapp.work.import_files import Row
from fieldapp.work.importers.shape import ImportColumn, Importer, Sheet

_NUMBER_FIRST: Final = re.compile(r"\s*(\d[\d .,]*\d|\d)\s*(%?)\s*(.*)", re.DOTALL)


def _indicators(sheet: Sheet) -> Iterator[Record]:
    """A row is an indicator; a blank name gives another goal to the indicator above."""
    plan, spec = sheet.about(Plan), sheet.desk.kinds["indicator"]
    nodes = {fold(one.text): one.id for one in sheet.writing.all(PlanNode, {"plan": plan.id})}
    nodes |= {
        one.code: one.id for one in sheet.writing.all(PlanNode, {"plan": plan.id}) if one.code
    }
    place = Decimal(sheet.writing.count(Indicator, {"plan": plan.id}))
    last: Indicator | None = None
    for row in sheet.rows:
        if name := sheet.text(row, "indicator"):
            place += 1
            base, unit, _ = _amount(sheet, row, "baseline")
            typed: dict[str, Any] = {"name": name, "baseline_value": base, "unit": unit}
            for field in ("code", "formula", "source", "direction", "baseline_year"):
                if sheet.text(row, field):
                    typed[field] = sheet.value(row, field, spec[field])
            typed["unit"] = unit or _amount(sheet, row, "goal")[1]
            known = {"plan": plan.id, "position": place, "plan_node": _node(sheet, row, nodes)}
            columns = {"name": "indicator", "baseline_value": "baseline"}
            last = sheet.make(row, Indicator, typed, columns, **known)
            if last is not None:
                yield last
        elif last is None:
            sheet.fault(row, "indicator", say("la primera fila necesita su indicador."))
        if last is not None:
            yield from _targets(sheet, row, plan.id, last.id)


def _node(sheet: Sheet, row: Row, nodes: dict[str, UUID]) -> UUID | None:
    said = sheet.text(row, "objective")
    if not said:
        return None
    found = nodes.get(said) or nodes.get(fold(said))
    if found is None:
        fault = say("en el plan no hay ninguna fila «{text}».", text=said[:60])
        sheet.fault(row, "objective", fault)
    return found


def _targets(sheet: Sheet, row: Row, plan: UUID, indicator: UUID) -> Iterator[Record]:
    spec = sheet.desk.kinds["target"]
    for kind, column in (("trend", "trend"), ("target", "goal")):
        if not sheet.text(row, column):
            continue
        value, _, words = _amount(sheet, row, column)
        year = sheet.value(row, f"{column}_year", spec["year"])
        typed = {"kind": Code(kind), "value": value, "year": year, "text": words}
        columns = {"value": column, "text": column, "year": f"{column}_year"}
        known = {"plan": plan, "indicator": indicator}
        made = sheet.make(row, Target, typed, columns, **known)
        if made is not None:
            yield made


def _amount(sheet: Sheet, row: Row, column: str) -> tuple[Decimal | None, Code | None, str]:
    """A number with what is said of it: "44 Asistencias técnicas", "42,7%", "08 Gobiernos"."""
    said = sheet.text(row, column)
    found = _NUMBER_FIRST.fullmatch(said)
    if found is None:
        if said:
            sheet.fault(row, column, say("«{text}» no empieza con una cantidad.", text=said[:60]))
        return None, None, ""
    try:
        value = sheet.desk.pack.formats.parse_number(found[1])
    except Refused as refusal:
        sheet.fault(row, column, refusal.text)
        return None, None, ""
    return value, Code("percent" if found[2] else "number"), found[3]


IMPORTERS: Final = (
    Importer(
        "plan_indicators",
        say("Indicadores con línea de base y metas"),
        (
            ImportColumn(
                "indicator", say("Indicador; en blanco, el de la fila de arriba"), ("indicador",)
            ),
            ImportColumn("baseline", say("Línea de base"), ("línea de base",)),
            ImportColumn("goal", say("Meta: cantidad y lo que se dice de ella"), ("meta",)),
            ImportColumn("goal_year", say("Año de la meta"), ("año de la meta",)),
            ImportColumn("code", say("Código"), ("n", "N.º", "código"), must=False),
            ImportColumn("formula", say("Fórmula"), ("fórmula del indicador",), must=False),
            ImportColumn("source", say("Fuente"), ("fuente de información",), must=False),
            ImportColumn("direction", say("Sentido"), ("sentido",), must=False),
            ImportColumn("baseline_year", say("Año de la línea de base"), must=False),
            ImportColumn("trend", say("Tendencia"), ("tendencia",), must=False),
            ImportColumn("trend_year", say("Año de la tendencia"), must=False),
            ImportColumn(
                "objective",
                say("Fila del plan, por su código o su texto"),
                ("objetivo",),
                must=False,
            ),
        ),
        _indicators,
        into="plan",
    ),
)
