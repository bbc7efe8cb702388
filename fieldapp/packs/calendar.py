"""Working days of a country, from the rules of its pack and nothing else.

Holidays are data because laws change them: Colombia added one in 2026.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Final, Literal

import msgspec

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ONE_DAY: Final = timedelta(days=1)


def easter(year: int) -> date:
    """Return Easter Sunday of a Gregorian year (the anonymous algorithm of 1876)."""
    golden, century = year % 19, year // 100
    leap, rest = divmod(century, 4)
    moon = (century - (century - (century + 8) // 25 + 1) // 3) + 19 * golden + 15 - leap
    epact = moon % 30
    quarter, year_rest = divmod(year % 100, 4)
    weekday = (32 + 2 * rest + 2 * quarter - epact - year_rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


class HolidayRule(msgspec.Struct, frozen=True, kw_only=True):
    """How one holiday falls each year.

    Exactly one of: `fixed` "MM-DD"; `easter`, days after Easter Sunday; `nth`, for instance
    (10, "wed", 1), the first Wednesday of October; `decreed`, one single day "YYYY-MM-DD".
    `offset` adds days, `move` takes it to the Monday that follows; `since` and `until` are years.
    """

    name: str
    fixed: str = ""
    easter: int | None = None
    nth: tuple[int, str, int] | None = None
    decreed: str = ""
    offset: int = 0
    move: Literal["", "next_monday"] = ""
    since: int = 0
    until: int = 9999
    law: str = ""

    def day_in(self, year: int) -> date | None:
        """Return the day of that year, or None when the rule does not hold in it."""
        if not self.since <= year <= self.until:
            return None
        day = self._stated_day(year)
        if day is None:
            return None
        day += timedelta(days=self.offset)
        if self.move:
            day += timedelta(days=-day.weekday() % 7)
        return day

    def _stated_day(self, year: int) -> date | None:
        if self.decreed:
            day = date.fromisoformat(self.decreed)
            return day if day.year == year else None
        if self.easter is not None:
            return easter(year) + timedelta(days=self.easter)
        if self.nth is not None:
            month, weekday, number = self.nth
            first = date(year, month, 1)
            ahead = (WEEKDAYS.index(weekday) - first.weekday()) % 7
            return first + timedelta(days=ahead + 7 * (number - 1))
        month, day = self.fixed.split("-")
        return date(year, int(month), int(day))


class Calendar(msgspec.Struct, frozen=True, dict=True):
    """The working days of one country."""

    weekend: tuple[str, ...]
    rules: tuple[HolidayRule, ...] = msgspec.field(name="holidays")

    def holidays(self, year: int) -> dict[date, str]:
        """Return the holidays of a year and their names, in order."""
        known = self._known.get(year)
        if known is None:
            fallen = [(rule.day_in(year), rule.name) for rule in self.rules]
            days = [(day, name) for day, name in fallen if day is not None]
            known = self._known[year] = dict(sorted(days))
        return known

    def is_working(self, day: date) -> bool:
        """Tell whether offices work on that day."""
        return WEEKDAYS[day.weekday()] not in self.weekend and day not in self.holidays(day.year)

    def add_working_days(self, day: date, number: int) -> date:
        """Return the day that lies `number` working days after; the first day is not counted."""
        for _ in range(number):
            day = self.roll_forward(day + _ONE_DAY)
        return day

    def roll_forward(self, day: date) -> date:
        """Return the day itself if it is a working day, or the next one that is."""
        while not self.is_working(day):
            day += _ONE_DAY
        return day

    @cached_property
    def _known(self) -> dict[int, dict[date, str]]:
        return {}
