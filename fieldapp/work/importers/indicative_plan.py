"""The indicative plan of a territory as offices keep it: a row a target, two columns a year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from fieldapp.records.describe import Record
from fieldapp.records.territorial import IndicativeTarget, TargetYear, TerritorialPlan
from fieldapp.records.text import say
from fieldapp.work.import_files import Row
from fieldapp.work.importers.shape import ImportColumn, Importer, Sheet

_YEARS: Final = (1, 2, 3, 4)
_FIELDS: Final = {
    "indicator": "indicator",
    "kind": "kind",
    "unit": "unit",
    "baseline": "baseline",
    "target": "four_year_target",
    "accumulation": "accumulation",
    "budget": "budget",
    "responsible": "responsible",
}
"""The field of a target that stands in each column."""

_PARTS: Final = ("programmed", "executed")


def _targets(sheet: Sheet) -> Iterator[Record]:
    """A row is a target with its years; the first year is the plan's own first one."""
    plan, spec = sheet.about(TerritorialPlan), sheet.desk.kinds["indicative_target"]
    place = Decimal(sheet.writing.count(IndicativeTarget, {"plan": plan.id}))
    columns = {field: column for column, field in _FIELDS.items()}
    for row in sheet.rows:
        typed = {
            field: sheet.value(row, column, spec[field])
            for column, field in _FIELDS.items()
            if sheet.text(row, column)
        }
        if "indicator" not in typed:
            sheet.fault(row, "indicator", say("la fila necesita su indicador."))
            continue
        place += 1
        target = sheet.make(row, IndicativeTarget, typed, columns, plan=plan.id, position=place)
        if target is not None:
            yield target
            yield from _years(sheet, row, plan, target)


def _years(
    sheet: Sheet, row: Row, plan: TerritorialPlan, target: IndicativeTarget
) -> Iterator[Record]:
    spec = sheet.desk.kinds["target_year"]
    for n in _YEARS:
        columns = {part: f"year_{n}_{part}" for part in _PARTS}
        typed: dict[str, Any] = {
            part: sheet.value(row, column, spec[part])
            for part, column in columns.items()
            if sheet.text(row, column)
        }
        if not typed:
            continue
        if plan.first_year is None:
            said = say("el plan no dice su primer año: escríbalo en el plan antes de importar.")
            sheet.fault(row, columns["programmed"], said)
            return
        known = {"plan": plan.id, "target": target.id, "year": plan.first_year + n - 1}
        made = sheet.make(row, TargetYear, typed, columns, **known)
        if made is not None:
            yield made


def _year_columns() -> Iterator[ImportColumn]:
    for n in _YEARS:
        for part, word in zip(_PARTS, ("programado", "ejecutado"), strict=True):
            yield ImportColumn(
                f"year_{n}_{part}",
                say("Lo programado o lo ejecutado de cada año del plan"),
                (f"año {n} {word}", f"{word} año {n}"),
                must=False,
            )


IMPORTERS: Final = (
    Importer(
        "indicative_plan",
        say("Plan indicativo: metas con lo programado y lo ejecutado de cada año"),
        (
            ImportColumn("indicator", say("Indicador"), ("indicador",)),
            ImportColumn("target", say("Meta del cuatrienio"), ("meta", "meta del cuatrienio")),
            ImportColumn("accumulation", say("Cómo se acumulan los años"), ("acumulación",)),
            ImportColumn("kind", say("De resultado o de producto"), ("clase",), must=False),
            ImportColumn("unit", say("Unidad"), ("unidad",), must=False),
            ImportColumn("baseline", say("Línea de base"), ("línea de base",), must=False),
            ImportColumn("budget", say("Presupuesto"), ("presupuesto",), must=False),
            ImportColumn("responsible", say("Responsable"), ("responsable",), must=False),
            *_year_columns(),
        ),
        _targets,
        into="territorial_plan",
    ),
)
