from __future__ import annotations

import time

import pytest

from fieldapp.records.describe import NATIONAL
from tests.given.packs import pack


def found(country: str, text: str) -> list[str]:
    return [territory.code for territory in pack(country).territories.search(text)]


@pytest.mark.parametrize(
    ("country", "levels"),
    [
        ("CO", {0: 1, 1: 33, 2: 1122}),
        ("PE", {0: 1, 1: 25, 2: 196, 3: 1891}),
        ("HN", {0: 1, 1: 18, 2: 298}),
    ],
)
def test_the_lists_are_complete(country: str, levels: dict[int, int]) -> None:
    counted: dict[int, int] = {}
    for territory in pack(country).territories:
        counted[territory.level] = counted.get(territory.level, 0) + 1
    assert counted == levels


@pytest.mark.parametrize("country", ["CO", "PE", "HN"])
def test_every_territory_lies_in_one_that_is_listed(country: str) -> None:
    territories = pack(country).territories
    for territory in territories:
        assert territory.level == 0 or territory.parent_code in territories
        assert territory.code.startswith(territories.level1(territory.code)) or not territory.level


def test_colombia_has_thirty_two_departments_and_bogota_apart() -> None:
    kinds = [territory.kind for territory in pack("CO").territories if territory.level == 1]
    assert kinds.count("departamento") == 32
    assert kinds.count("distrito_capital") == 1


@pytest.mark.parametrize(
    ("country", "typed", "codes"),
    [
        ("PE", "yunguyo", ["2113", "211301"]),
        ("CO", "cali", ["76001"]),
        ("CO", "CALI", ["76001"]),
        ("CO", "itagui", ["05360"]),
        ("HN", "namasigue", ["0609"]),
        ("HN", "san marcos de la sierra", ["1013"]),
        ("HN", "san miguel guancapla", ["1014"]),
        ("HN", "san pedro de copán", ["0420"]),
        ("HN", "san pedro copan", ["0420"]),
        ("HN", "tegucigalpa", ["0801"]),
        ("CO", "guapi, cauca", ["19318"]),
        ("CO", "san pedro valle", ["76670"]),
        ("CO", "76001", ["76001"]),
        ("PE", "puno yung", ["2113", "211301"]),
    ],
)
def test_the_search_finds_first(country: str, typed: str, codes: list[str]) -> None:
    assert found(country, typed)[: len(codes)] == codes


def test_the_search_finds_nothing_in_nothing() -> None:
    assert found("CO", "  ,") == []
    assert found("CO", "qqqq") == []


def test_every_name_as_people_type_it_finds_its_territory() -> None:
    territories = pack("HN").territories
    for territory in territories:
        typed = f"{territory.name} {territories.path(territory.code)}".upper()
        assert territory.code in {one.code for one in territories.search(typed, limit=400)}


def test_the_search_keeps_up_with_typing() -> None:
    territories = pack("PE").territories
    territories.search("first builds the index")
    began = time.perf_counter()
    for typed in ("p", "pu", "pun", "puno", "puno yun"):
        territories.search(typed)
    assert (time.perf_counter() - began) / 5 < 0.02


def test_a_place_is_named_with_what_it_lies_in() -> None:
    assert pack("CO").territories.path("19318") == "Guapi, Cauca"
    assert pack("PE").territories.path("211301") == "Yunguyo, Yunguyo, Puno"
    assert pack("CO").territories.path("11001") == "Bogotá, D.C."
    assert pack("CO").territories.path("CO") == "Colombia"
    assert pack("CO").territories.path("99999") == "99999"


def test_names_take_their_article() -> None:
    assert pack("CO").territories.of("19") == "del Cauca"
    assert pack("CO").territories.of("05") == "de Antioquia"


def test_a_scope_is_a_department_or_the_nation() -> None:
    territories = pack("PE").territories
    assert territories.level1("211301") == "21"
    assert territories.level1("21") == "21"
    assert territories.level1("PE") == NATIONAL
    with pytest.raises(KeyError):
        territories.level1("990000")


def test_what_lies_inside_a_territory_is_known() -> None:
    inside = pack("PE").territories.children("2113")
    assert len(inside) == 7
    assert pack("PE").territories.children("211301") == ()
