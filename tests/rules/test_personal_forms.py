"""D64: what looks personal is known by its form in every country; sums, days and actas are not."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.rules.personal_forms import DOCUMENT, EMAIL, TELEPHONE, PersonalForms
from tests.given.packs import pack

COUNTRIES = ("CO", "PE", "HN")
FORMS = {
    one: PersonalForms(
        pack(one).catalogue("id_types"),
        pack(one).formats.money_format.symbol,
        pack(one).territories,
    )
    for one in COUNTRIES
}
countries = st.sampled_from(COUNTRIES)
separators = st.sampled_from((" ", "-", ". ", " - ", "\u00a0", "\u2011"))


def found(country: str, text: str) -> set[str]:
    return set(FORMS[country].found_in(text))


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize(
    ("said", "is_a"),
    [
        ("Llamar al 310.555.12.34", TELEPHONE),
        ("Tel.3105551234 del barrio", TELEPHONE),
        ("Llamar al +57 310 555 1234.", TELEPHONE),
        ("Llamar al (+57) 310-555-1234", TELEPHONE),
        ("Llamar al +51 987 654 321", TELEPHONE),
        ("Llamar al +51987654321", TELEPHONE),
        ("Llamar al +504 9999-9876", TELEPHONE),
        ("Llamar al 9999-9876", TELEPHONE),
        ("Celular: 987.654.321", TELEPHONE),
        ("310 555 1234/311 555 1234", TELEPHONE),
        ("Escribir a una.persona+x@ejemplo.com.co", EMAIL),
        ("Entregar a la cédula 31.234.999", DOCUMENT),
        ("Entregar a quien tiene pasaporte AB123456", DOCUMENT),
    ],
)
def test_what_looks_personal_is_known_wherever_it_is_written(
    country: str, said: str, is_a: str
) -> None:
    assert is_a in found(country, said)


@pytest.mark.parametrize(
    ("country", "said"),
    [
        ("CO", "Pagar a C.C. 1.143.825.990"),
        ("CO", "Entregar a AN1234567 el subsidio"),
        ("PE", "Entregar a DNI: 40123999"),
        ("PE", "Entregar al carné 001-234567890"),
        ("PE", "Entregar a PE1234567 el certificado"),
        ("HN", "Entregar a 0801-1990-12345"),
        ("HN", "Entregar a 0801 1990 12345"),
        ("HN", "Entregar a 0801199012345"),
        ("HN", "Identidad No. 0801-1990-12345"),
    ],
)
def test_documents_of_each_country_are_known_by_what_its_pack_says(country: str, said: str) -> None:
    assert found(country, said)


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize(
    "said",
    [
        "ACTA-CAUCA-2026-D1-0012 y AM-0801-2026-D01-0001",
        "ACTA-D12-0034-2026-2101 del 20.11.2026",
        "Del 20-11-2026 09:30 al 2026-11-21, en 2024 2025 2026",
        "Invertir 41.700.000 pesos, 6 000.000 soles y 250 000 000 lempiras en 2015-2016",
        "Costo: 119,700.00; meta 1.234.567.890,50",
        "Directiva General N° 001-2015-MTPE/3/17; R.M. 152-2015-TR; Ley 1581 de 2012",
        "El documento POI 2016 - 2018 y el oficio 496-2015-MTPE/2",
        "1. Uno 2. Dos 3. Tres; 42,7 % y 68.6 %",
        "Resolución 0801-2026",
    ],
)
def test_sums_days_actas_and_norms_are_no_persons(country: str, said: str) -> None:
    assert found(country, said) == set()


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_passport_apart_from_its_letters_is_known_behind_its_word(country: str) -> None:
    assert found(country, "Viajó con pasaporte n.º AR 12345") == {DOCUMENT}
    assert found(country, "Pasaporte No. AR 123456") == {DOCUMENT}
    assert found(country, "ATENDER A 125000 PERSONAS con pasaporte") == set()


def test_an_entity_is_no_person() -> None:
    assert found("CO", "Alcaldía, NIT 899.999.063-3") == set()
    assert found("PE", "Municipalidad, RUC 20131370645") == set()
    assert found("HN", "Alcaldía, RTN: 08019003243825") == set()


@settings(derandomize=True)
@given(countries, st.integers(3_000_000_000, 3_999_999_999), separators, separators)
def test_a_telephone_in_pieces_is_one(country: str, number: int, first: str, second: str) -> None:
    digits = str(number)
    said = f"Llamar al {digits[:3]}{first}{digits[3:6]}{second}{digits[6:]} hoy"
    assert TELEPHONE in found(country, said)


@settings(derandomize=True)
@given(countries, st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 400))
def test_no_day_and_no_period_is_personal(country: str, since: date, days: int) -> None:
    until = since + timedelta(days)
    formats = pack(country).formats
    for told in (formats.day(since), formats.day_long(since), since.isoformat()):
        assert found(country, f"Del {told} al {formats.day(until)}") == set()
    assert found(country, f"Periodo {since.year}-{until.year}") == set()


@settings(derandomize=True)
@given(countries, st.integers(1, 999_999_999_999))
def test_no_sum_of_money_as_the_country_writes_it_is_personal(country: str, units: int) -> None:
    formats = pack(country).formats
    number = formats.number(Decimal(units))
    assert found(country, f"Invertir {formats.money_format.symbol} {number}") == set()


@settings(derandomize=True)
@given(countries, st.integers(1, 9999), st.integers(2020, 2040), st.integers(1, 99))
def test_no_number_of_an_acta_and_no_code_of_a_place_is_personal(
    country: str, sequence: int, year: int, device: int
) -> None:
    places = [one.code for one in pack(country).territories][:: max(1, sequence % 50)][:4]
    acta = f"ACTA-{places[-1]}-{year}-D{device}-{sequence:04}"
    assert found(country, f"Según {acta}, en {' '.join(places)}") == set()
