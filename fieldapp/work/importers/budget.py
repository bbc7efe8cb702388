"""A plan's budget as ministries write it: items, their lines, and amounts in any of their forms.

What a document prints as a total is kept as printed and compared, never believed: "41 700.00",
"6 000.000", "No se ha determinado" and "-" are all understood.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from fieldapp.packs.folding import fold
from fieldapp.packs.formats import MoneyState
from fieldapp.records.budget import BudgetItem, BudgetLine
from fieldapp.records.describe import Code, Record
from fieldapp.records.plans import Plan, PlanNode
from fieldapp.records.text import Refused, say
from fieldapp.work.import_files import Row
from fieldapp.work.importers.shape import ImportColumn, Importer, Sheet
from fieldapp.work.order import last_position

_SHARED: Final = {"unit": "unit", "classifier": "expense_classifier"}
_ITEM_COLUMNS: Final = {**_SHARED, "text": "activity_or_input", "number": "item"}
_LINE_COLUMNS: Final = {**_SHARED, "text": "activity_or_input"}


def _budget(sheet: Sheet) -> Iterator[Record]:
    """A row is an item, or a line of the item above it where the column of sub-lines says so."""
    plan = sheet.about(Plan)
    nodes = {
        (one.gov_level, fold(one.text)): one.id
        for one in sheet.writing.all(PlanNode, {"plan": plan.id})
    }
    items = sheet.writing.all(BudgetItem, {"plan": plan.id})
    lines = sheet.writing.all(BudgetLine, {"plan": plan.id})
    item_place, line_place = last_position(items), last_position(lines)
    item: BudgetItem | None = None
    number: str | None = None
    for row in sheet.rows:
        if sheet.text(row, "subline") in ("", "0"):
            number = sheet.text(row, "item")
            item = _item(sheet, row, plan.id, nodes, position=item_place)
            item_place += 1
            made: Record | None = item
        elif number is None or sheet.text(row, "item") not in ("", number):
            sheet.fault(row, "subline", say("esta línea no sigue a la partida que nombra."))
            made = None
        else:
            made = _line(sheet, row, item, position=line_place) if item else None
            line_place += 1
        if made is not None:
            yield made


def _item(
    sheet: Sheet, row: Row, plan: UUID, nodes: dict[Any, UUID], **known: Any
) -> BudgetItem | None:
    spec = sheet.desk.kinds["budget_item"]
    level, text = (
        sheet.value(row, "gov_level", spec["gov_level"]),
        sheet.text(row, "activity_or_input"),
    )
    printed = sheet.text(row, "level_total_as_printed") or sheet.text(row, "level_total")
    typed: dict[str, object] = {
        "gov_level": level,
        "text": text,
        "state": _state(sheet, row, printed),
        "printed_total": printed,
        **_costs(sheet, row, "budget_item"),
    }
    if sheet.text(row, "item"):
        typed["number"] = sheet.value(row, "item", spec["number"])
    if sheet.text(row, "funding_source"):
        typed["funding_source"] = sheet.value(row, "funding_source", spec["funding_source"])
    node = nodes.get((level, fold(text)))
    return sheet.make(row, BudgetItem, typed, _ITEM_COLUMNS, plan=plan, plan_node=node, **known)


def _line(sheet: Sheet, row: Row, item: BudgetItem, **known: Any) -> BudgetLine | None:
    typed: dict[str, object] = {
        "text": sheet.text(row, "activity_or_input"),
        "printed_total": sheet.text(row, "total"),
        **_costs(sheet, row, "budget_line"),
    }
    known |= {"plan": item.plan, "item": item.id}
    return sheet.make(row, BudgetLine, typed, _LINE_COLUMNS, **known)


def _costs(sheet: Sheet, row: Row, kind: str) -> dict[str, object]:
    """What a row says of its cost; a dash is nothing."""
    spec = sheet.desk.kinds[kind]
    values: dict[str, object] = {
        "unit": _unless_dash(sheet.text(row, "unit")),
        "classifier": _unless_dash(sheet.text(row, "expense_classifier")),
    }
    for name in ("unit_cost", "quantity"):
        if _unless_dash(sheet.text(row, name)):
            values[name] = sheet.value(row, name, spec[name])
    return values


def _state(sheet: Sheet, row: Row, printed: str) -> Code:
    """The state that the printed total tells; without one, that of the column of states."""
    if not printed and sheet.text(row, "status"):
        state = sheet.desk.kinds["budget_item"]["state"]
        return sheet.value(row, "status", state) or Code("blank")
    try:
        read = sheet.desk.pack.formats.parse_money(printed)
    except Refused as refusal:
        sheet.fault(row, "level_total_as_printed", refusal.text)
        return Code("blank")
    return Code(read.value) if isinstance(read, MoneyState) else Code("determined")


def _unless_dash(text: str) -> str:
    return "" if text in ("-", "–", "—") else text


IMPORTERS: Final = (
    Importer(
        "plan_budget",
        say("Presupuesto del plan"),
        (
            ImportColumn("item", say("Número de la partida"), ("n", "N.º", "partida n.º")),
            ImportColumn(
                "subline",
                say("Número de la línea de la partida; vacío o 0 en la partida misma"),
                ("línea", "sublínea"),
                must=False,
            ),
            ImportColumn("gov_level", say("Nivel de gobierno"), ("nivel de gobierno",)),
            ImportColumn(
                "activity_or_input", say("Partida, o concepto de la línea"), ("actividad",)
            ),
            ImportColumn("unit", say("Unidad de medida"), ("unidad de medida",), must=False),
            ImportColumn("unit_cost", say("Costo unitario"), ("costo unitario", "costeo unitario")),
            ImportColumn("quantity", say("Cantidad"), ("cantidad",), must=False),
            ImportColumn("total", say("Total impreso; se compara"), must=False),
            ImportColumn(
                "expense_classifier",
                say("Clasificador de gasto"),
                ("clasificador", "especificación del gasto"),
                must=False,
            ),
            ImportColumn("funding_source", say("Fuente de financiación"), ("fuente",), must=False),
            ImportColumn("level_total", say("Total por nivel, en cifras"), must=False),
            ImportColumn("status", say("Estado del costo"), ("estado",), must=False),
            ImportColumn(
                "level_total_as_printed",
                say("Total por nivel como está impreso"),
                ("total por nivel de gobierno",),
                must=False,
            ),
        ),
        _budget,
        into="plan",
    ),
)
