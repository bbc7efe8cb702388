"""How often and how long other systems failed, month by month (domain D66)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Final
from uuid import UUID

from fieldapp.records.systems import Incident

_TENTH: Final = Decimal("0.1")
_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class MonthOfOutages:
    """A system's failures of one month: how many were under way in it, and their hours in it."""

    system: UUID | None
    year: int
    month: int
    outages: int
    hours: Decimal


def outages_by_month(
    incidents: Iterable[Incident], now: datetime, zone: tzinfo
) -> list[MonthOfOutages]:
    """Failures by system and month of the country. One that goes on counts its hours until now.

    One that began in a month and ended in the next counts in both, each with its own hours.
    """
    counts: dict[tuple[UUID | None, int, int], list[timedelta]] = {}
    for one in incidents:
        if one.began_at is None or one.annulled:
            continue
        for year, month, lasted in _by_month(one.began_at, one.ended_at or now, zone):
            counts.setdefault((one.system, year, month), []).append(lasted)
    rows = [
        MonthOfOutages(system, year, month, len(times), _hours(sum(times, timedelta())))
        for (system, year, month), times in counts.items()
    ]
    return sorted(rows, key=lambda row: (row.year, row.month, str(row.system)))


def _by_month(
    began: datetime, ended: datetime, zone: tzinfo
) -> Iterator[tuple[int, int, timedelta]]:
    at, end = began.astimezone(zone), ended.astimezone(zone)
    while True:
        following = _next_month(at)
        yield at.year, at.month, max(timedelta(), min(end, following) - at)
        if end <= following:
            return
        at = following


def _next_month(at: datetime) -> datetime:
    year, month = divmod(at.year * 12 + at.month, 12)
    return datetime(year, month + 1, 1, tzinfo=at.tzinfo)


def _hours(lasted: timedelta) -> Decimal:
    return (Decimal(int(lasted.total_seconds())) / int(_HOUR.total_seconds())).quantize(_TENTH)
