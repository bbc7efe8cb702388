"""The logbook on paper, and which territories nobody wrote about lately (domain D14)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from fieldapp.packs.pack import Pack
from fieldapp.records.logbook import LogbookEntry
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.report import Block, Paragraph, Report, Row, table

SILENT_DAYS: Final = 30
"""After so many days without an entry a territory is marked."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A territory whose logbook is kept: its last entry, if any, and how many there are."""

    territory: str
    last_on: date | None
    entries: int

    def is_silent(self, today: date) -> bool:
        """Whether nobody wrote about it for a month."""
        return self.last_on is None or (today - self.last_on).days > SILENT_DAYS


def watched_in(
    territories: Iterable[str], entries: Iterable[tuple[str | None, date | None]]
) -> list[Watched]:
    """Each territory with its own entries, those longest unattended first.

    `entries` are territory and day; what was written of a village's municipality counts there.
    """
    days: dict[str | None, list[date]] = {}
    for territory, on in entries:
        if on is not None:
            days.setdefault(territory, []).append(on)
    found = [
        Watched(code, max(days.get(code, ()), default=None), len(days.get(code, ())))
        for code in territories
    ]
    return sorted(found, key=lambda one: one.last_on or date.min)


def logbook_report(
    entries: Sequence[LogbookEntry],
    pack: Pack,
    *,
    place: str,
    period: str,
    authors: Mapping[object, str],
) -> Report:
    """What was noted of a territory in a period, the oldest first; a correction names its day."""
    days = {one.id: one.on for one in entries}
    rows: list[Row] = []
    for one in sorted(entries, key=lambda one: (one.on or date.min, str(one.created_at))):
        corrected = days.get(one.corrects) if one.corrects else None
        mended = f" (corrige lo del {pack.formats.day(corrected)})" if corrected else ""
        rows.append(
            (
                one.on,
                pack.territories.path(one.territory or ""),
                label(pack, "logbook_types", one.type),
                one.text + mended,
                authors.get(one.created_by, ""),
            )
        )
    heads = (("Fecha", 14), ("Territorio", 26), ("Tipo", 14), ("Anotación", 64), ("Anotó", 24))
    return Report(
        name="bitacora",
        title="Bitácora del territorio",
        subtitle=" · ".join(said for said in (place, period) if said),
        blocks=(table(heads, rows, caption="Anotaciones", empty="No hay anotaciones."),),
        sideways=True,
    )


def logbook_coverage(watched: Sequence[Watched], pack: Pack, *, today: date) -> Report:
    """Every territory that has a logbook to keep, and which of them is silent."""
    silent = [one for one in watched if one.is_silent(today)]
    rows: list[Row] = [
        (
            pack.territories.path(one.territory),
            one.last_on,
            (today - one.last_on).days if one.last_on else None,
            one.entries,
            f"Sin anotaciones en {SILENT_DAYS} días" if one.is_silent(today) else "Al día",
        )
        for one in watched
    ]
    blocks: list[Block] = [
        Paragraph(
            f"{len(watched)} territorios con bitácora. Sin anotaciones en los últimos "
            f"{SILENT_DAYS} días: {len(silent)}."
        ),
        table(
            (
                ("Territorio", 40),
                ("Última anotación", 16),
                ("Días", 8),
                ("Anotaciones", 12),
                "Estado",
            ),
            rows,
            caption="Territorios",
        ),
    ]
    return Report(
        name="cobertura_de_la_bitacora",
        title="Cobertura de la bitácora",
        stamp=f"Al {pack.formats.day_long(today)}",
        blocks=tuple(blocks),
    )
