"""Packs, acceptance 3 and 4: working days of a country, and money as people type it."""

from __future__ import annotations

from datetime import date

import pytest

from fieldapp.packs.formats import MoneyState
from fieldapp.records.describe import Money
from tests.given.packs import pack


@pytest.mark.parametrize(
    ("country", "day", "working_days", "due"),
    [
        ("PE", date(2026, 7, 24), 10, date(2026, 8, 12)),
        ("CO", date(2026, 7, 8), 3, date(2026, 7, 14)),
    ],
)
def test_packs_3_working_days_pass_over_the_holidays_of_the_pack(
    country: str, day: date, working_days: int, due: date
) -> None:
    assert pack(country).calendar.add_working_days(day, working_days) == due


def test_packs_3_the_holidays_of_2026_are_19_in_colombia_16_in_peru_11_in_honduras() -> None:
    counts = [len(pack(country).calendar.holidays(2026)) for country in ("CO", "PE", "HN")]
    assert counts == [19, 16, 11]
    assert date(2026, 7, 13) in pack("CO").calendar.holidays(2026)
    assert date(2025, 7, 14) not in pack("CO").calendar.holidays(2025)


@pytest.mark.parametrize(
    ("typed", "soles"),
    [("41 700.00", 41_700), ("20000.00", 20_000), ("6 000.000", 6_000), ("41,700.00", 41_700)],
)
def test_packs_4_an_amount_is_understood_as_it_is_printed(typed: str, soles: int) -> None:
    assert pack("PE").formats.parse_money(typed) == Money("PEN", soles * 100)


def test_packs_4_not_determined_and_a_dash_are_states_and_never_zero() -> None:
    parse = pack("PE").formats.parse_money
    assert parse("No se ha determinado") is MoneyState.NOT_DETERMINED
    assert parse("-") is MoneyState.BLANK
    assert parse("0") == Money("PEN", 0)
