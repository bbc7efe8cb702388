"""What a scanner types of an identity card; everybody in these cards is invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from fieldapp.packs import COUNTRIES
from fieldapp.rules.cards import begins_a_card, read_card
from tests.given.packs import pack

TODAY = date(2026, 11, 20)
FINGERPRINT = "\x02\x2d\x00b\x4d\xff\x80\x80 A1\rB2\x01\n"


def a_co_card(
    *,
    number: str = "0031234567",
    surnames: tuple[str, str] = ("DE LA CRUZ", "MINA"),
    given: tuple[str, str] = ("ROSA", "ELENA"),
    sex: str = "F",
    born: str = "19800115",
    padding: str = "\x00",
) -> str:
    """The text of the yellow card: fields of 23 signs, filled up with NUL."""
    names = "".join(name.ljust(23, "\x00") for name in (*surnames, *given))
    head = "0399990001" + 14 * "\x00" + "PubDSK_1" + 8 * "\x00" + "531445\x00\x00"
    text = f"{head}{number}{names}0{sex}{born}190010O+{FINGERPRINT}"
    return text.replace("\x00", padding)


def mrz(*lines: str) -> str:
    """What a scanner types of a machine-readable zone: each line with its Enter."""
    return "".join(f"{line}\n" for line in lines)


CO_MRZ = mrz(
    "ICCOL999990017<<<<<<<<<<<<<<<<",
    "8001157F3306131COL31234567<<<4",
    "CRUZ<MINA<<ROSA<ELENA<<<<<<<<<",
)
PE_MRZ = mrz(
    "I<PER41999017<8<<<<<<<<<<<<<<<",
    "9202296M2801178PER<<<<<<<<<<<2",
    "QUISPE<ROJAS<<LUIS<ALBERTO<<<<",
)
HN_MRZ = mrz(
    "I<HND999970032<<<<<<<<<<<<<<<<",
    "1103213M3103212HND<<<<<<<<<<<4",
    "PAZ<<JOSE<LUIS<<<<<<<<<<<<<<<<",
)

ROSA = {"id_type": "CC", "id_number": "31234567", "full_name": "Rosa Elena de la Cruz Mina"}


@pytest.mark.parametrize(
    ("country", "typed", "said"),
    [
        ("CO", a_co_card(), {**ROSA, "sex": "F"}),
        ("CO", a_co_card(padding=" "), {**ROSA, "sex": "F"}),
        ("CO", a_co_card().swapcase(), {**ROSA, "sex": "F"}),  # with the capitals locked
        (
            "CO",
            a_co_card(number="1061999001", surnames=("MINA", ""), given=("LUIS", ""), sex="M"),
            {"id_type": "CC", "id_number": "1061999001", "full_name": "Luis Mina", "sex": "M"},
        ),
        (
            "CO",
            "0399990001 PubDSK_1 531445 0031234567MINA CRUZ ROSA ELENA 0F19800115190010O+ ",
            {**ROSA, "full_name": "Rosa Elena Mina Cruz", "sex": "F"},
        ),
        (
            "CO",
            "0399990001PubDSK?15314450031234567MINACRUZROSAELENA0F19800115190010O+",
            {"id_type": "CC", "id_number": "31234567", "sex": "F"},
        ),
        ("CO", CO_MRZ, {**ROSA, "full_name": "Rosa Elena Cruz Mina", "sex": "F"}),
        ("CO", CO_MRZ.replace("<", ";"), {**ROSA, "full_name": "Rosa Elena Cruz Mina", "sex": "F"}),
        (
            "PE",
            PE_MRZ,
            {
                "id_type": "DNI",
                "id_number": "41999017",
                "full_name": "Luis Alberto Quispe Rojas",
                "sex": "M",
            },
        ),
        ("HN", HN_MRZ, {"full_name": "Jose Luis Paz", "sex": "M", "minor": True}),
    ],
)
def test_a_card_fills_in_what_its_code_says(
    country: str, typed: str, said: Mapping[str, object]
) -> None:
    card = read_card(typed, pack(country).cards)
    assert card is not None
    assert card.fields(TODAY) == said


@pytest.mark.parametrize(
    ("born", "minor"),
    [("20081120", False), ("20081121", True), ("20250101", True), ("19261231", False)],
)
def test_only_a_minor_is_told_by_the_day_of_birth(born: str, minor: bool) -> None:
    card = read_card(a_co_card(born=born), pack("CO").cards)
    assert card is not None
    assert card.fields(TODAY).get("minor", False) is minor


def test_a_year_of_two_digits_has_come_already() -> None:
    old = read_card(PE_MRZ.replace("920229", "270101"), pack("PE").cards)
    young = read_card(PE_MRZ.replace("920229", "260101"), pack("PE").cards)
    assert old is not None
    assert young is not None
    assert (old.fields(TODAY).get("minor"), young.fields(TODAY).get("minor")) == (None, True)


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize(
    "typed", ["31234567", "0801-1990-12345", "Isabel Colón", "PubDS", "I", "Inés Pérez", ""]
)
def test_what_people_type_by_hand_is_no_card(country: str, typed: str) -> None:
    assert not begins_a_card(typed, pack(country).cards)
    assert read_card(typed, pack(country).cards) is None


def test_half_a_card_is_awaited() -> None:
    half = a_co_card()[:90]
    assert begins_a_card(half, pack("CO").cards)
    assert read_card(half, pack("CO").cards) is None


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_layout_names_a_document_and_answers_of_its_country(country: str) -> None:
    shipped = pack(country)
    for layout in shipped.cards:
        assert layout.id_type in shipped.catalogue("id_types")
        assert set(layout.sex.values()) <= {one.code for one in shipped.catalogue("sex")}
        known = {"id_number", "surname", "surname2", "given", "given2", "sex", "born"}
        assert all(set(one.groupindex) <= known for one in layout.whole)


def test_a_text_made_to_keep_the_reader_busy_is_given_up_at_once() -> None:
    assert read_card("PubDSK_1" + "1" * 100_000, pack("CO").cards) is None
    assert read_card("PubDSK_1" + "0123456789A " * 10_000, pack("CO").cards) is None
