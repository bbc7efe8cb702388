"""What services reached, who was sent on to whom, and when offices attended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
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
from fieldapp.rules.service_figures import WITH_ONE, disability_of, gap_percent, people_by
from fieldapp.rules.suppression import COVERED, Told, cell, covered_note, shown, shown_grid

_WOMEN: Final = "F"
_MEN: Final = "M"
_NOT_TOLD: Final = "Sin dato"
_OTHER_HEADS: Final = {"": _NOT_TOLD, WITH_ONE: "Con discapacidad"}


@dataclass(frozen=True, slots=True)
class OfficeHistory:
    """An office with the times in which it was shut."""

    office: Office
    closings: tuple[Closing, ...]


def services_report(rows: Sequence[ServiceDelivery], pack: Pack, *, period: str) -> Report:
    """People by service, then by sex, age and disability, services in the pack's order."""
    by = (
        _By(people_by(rows, lambda row: str(row.sex or "")), "Por sexo", "sex"),
        _By(people_by(rows, lambda row: str(row.age_range or "")), "Por edad", "age_ranges"),
        _By(people_by(rows, disability_of), "Por discapacidad", "disability"),
    )
    # The tables have their totals in common: what one of them covers, the others would tell.
    closed = {
        key
        for one in by
        for key, counts in one.lines(pack)
        if shown(counts, pack.least_shown).total is COVERED
    }
    blocks = [_services_by(one, pack, closed) for one in by]
    return Report(
        name="servicios",
        title="Personas por servicio",
        subtitle=period,
        blocks=(
            Paragraph(f"Servicios del país: {len(pack.catalogue('services'))}."),
            *blocks,
            Paragraph(covered_note(pack.least_shown), aside=True),
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
    keys = sorted({key[:3] for key in sums}, key=_in_order(pack))
    safe = _regions_shown({key: (sums[*key, _WOMEN], sums[*key, _MEN]) for key in keys}, pack)
    for (service, measure, region), cells in safe.items():
        gap = gap_percent(*cells)
        told.append(
            (
                _service(pack, service),
                label(pack, "delivery_measures", measure),
                pack.territories.path(region) if region else "",
                *map(cell, cells),
                gap if gap is not None else "No se calcula",
            )
        )
    heads = (("Servicio", 30), "Qué se cuenta", "Territorio", "Mujeres", "Hombres", "Brecha")
    note = (
        "Brecha: puntos porcentuales de mujeres menos los de hombres; negativa, faltan mujeres. "
        + covered_note(pack.least_shown)
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
    safe = shown_grid(
        ([months[*key, result] for result in results] for key in keys), pack.least_shown
    )
    rows: list[Row] = [
        (
            pack.formats.month_long(key[0]),
            key[1] or _NOT_TOLD,
            *map(cell, (*told.cells, told.total)),
        )
        for key, told in zip(keys, safe.rows, strict=True)
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
                totals=("Total", "", *map(cell, safe.sums)) if rows else (),
                note=covered_note(pack.least_shown),
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


@dataclass(frozen=True, slots=True)
class _By:
    """People by service, measure and one choice of a catalogue: a table of the services."""

    sums: Mapping[tuple[str, str, str], int]
    caption: str
    catalogue: str

    def groups(self, pack: Pack) -> list[str]:
        """The choices that somebody told, in the pack's order; then those it does not know."""
        told = {key[2] for key in self.sums}
        choices = [one.code for one in pack.catalogue(self.catalogue) if one.code in told]
        return [*choices, *sorted(told - set(choices))]

    def lines(self, pack: Pack) -> Iterator[tuple[tuple[str, str], list[int]]]:
        """Services and measures with the people of each group."""
        groups = self.groups(pack)
        for service, measure in sorted({key[:2] for key in self.sums}, key=_in_order(pack)):
            counts = [self.sums.get((service, measure, one), 0) for one in groups]
            yield (service, measure), counts


def _services_by(by: _By, pack: Pack, closed: Container[tuple[str, str]]) -> Table:
    """Services and measures down, groups across; of those `closed` nothing is told but nobody."""
    found: list[Row] = []
    for key, counts in by.lines(pack):
        told = shown(counts, pack.least_shown)
        if key in closed:
            told = Told(tuple(COVERED if count else 0 for count in counts), COVERED)
        found.append(
            (
                _service(pack, key[0]),
                label(pack, "delivery_measures", key[1]),
                *map(cell, (*told.cells, told.total)),
            )
        )
    heads = [_OTHER_HEADS.get(one) or label(pack, by.catalogue, one) for one in by.groups(pack)]
    columns = (("Servicio", 30), ("Qué se cuenta", 16), *heads, "Total")
    return table(columns, found, caption=by.caption)


def _regions_shown(
    counts: Mapping[tuple[str, ...], tuple[int, int]], pack: Pack
) -> dict[tuple[str, ...], tuple[int | None, ...]]:
    """Women and men of each region, covered so that the country's sum brings none back.

    A service and measure of which one region alone is covered covers its smallest other with it.
    """
    safe = {key: shown(both, pack.least_shown).cells for key, both in counts.items()}
    for service in {key[:2] for key in safe}:
        regions = [key for key in safe if key[:2] == service]
        covered = [key for key in regions if COVERED in safe[key]]
        others = [key for key in regions if key not in covered and any(counts[key])]
        if len(covered) == 1 and others:
            least = min(others, key=lambda key: sum(counts[key]))
            safe[least] = (COVERED, COVERED)
    return safe


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
