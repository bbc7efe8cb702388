"""The periods that reports and boards are asked for: those of the calendar and the programme's own.

Bimesters, trimesters and semesters are the calendar year's; the vigencias are the pack's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from fieldapp.packs.legal import PlanPeriod
from fieldapp.records.text import Text, say

_CALENDAR: Final = (
    ("month", 1, say("Este mes"), say("El mes anterior")),
    ("bimester", 2, say("Este bimestre"), say("El bimestre anterior")),
    ("trimester", 3, say("Este trimestre"), say("El trimestre anterior")),
    ("semester", 6, say("Este semestre"), say("El semestre anterior")),
    ("year", 12, say("Este año"), say("El año anterior")),
)
"""How each is called, how many months it has, the one that holds today and the one before."""


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both within it."""

    code: str
    label: Text
    since: date
    until: date


def periods(today: date, programme: Iterable[PlanPeriod]) -> tuple[Period, ...]:
    """Every period that may be chosen today, the calendar's first."""
    found: list[Period] = []
    for code, months, this, before in _CALENDAR:
        since = _begin(today, months)
        found.append(Period(code, this, since, _end(since, months)))
        last = since - timedelta(days=1)
        found.append(Period(f"{code}_before", before, _begin(last, months), last))
    found += [Period(one.code, Text(one.label), one.since, one.until) for one in programme]
    return tuple(found)


def _begin(day: date, months: int) -> date:
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _end(since: date, months: int) -> date:
    after = since.year * 12 + since.month - 1 + months
    return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)
