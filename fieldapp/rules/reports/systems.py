"""Outages of other systems per month, and what those systems reported as evidence (D66)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from fieldapp.packs.pack import Pack
from fieldapp.records.systems import Incident, SystemExtract
from fieldapp.rules.outages import outages_by_month
from fieldapp.rules.report import Report, table


def outages_report(
    incidents: Sequence[Incident],
    extracts: Sequence[SystemExtract],
    names: Mapping[UUID, str],
    pack: Pack,
    *,
    now: datetime,
) -> Report:
    """Failures by month and system, each failure with what it caused, and the reports kept."""
    months = [
        (
            pack.formats.month_long(date(one.year, one.month, 1)),
            _named(one.system, names),
            one.outages,
            one.hours,
        )
        for one in outages_by_month(incidents, now, pack.formats.zone)
    ]
    failures = [
        (_named(one.system, names), one.began_at, one.ended_at or "Sigue caído", one.effect)
        for one in incidents
    ]
    kept = [(_named(one.system, names), one.name, one.cut_on, one.evidence_of) for one in extracts]
    system = ("Sistema", 24)
    return Report(
        name="caidas_de_sistemas",
        title="Sistemas externos: caídas y reportes",
        stamp=f"Al {pack.formats.day_long(pack.formats.day_of(now))}",
        blocks=(
            table(("Mes", system, "Caídas", "Horas"), months, caption="Caídas por mes"),
            table(
                (system, ("Empezó", 18), ("Terminó", 18), ("Qué causó", 40)),
                failures,
                caption="Cada caída",
            ),
            table(
                (system, ("Reporte", 30), "Fecha de corte", ("Qué demuestra", 30)),
                kept,
                caption="Reportes guardados como evidencia",
            ),
        ),
    )


def _named(system: UUID | None, names: Mapping[UUID, str]) -> str:
    return names.get(system, "") if system else ""
