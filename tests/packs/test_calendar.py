from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.packs.calendar import easter
from tests.given.packs import pack

DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(("country", "number"), [("CO", 19), ("PE", 16), ("HN", 11)])
def test_2026_has_the_holidays_of_the_law(country: str, number: int) -> None:
    assert len(pack(country).calendar.holidays(2026)) == number


def test_colombia_has_a_new_holiday_since_2026() -> None:
    calendar = pack("CO").calendar
    assert date(2026, 7, 13) in calendar.holidays(2026)
    assert date(2025, 7, 14) not in calendar.holidays(2025)


@pytest.mark.parametrize(("country", "since"), [("CO", 1985), ("HN", 2016), ("PE", 2024)])
def test_the_rules_agree_with_an_independent_library(country: str, since: int) -> None:
    for year in range(since, 2041):
        known = set(holidays.country_holidays(country, years=year))
        if country == "PE":
            known.discard(easter(year))
        assert set(pack(country).calendar.holidays(year)) == known, year


def test_the_report_of_a_commission_in_peru_is_due_after_the_july_holidays() -> None:
    assert pack("PE").calendar.add_working_days(date(2026, 7, 24), 10) == date(2026, 8, 12)


def test_three_working_days_in_colombia_jump_over_the_new_monday() -> None:
    assert pack("CO").calendar.add_working_days(date(2026, 7, 8), 3) == date(2026, 7, 14)


def test_semana_morazanica_leaves_three_days_free() -> None:
    calendar = pack("HN").calendar
    free = [day for day in (5, 6, 7, 8, 9) if not calendar.is_working(date(2026, 10, day))]
    assert free == [7, 8, 9]


@given(day=DAYS, number=st.integers(0, 60))
def test_counting_working_days_counts_exactly_them(day: date, number: int) -> None:
    calendar = pack("CO").calendar
    due = calendar.add_working_days(day, number)
    between = [day + timedelta(days=ahead) for ahead in range(1, (due - day).days + 1)]
    assert sum(map(calendar.is_working, between)) == number
    assert number == 0 or calendar.is_working(due)


@given(day=DAYS)
def test_rolling_forward_stops_at_the_first_working_day(day: date) -> None:
    calendar = pack("HN").calendar
    rolled = calendar.roll_forward(day)
    assert calendar.is_working(rolled)
    skipped = [day + timedelta(days=ahead) for ahead in range((rolled - day).days)]
    assert not any(map(calendar.is_working, skipped))
