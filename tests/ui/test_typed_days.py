"""Days and hours as people type them."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.packs.formats import Formats
from fieldapp.ui.widgets.typed_days import read_day, read_moment
from tests.given.packs import pack

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("hoy", FRIDAY),
        ("Mañana", date(2026, 11, 21)),
        ("manana", date(2026, 11, 21)),
        ("pasado mañana", date(2026, 11, 22)),
        ("ayer", date(2026, 11, 19)),
        ("en 15 días", date(2026, 12, 5)),
        ("dentro de una semana", date(2026, 11, 27)),
        ("en 3 meses", date(2027, 2, 20)),
        ("in two weeks", date(2026, 12, 4)),
        ("tomorrow", date(2026, 11, 21)),
        ("viernes", date(2026, 11, 27)),
        ("el lunes", date(2026, 11, 23)),
        ("próximo martes", date(2026, 11, 24)),
        ("30 nov", date(2026, 11, 30)),
        ("30 de noviembre", date(2026, 11, 30)),
        ("5 setiembre 2027", date(2027, 9, 5)),
        ("vie 20 nov 2026", FRIDAY),
        ("30/11", date(2026, 11, 30)),
        ("30/11/26", date(2026, 11, 30)),
        ("3-2-2027", date(2027, 2, 3)),
        ("2026-11-30", date(2026, 11, 30)),
        ("15 ene", date(2027, 1, 15)),
        ("1 nov", date(2026, 11, 1)),
    ],
)
def test_a_day_is_read_the_way_people_say_it(typed: str, day: date) -> None:
    assert read_day(typed, FRIDAY) == day


@pytest.mark.parametrize("typed", ["", "30 nob", "32 nov", "31/2/2026", "en nunca días", "x" * 90])
def test_what_is_no_day_is_not_guessed(typed: str) -> None:
    assert read_day(typed, FRIDAY) is None


def test_a_due_date_without_a_year_lies_ahead() -> None:
    assert read_day("1 nov", FRIDAY, ahead=True) == date(2027, 11, 1)
    assert read_day("20 nov", FRIDAY, ahead=True) == FRIDAY


def test_the_end_of_a_long_month_leads_to_the_end_of_a_short_one() -> None:
    assert read_day("en un mes", date(2027, 1, 31)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("typed", "day", "hour"),
    [
        ("14:30", FRIDAY, time(14, 30)),
        ("9.05", FRIDAY, time(9, 5)),
        ("ayer 9:00", date(2026, 11, 19), time(9)),
        ("vie 20 nov 2026 14:30", FRIDAY, time(14, 30)),
        ("20 nov 2:30 pm", FRIDAY, time(14, 30)),
        ("20 nov 2:30 p. m.", FRIDAY, time(14, 30)),
        ("12:15 a. m.", FRIDAY, time(0, 15)),
        ("8 am", FRIDAY, time(8)),
    ],
)
def test_an_hour_is_read_with_its_day_or_as_todays(typed: str, day: date, hour: time) -> None:
    assert read_moment(typed, FRIDAY) == (day, hour)


@pytest.mark.parametrize("typed", ["", "25:00", "14", "30 nov", "nunca 14:30"])
def test_what_is_no_hour_is_not_guessed(typed: str) -> None:
    assert read_moment(typed, FRIDAY) is None


@pytest.mark.parametrize("country", ["CO", "PE", "HN"])
@given(day=st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_a_day_written_by_the_country_is_read_back(country: str, day: date) -> None:
    formats: Formats = pack(country).formats
    assert read_day(formats.day(day), FRIDAY) == day
    assert read_day(formats.day_long(day), FRIDAY) == day
