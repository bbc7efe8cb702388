"""What services reached, who was sent on to whom, and when offices attended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from fieldapp.packs.pack import Pack
from fieldapp.records.people import Office
from fieldapp.records.services import Referral, ServiceDelivery
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.offices import Closing, overlapping, was_active
from fieldapp.rules.report import Paragraph, Report, Row, Table, table
from fieldapp.rules.service_figures import (
    COVERED,
    WITH_ONE,
    disability_of,
    gap_percent,
    people_by,
    shown,
    worded,
)

_WOMEN: Final = "F"
_MEN: Final = "M"
_NOT_TOLD: Final = "Sin dato"
_OTHER_HEADS: Final = {"": _NOT_TOLD, WITH_ONE: "Con discapacidad"}
_COVERED_NOTE: Final = (
    "Una celda con «menos de {least}» guarda a pocas personas; otra de su fila puede ir cubierta "
    "para que no se deduzca por resta."
)


@dataclass(frozen=True, slots=True)
class OfficeHistory:
    """An office with the times in which it was shut."""

    office: Office
    closings: tuple[Closing, ...]


def services_report(rows: Sequence[ServiceDelivery], pack: Pack, *, period: str) -> Report:
    """People by service, then by sex, age and disability, services in the pack's order."""
    blocks = [
        _services_by(rows, pack, lambda row: str(row.sex or ""), "Por sexo", "sex"),
        _services_by(rows, pack, lambda row: str(row.age_range or ""), "Por edad", "age_ranges"),
        _services_by(rows, pack, disability_of, "Por discapacidad", "disability"),
    ]
    return Report(
        name="servicios",
        title="Personas por servicio",
        subtitle=period,
        blocks=(
            Paragraph(f"Servicios del país: {len(pack.catalogue('services'))}."),
            *blocks,
            Paragraph(_COVERED_NOTE.format(least=pack.least_shown), aside=True),
        ),
        sideways=True,
    )


def service_gap_report(rows: Sequence[ServiceDelivery], pack: Pack, *, period: str) -> Report:
    """Women and men by service in each department, and how far apart they are (domain D65)."""
    sums: Counter[tuple[str, str, str, str]] = Counter()
    for row in rows:
        region = pack.territories.level1(row.territory) if row.territory else ""
        key = (str(row.service or ""), str(row.measure or ""), region, str(row.sex or ""))
        sums[key] += row.people or 0
    told: list[Row] = []
    for service, measure, region in sorted({key[:3] for key in sums}, key=_in_order(pack)):
        women, men = sums[service, measure, region, _WOMEN], sums[service, measure, region, _MEN]
        safe = shown((women, men), pack.least_shown)
        gap = gap_percent(*safe.cells)
        told.append(
            (
                _service(pack, service),
                label(pack, "delivery_measures", measure),
                pack.territories.path(region) if region else "",
                worded(safe.cells[0], pack.least_shown),
                worded(safe.cells[1], pack.least_shown),
                gap if gap is not None else "No se calcula",
            )
        )
    heads = (("Servicio", 30), "Qué se cuenta", "Territorio", "Mujeres", "Hombres", "Brecha")
    note = (
        "Brecha: puntos porcentuales de mujeres menos los de hombres; negativa, faltan mujeres. "
        + _COVERED_NOTE.format(least=pack.least_shown)
    )
    return Report(
        name="brecha_por_servicio",
        title="Brecha de género por servicio y territorio",
        subtitle=period,
        blocks=(table(heads, told, caption="Brechas", note=note),),
        sideways=True,
    )


def referrals_report(
    referrals: Sequence[Referral], names: Mapping[UUID, str], pack: Pack, *, period: str
) -> Report:
    """People sent on, month by month, to each institution and with what result (domain D49)."""
    months: Counter[tuple[date, str, str]] = Counter()
    for one in referrals:
        if one.on and not one.annulled:
            to = names.get(one.organization, "") if one.organization else ""
            people = 1 if one.people is None and one.case_code else one.people or 0
            months[one.on.replace(day=1), to, str(one.result or "pending")] += people
    results = [choice.code for choice in pack.catalogue("referral_results")]
    keys = sorted({key[:2] for key in months})
    counts = {key: [months[*key, result] for result in results] for key in keys}
    safe = {key: shown(counts[key], pack.least_shown) for key in keys}
    rows: list[Row] = [
        (
            pack.formats.month_long(key[0]),
            key[1] or _NOT_TOLD,
            *(worded(count, pack.least_shown) for count in (*safe[key].cells, safe[key].total)),
        )
        for key in keys
    ]
    # A sum beside a covered count of its column would give it back.
    told = zip(*((*one.cells, one.total) for one in safe.values()), strict=True)
    sums = zip(*((*counts[key], sum(counts[key])) for key in keys), strict=True)
    totals = [
        None if COVERED in column else sum(people)
        for column, people in zip(told, sums, strict=True)
    ]
    heads = (
        "Mes",
        ("Entidad que recibe", 30),
        *(label(pack, "referral_results", one) for one in results),
        "Total",
    )
    return Report(
        name="derivaciones",
        title="Derivaciones por mes y entidad",
        subtitle=period,
        blocks=(
            table(
                heads,
                rows,
                caption="Derivaciones",
                totals=("Total", "", *totals) if rows else (),
                note=_COVERED_NOTE.format(least=pack.least_shown),
            ),
        ),
    )


