from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.packs.identity import Verification
from tests.given.packs import pack


@pytest.mark.parametrize(
    ("country", "id_type", "number"),
    [
        ("CO", "CC", "1.061.234.567"),
        ("CO", "CC", "31234567"),
        ("CO", "NIT", "899.999.034-1"),
        ("PE", "DNI", "10117410"),
        ("PE", "DNI", "10117410-2"),
        ("PE", "RUC", "20512333797"),
        ("HN", "DNI", "0801-1990-12345"),
        ("HN", "RTN", "08011990123456"),
    ],
)
def test_a_number_of_the_right_form_is_believed(country: str, id_type: str, number: str) -> None:
    assert pack(country).identity.check(id_type, number) is Verification.VERIFIED


@pytest.mark.parametrize(
    ("country", "id_type", "number"),
    [
        ("CO", "CC", "12"),
        ("CO", "CC", "abc"),
        ("CO", "NIT", "899.999.034-2"),
        ("PE", "DNI", "1011741"),
        ("PE", "DNI", "10117410-3"),
        ("PE", "RUC", "20512333798"),
        ("HN", "DNI", "0801-1990"),
        ("HN", "XX", "123"),
        ("HN", "", "123"),
    ],
)
def test_a_number_that_looks_wrong_is_only_marked(country: str, id_type: str, number: str) -> None:
    assert pack(country).identity.check(id_type, number) is Verification.UNVERIFIED


@pytest.mark.parametrize("id_type", ["NONE", "NOT_BROUGHT", "NOT_GIVEN"])
def test_no_document_is_no_fault(id_type: str) -> None:
    assert pack().identity.check(id_type, "") is Verification.ABSENT
    assert pack().identity.check("CC", " - ") is Verification.ABSENT


@given(
    country=st.sampled_from(["CO", "PE", "HN"]),
    id_type=st.sampled_from(["CC", "NIT", "DNI", "RUC", "RTN", "PA", "PAS", "", "?"]),
    number=st.text(max_size=40),
)
def test_whatever_is_typed_gets_an_answer(country: str, id_type: str, number: str) -> None:
    assert pack(country).identity.check(id_type, number) in Verification
