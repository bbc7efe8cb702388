"""Who came, in figures that tell of nobody: counts of few people are covered (domain D10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.records import KINDS
from fieldapp.records.describe import FieldSpec, FieldType
from fieldapp.records.visits import Activity, Attendance
from fieldapp.rules.event_days import day_of_event
from fieldapp.rules.places import place_of
from fieldapp.rules.report import Paragraph, Report, Row, Table, table
from fieldapp.rules.service_figures import COVERED, shown

_TOLD: Final = ("sex", "age_range", "ethnic_group", "disability", "population_groups")
NO_SIGNATURE: Final = "sin firma"
"""Said of a list in which nobody signed."""
_NOT_SAID: Final = "Sin dato"
_NOT_SHOWN: Final = "No se muestra"


def attendance_statistics(
    rows: Sequence[Attendance],
    unsigned: Sequence[Activity],
    pack: Pack,
    *,
    persons: int,
    subtitle: str,
    stamp: str,
) -> Report:
    """Attendances by what people said of themselves. `rows` are of those who came.

    `unsigned` are the visits whose list nobody signed, the newest first.
    """
    lists = len({row.activity for row in rows})
    told = (
        f"{len(rows)} asistencias de {persons} personas distintas. No se muestran las cifras de "
        f"menos de {pack.least_shown} personas, ni aquella de la que se podrían sacar por resta. "
        f"Listas de asistencia: {lists}; {NO_SIGNATURE}: {len(unsigned)}."
    )
    spec = KINDS["attendance"]
    return Report(
        name="estadistica_de_asistencia",
        title="Estadística de asistencia",
        subtitle=subtitle,
        stamp=stamp,
        blocks=(
            Paragraph(told),
            *(_table(spec[name], rows, pack) for name in _TOLD),
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


def _table(field: FieldSpec, rows: Iterable[Attendance], pack: Pack) -> Table:
    counted = _counted(field, rows)
    codes = [c.code for c in pack.catalogue(field.fact.catalogue) if counted.get(c.code)]
    codes += sorted(code for code in counted if code and code not in codes)
    codes += [""] if counted.get("") else []
    safe = shown([counted[code] for code in codes], pack.least_shown)
    named = pack.catalogue(field.fact.catalogue).label
    lines: list[Row] = [
        (named(code) if code else _NOT_SAID, _NOT_SHOWN if count is COVERED else count)
        for code, count in zip(codes, safe.cells, strict=True)
    ]
    heads = ((field.label, 40), ("Asistencias", 14))
    return table(heads, lines, caption=field.label)


def _counted(field: FieldSpec, rows: Iterable[Attendance]) -> Mapping[str, int]:
    """How many rows say each code; who says several counts in each."""
    counted: Counter[str] = Counter()
    for row in rows:
        value = getattr(row, field.name)
        codes = value if field.type is FieldType.CODES else {value}
        counted.update(str(code or "") for code in codes or {""})
    return counted