def offices_report(
    offices: Sequence[OfficeHistory], pack: Pack, *, day: date, today: date
) -> Report:
    """Which offices attended on a day, which did not, and the time line of each (domain D50)."""
    active = [one for one in offices if was_active(one.office, one.closings, day)]
    shut = [one for one in offices if one not in active]
    on = pack.formats.day_long(day)
    blocks = [
        Paragraph(f"Oficinas registradas: {len(offices)}. Activas al {on}: {len(active)}."),
        _offices_table(f"Oficinas activas al {on}", active, pack),
        _offices_table(f"Oficinas que no atendían al {on}", shut, pack),
        _time_line(offices, today),
    ]
    wrong = [
        (one.office.name, before.closed_on, after.closed_on)
        for one in offices
        for before, after in overlapping(one.closings)
    ]
    if wrong:
        heads = (("Oficina", 30), "Cierre", "Cierre siguiente")
        note = "El segundo cierre empieza antes de que termine el primero: corrija uno."
        blocks.append(table(heads, wrong, caption="Por corregir", note=note))
    return Report(
        name="oficinas",
        title="Oficinas: línea de tiempo",
        stamp=f"Al {on}",
        blocks=tuple(blocks),
    )


def _services_by(
    rows: Sequence[ServiceDelivery],
    pack: Pack,
    group: Callable[[ServiceDelivery], str],
    caption: str,
    catalogue: str,
) -> Table:
    """Services and measures down, the choices that somebody told across, all under the limit."""
    sums = people_by(rows, group)
    told = {key[2] for key in sums}
    choices = [one.code for one in pack.catalogue(catalogue) if one.code in told]
    groups = [*choices, *sorted(told - set(choices))]
    found: list[Row] = []
    for service, measure in sorted({key[:2] for key in sums}, key=_in_order(pack)):
        safe = shown([sums.get((service, measure, one), 0) for one in groups], pack.least_shown)
        found.append(
            (
                _service(pack, service),
                label(pack, "delivery_measures", measure),
                *(worded(cell, pack.least_shown) for cell in safe.cells),
                worded(safe.total, pack.least_shown),
            )
        )
    heads = [_OTHER_HEADS.get(one) or label(pack, catalogue, one) for one in groups]
    return table((("Servicio", 30), ("Qué se cuenta", 16), *heads, "Total"), found, caption=caption)


@dataclass(frozen=True, slots=True)
class _Order:
    """Sorts keys that begin with a service in the order in which the country lists services."""

    codes: list[str]

    def __call__(self, key: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
        place = self.codes.index(key[0]) if key[0] in self.codes else len(self.codes)
        return place, key


def _in_order(pack: Pack) -> _Order:
    return _Order([one.code for one in pack.catalogue("services")])


def _service(pack: Pack, code: str) -> str:
    return label(pack, "services", code) or _NOT_TOLD


def _offices_table(caption: str, offices: Sequence[OfficeHistory], pack: Pack) -> Table:
    rows = [
        (
            one.office.code,
            one.office.name,
            label(pack, "office_types", one.office.type),
            pack.territories.path(one.office.territory) if one.office.territory else "",
            one.office.staff,
        )
        for one in offices
    ]
    heads = (("Código", 20), ("Oficina", 30), ("Tipo", 16), ("Territorio", 20), "Personal")
    return table(heads, rows, caption=caption)


def _time_line(offices: Sequence[OfficeHistory], today: date) -> Table:
    rows: list[Row] = []
    for one in offices:
        if one.office.opened_on:
            rows.append((one.office.name, one.office.opened_on, None, None, "Abrió"))
        rows += [
            (one.office.name, gap.closed_on, gap.until, gap.months(today), gap.reason)
            for gap in one.closings
        ]
    heads = (("Oficina", 30), "Desde", "Hasta", ("Meses cerrada", 10), ("Qué pasó", 24))
    return table(heads, rows, caption="Línea de tiempo")
