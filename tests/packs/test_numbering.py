from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.packs.numbering import Numbering
from fieldapp.records.text import Refused
from tests.given.packs import pack

DEVICES = st.integers(1, 999).map(lambda number: f"D{number:02}")


@pytest.mark.parametrize(
    ("country", "number"),
    [
        ("CO", "ACTA-DTMETA-2026-D07-0042"),
        ("PE", "ACTA-D07-0042-2026-DTMETA"),
        ("HN", "AM-DTMETA-2026-D07-0042"),
    ],
)
def test_a_number_names_office_year_device_and_place_in_the_series(
    country: str, number: str
) -> None:
    numbering = pack(country).numbering
    assert numbering.number(office="DT Meta", year=2026, device="D07", seq=42) == number


def test_an_office_loses_its_accents_and_spaces() -> None:
    number = pack("CO").numbering.number(office="dt Nariño", year=2026, device="D07b", seq=12345)
    assert number == "ACTA-DTNARINO-2026-D07b-12345"


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("ACTA-{yyyy}-{seq:04}", "sin la serie del equipo"),
        ("ACTA-{yyyy}-{device}", "sin la serie del equipo"),
        ("{device}-{device}-{seq}", "una vez {device}"),
        ("ACTA-{device}{seq:04}", "separar"),
        ("ACTA{device}-{seq:04}", "separar"),
        ("ACTA-{device}-{seq:04}{yyyy}", "separar"),
        ("ACTA-{device}-{seq:04}-{year}", "desconocida"),
        ("ACTA-{device}-{seq:04}-{", "desconocida"),
    ],
)
def test_a_pattern_whose_numbers_could_meet_is_refused(pattern: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        Numbering(pattern)
    assert says in str(refused.value.text)
    assert pattern in str(refused.value.text)


@given(
    country=st.sampled_from(["CO", "PE", "HN"]),
    one=st.tuples(DEVICES, st.integers(1, 99_999)),
    other=st.tuples(DEVICES, st.integers(1, 99_999)),
)
def test_two_series_never_meet(country: str, one: tuple[str, int], other: tuple[str, int]) -> None:
    numbers = {
        pack(country).numbering.number(office="DT", year=2026, device=device, seq=seq)
        for device, seq in (one, other)
    }
    assert len(numbers) == len({one, other})
