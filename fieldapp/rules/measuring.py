"""How far an indicator has come: its last measurement beside its goal, and its line of years.

All of it is computed from measurements (domain D34, D36, D62); nobody types a percentage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from fieldapp.records.indicators import Indicator, Measurement, Target

GREEN_FROM: Final = 90
AMBER_FROM: Final = 60
"""Percent of the goal; both are proposals that each ministry must confirm."""

_TENTH: Final = Decimal("0.1")
_ALL: Final = 100


class Light(StrEnum):
    """The traffic light of a percentage."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class IndicatorStanding:
    """An indicator today: the last measurement, the goal it is held against, and the percentage.

    `percent` is None without a measurement or a goal other than zero.
    """

    last: Measurement | None
    goal: Target | None
    percent: Decimal | None

    @property
    def light(self) -> Light | None:
        """Its traffic light; None where there is nothing to compare."""
        return light_of(self.percent) if self.percent is not None else None


def light_of(percent: Decimal) -> Light:
    """Green from 90 %, amber from 60 %, red below."""
    if percent >= GREEN_FROM:
        return Light.GREEN
    return Light.AMBER if percent >= AMBER_FROM else Light.RED


def percent_of(value: Decimal, goal: Decimal, *, down: bool = False) -> Decimal | None:
    """How much of the goal was reached, with one decimal; where less is better, the other way."""
    part, whole = (goal, value) if down else (value, goal)
    if whole == 0:
        return Decimal(_ALL) if down and goal >= 0 else None
    return (part * _ALL / whole).quantize(_TENTH, ROUND_HALF_UP)


def standing(
    indicator: Indicator,
    targets: Iterable[Target],
    measurements: Iterable[Measurement],
    today: date,
) -> IndicatorStanding:
    """How an indicator stands on a day.

    The goal is that of the year of the last measurement or the next one after it; the last goal
    of all once every year is past.
    """
    last = latest(measurements, today)
    year = last.on.year if last and last.on else today.year
    goal = _goal(targets, year)
    percent = None
    if last and last.value is not None and goal and goal.value is not None:
        percent = percent_of(last.value, goal.value, down=indicator.direction == "down")
    return IndicatorStanding(last, goal, percent)


def latest(measurements: Iterable[Measurement], today: date) -> Measurement | None:
    """The measurement of the latest day that is not to come; of one day, the one made last."""
    known = [one for one in measurements if one.on and one.on <= today and one.value is not None]
    return max(known, key=_when, default=None)


def series(measurements: Iterable[Measurement], years: Sequence[int]) -> dict[int, Decimal | None]:
    """The value at the end of each year; None in a year without a measurement."""
    by_year: dict[int, Measurement] = {}
    for one in sorted(measurements, key=_when):
        if one.on is not None and one.value is not None:
            by_year[one.on.year] = one
    return {year: by_year[year].value if year in by_year else None for year in years}


def last_years(today: date, how_many: int = 5) -> range:
    """The years of a line that ends this year."""
    return range(today.year - how_many + 1, today.year + 1)


def _goal(targets: Iterable[Target], year: int) -> Target | None:
    goals = [one for one in targets if one.kind != "trend" and one.value is not None]
    ahead = [one for one in goals if one.year is None or one.year >= year]
    if ahead:
        return min(ahead, key=lambda one: (one.year or year, one.id))
    return max(goals, key=lambda one: (one.year or 0, one.id), default=None)


def _when(one: Measurement) -> tuple[date, str]:
    made = one.created_at.isoformat() if one.created_at else ""
    return one.on or date.min, f"{made} {one.id}"
