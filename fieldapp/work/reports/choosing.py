"""What a report was asked for, as questions to the records and as the words of its corte."""

from __future__ import annotations

from fieldapp.work.desk import Desk
from fieldapp.work.reports.offered import Wanted
from fieldapp.work.visit_list import within


def of_territory(desk: Desk, wanted: Wanted) -> dict[str, object]:
    """The question that keeps what lies in the territory chosen; {} keeps everything."""
    if not wanted.territory or wanted.territory == desk.pack.country:
        return {}
    return {"territory": within(desk.pack.territories, wanted.territory)}


def period_of(desk: Desk, wanted: Wanted) -> str:
    """The period and the territory chosen, in words, and the day on which this was counted."""
    formats = desk.pack.formats
    parts = [
        f"Desde el {formats.day_long(wanted.since)}" if wanted.since else "",
        f"Hasta el {formats.day_long(wanted.until)}" if wanted.until else "",
        desk.pack.territories.path(wanted.territory) if wanted.territory else "",
        f"Al {formats.day_long(desk.today())}",
    ]
    return " · ".join(part for part in parts if part)
