from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.packs import load_words
from fieldapp.packs.formats import MoneyState
from fieldapp.records.describe import Money
from fieldapp.records.text import Refused
from tests.given.packs import pack

COUNTRIES = st.sampled_from(["CO", "PE", "HN"])


@pytest.mark.parametrize(
    ("typed", "soles"),
    [("41 700.00", 41700), ("20000.00", 20000), ("6 000.000", 6000), ("41,700.00", 41700)],
)
def test_money_is_understood_as_the_puno_plan_prints_it(typed: str, soles: int) -> None:
    assert pack("PE").formats.parse_money(typed) == Money("PEN", soles * 100)


@pytest.mark.parametrize(
    ("country", "typed", "money"),
    [
        ("PE", "S/ 20 000.00", Money("PEN", 2000000)),
        ("PE", "S/. 5", Money("PEN", 500)),
        ("PE", "41,7", Money("PEN", 4170)),
        ("PE", "1,234,567.5", Money("PEN", 123456750)),
        ("CO", "$ 1.234.567", Money("COP", 1234567)),
        ("CO", "41.700", Money("COP", 41700)),
        ("CO", "41700,00", Money("COP", 41700)),
        ("CO", "COP 5", Money("COP", 5)),
        ("HN", "L 1,234.56", Money("HNL", 123456)),
    ],
)
def test_money_is_understood_with_the_marks_of_each_country(
    country: str, typed: str, money: Money
) -> None:
    assert pack(country).formats.parse_money(typed) == money


def test_no_amount_is_a_state_and_never_zero() -> None:
    read = pack("PE").formats.parse_money
    assert read("No se ha determinado") is MoneyState.NOT_DETERMINED
    assert read(" - ") is MoneyState.BLANK
    assert read("") is MoneyState.BLANK


@pytest.mark.parametrize(("country", "typed"), [("PE", "41.700"), ("CO", "41,700")])
def test_an_amount_that_could_be_two_is_asked_again(country: str, typed: str) -> None:
    with pytest.raises(Refused) as refused:
        pack(country).formats.parse_money(typed)
    assert "puede leerse de dos maneras. Si son miles, escriba 41700." in str(refused.value.text)


@pytest.mark.parametrize("typed", ["doce", "1,2,3", "20 00", "12.", ".5", "-3", "1 2345", "٣"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        pack("PE").formats.parse_money(typed)


def test_colombia_has_no_cents() -> None:
    with pytest.raises(Refused) as refused:
        pack("CO").formats.parse_money("41700,50")
    assert "más decimales de los que admite COP" in str(refused.value.text)


@given(country=COUNTRIES, minor=st.integers(0, 10**12))
def test_money_written_is_money_read(country: str, minor: int) -> None:
    formats = pack(country).formats
    money = Money(formats.money_format.currency, minor)
    assert formats.parse_money(formats.money(money)) == money


@given(typed=st.text(alphabet="0123456789., \u00a0%-$", max_size=14), country=COUNTRIES)
def test_whatever_is_typed_is_an_amount_or_a_sentence(typed: str, country: str) -> None:
    with contextlib.suppress(Refused):
        read = pack(country).formats.parse_money(typed)
        assert isinstance(read, Money | MoneyState)


def test_percents_take_comma_and_point() -> None:
    read = pack("PE").formats.parse_number
    assert read("42,7%") == Decimal("42.7")
    assert read("68.6 %") == Decimal("68.6")
    assert read("0.125") == Decimal("0.125")


def test_numbers_are_written_with_the_marks_of_the_country() -> None:
    assert pack("CO").formats.number(Decimal("-1234567.5")) == "-1.234.567,5"
    assert pack("PE").formats.money(Money("PEN", 4170000)) == "S/\u00a041\u00a0700.00"
    assert pack("HN").formats.money(Money("USD", 150)) == "USD\u00a01.50"


def test_days_are_written_as_people_say_them() -> None:
    formats = pack("CO").formats
    assert formats.day(date(2026, 11, 20)) == "vie 20 nov 2026"
    assert formats.day_long(date(2012, 2, 27)) == "27 de febrero de 2012"


def test_peru_writes_setiembre() -> None:
    assert pack("PE").formats.day_long(date(2026, 9, 4)) == "4 de setiembre de 2026"
    assert pack("PE").formats.day(date(2026, 9, 4)) == "vie 4 set 2026"
    assert pack("HN").formats.day_long(date(2026, 9, 4)) == "4 de septiembre de 2026"


def test_hours_follow_the_zone_and_the_clock_of_the_country() -> None:
    instant = datetime(2026, 11, 20, 19, 30, tzinfo=UTC)
    assert pack("CO").formats.clock(instant) == "14:30"
    assert pack("HN").formats.clock(instant) == "1:30\u00a0p. m."
    assert pack("HN").formats.clock(datetime(2026, 11, 20, 6, 5, tzinfo=UTC)) == "12:05\u00a0a. m."


def test_the_day_is_that_of_the_country_whatever_the_laptop_thinks() -> None:
    late_evening = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
    assert pack("CO").formats.day_of(late_evening) == date(2026, 11, 20)


@pytest.mark.parametrize(
    "typed",
    [
        "20/11/2026",
        "20-11-2026",
        "20.11.2026",
        "2026-11-20",
        "20 nov 2026",
        " 20 de noviembre de 2026 ",
        "vie 20 nov 2026",
        "20 de Noviembre del 2026",
    ],
)
def test_a_day_is_understood_however_it_is_typed(typed: str) -> None:
    assert pack("CO").formats.parse_day(typed) == date(2026, 11, 20)


@pytest.mark.parametrize("typed", ["4 set 2026", "4 de septiembre de 2026", "4 sep 2026"])
def test_september_is_understood_with_and_without_its_p(typed: str) -> None:
    assert pack("PE").formats.parse_day(typed) == date(2026, 9, 4)


@pytest.mark.parametrize(
    "typed", ["", "mañana", "31/02/2026", "2026-13-01", "20 brumario 2026", "20 martes 2026"]
)
def test_what_is_no_day_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        pack("CO").formats.parse_day(typed)
    assert "20/11/2026" in str(refused.value.text)


@given(day=st.dates(date(1900, 1, 1), date(2100, 1, 1)), country=COUNTRIES)
def test_a_day_written_is_a_day_read(day: date, country: str) -> None:
    formats = pack(country).formats
    assert formats.parse_day(formats.day(day)) == day
    assert formats.parse_day(formats.day_long(day)) == day


def test_a_day_on_an_english_screen_and_on_paper() -> None:
    spanish = pack("CO").formats
    english = spanish.said_in(load_words("en"))
    day = date(2026, 11, 20)
    assert english.day(day) == "Fri 20 Nov 2026"
    assert spanish.day(day) == "vie 20 nov 2026"
    assert spanish.said_in(load_words("es")) is spanish
