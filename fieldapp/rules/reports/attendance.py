"""Who came, in figures that tell of nobody: counts of few people are covered (domain D10)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.records import KINDS
from fieldapp.records.describe import FieldSpec, FieldType
from fieldapp.records.visits import Activity, Attendance
from fieldapp.rules.event_days import day_of_event
from fieldapp.rules.figures import distinct_persons
from fieldapp.rules.places import place_of
from fieldapp.rules.report import NO_ROWS, Paragraph, Report, Row, Table, table
from fieldapp.rules.reports.unsigned import NO_SIGNATURE
from fieldapp.rules.same_as import Sameness
from fieldapp.rules.suppression import COVERED, TOO_FEW, cell, one_shown, shown

_TOLD: Final = ("sex", "age_range", "ethnic_group", "disability", "population_groups")
_NOT_SAID: Final = "Sin dato"


def attendance_statistics(
    rows: Sequence[Attendance],
    unsigned: Sequence[Activity],
    pack: Pack,
    same: Sameness,
    *,
    subtitle: str,
    stamp: str,
) -> Report:
    """Attendances by what people said of themselves. `rows` are of those who came.

    A cell of many attendances of few people is covered too: it is of those people. `unsigned` are
    the visits whose list nobody signed, the newest first.
    """
    lists = len({row.activity for row in rows})
    persons = distinct_persons(rows, same, pack)
    few = one_shown(persons, pack.least_shown) is COVERED
    said = TOO_FEW if few else f"{len(rows)} asistencias de {persons} personas distintas."
    told = (
        f"{said} No se muestran las cifras de menos de {pack.least_shown} personas, ni aquella de "
        f"la que se podrían sacar por resta. Listas de asistencia: {lists}; {NO_SIGNATURE}: "
        f"{len(unsigned)}."
    )
    spec = KINDS["attendance"]
    return Report(
        name="estadistica_de_asistencia",
        title="Estadística de asistencia",
        subtitle=subtitle,
        stamp=stamp,
        blocks=(
            Paragraph(told),
            *(_table(spec[name], rows, same, pack) for name in _TOLD),
            table(
                (("Fecha", 20), ("Lugar", 44), ("Objetivo", 60)),
                [
                    (day_of_event(visit, pack), place_of(visit, pack), visit.objective)
                    for visit in unsigned
                ],
                caption=f"Listas {NO_SIGNATURE}",
                empty="Todas las listas tienen firmas.",
            ),
        ),
    )


def _table(field: FieldSpec, rows: Iterable[Attendance], same: Sameness, pack: Pack) -> Table:
    said = _said(field, rows)
    codes = [c.code for c in pack.catalogue(field.fact.catalogue) if c.code in said]
    codes += sorted(code for code in said if code and code not in codes)
    codes += [""] if "" in said else []
    safe = shown(
        [len(said[code]) for code in codes],
        pack.least_shown,
        [distinct_persons(said[code], same, pack) for code in codes],
    )
    named = pack.catalogue(field.fact.catalogue).label
    lines: list[Row] = [
        (named(code) if code else _NOT_SAID, cell(count))
        for code, count in zip(codes, safe.cells, strict=True)
    ]
    few = safe.total is COVERED
    return table(
        ((field.label, 40), ("Asistencias", 14)),
        () if few else lines,
        caption=field.label,
        empty=TOO_FEW if few else NO_ROWS,
    )


def _said(field: FieldSpec, rows: Iterable[Attendance]) -> Mapping[str, list[Attendance]]:
    """The rows that say each code, "" of those that say none; who says several is in each."""
    found: defaultdict[str, list[Attendance]] = defaultdict(list)
    for row in rows:
        value = getattr(row, field.name)
        codes = value if field.type is FieldType.CODES else {value}
        for code in codes or {""}:
            found[str(code or "")].append(row)
    return found
