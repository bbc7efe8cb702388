"""Periods by their name: of the calendar, whose parts never overlap, and of the programme."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from fieldapp.rules.periods import periods
from tests.given.packs import pack

_DAYS = (
    date(2026, 1, 1),
    date(2026, 2, 28),
    date(2026, 11, 28),
    date(2028, 2, 29),
    date(2026, 12, 31),
)


@pytest.mark.parametrize("today", _DAYS)
@pytest.mark.parametrize("name", ["month", "bimester", "trimester", "semester", "year"])
def test_this_one_holds_today_and_follows_the_one_before(today: date, name: str) -> None:
    found = {one.code: one for one in periods(today, ())}
    this, before = found[name], found[f"{name}_before"]
    assert this.since <= today <= this.until
    assert before.until + timedelta(days=1) == this.since
    assert (this.until + timedelta(days=1)).day == before.since.day == 1


def test_bimesters_trimesters_and_semesters_are_those_of_the_year() -> None:
    found = {one.code: (one.since, one.until) for one in periods(date(2026, 11, 28), ())}
    assert found["bimester"] == (date(2026, 11, 1), date(2026, 12, 31))
    assert found["trimester"] == (date(2026, 10, 1), date(2026, 12, 31))
    assert found["trimester_before"] == (date(2026, 7, 1), date(2026, 9, 30))
    assert found["semester_before"] == (date(2026, 1, 1), date(2026, 6, 30))


def test_the_programme_has_its_own() -> None:
    found = {one.code: one for one in periods(date(2026, 11, 28), pack("CO").periods)}
    assert found["2016-1"].label.source == "Vigencia 2016-1"
    assert (found["2016-1"].since, found["2016-1"].until) == (date(2016, 1, 1), date(2016, 6, 30))
