from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from fieldapp.packs import COUNTRIES
from fieldapp.records import KINDS
from fieldapp.records.describe import NATIONAL, Record
from fieldapp.rules.checking import check, what_lacks
from fieldapp.rules.directory import Directory, directory_id
from tests.given.packs import pack

every_country = pytest.mark.parametrize("country", COUNTRIES)


@cache
def directory(country: str) -> Directory:
    return Directory(pack(country))


def names(country: str, beginning: str) -> list[str]:
    entities = directory(country).entities.values()
    return [one.name for one in entities if one.name.startswith(beginning)]


def test_colombia_has_every_mayor_governor_assembly_and_council() -> None:
    assert len(names("CO", "Alcaldía ")) == 1103
    assert len(names("CO", "Concejo ")) == 1103
    assert len(names("CO", "Gobernación ")) == 32
    assert len(names("CO", "Asamblea ")) == 32
    assert "Gobernación del Cauca" in names("CO", "Gobernación")
    assert "Alcaldía de Guapi" in names("CO", "Alcaldía")
    assert "Alcaldía Mayor de Bogotá, D.C." in names("CO", "Alcaldía")


def test_peru_has_its_regional_and_local_governments() -> None:
    assert len(names("PE", "Gobierno Regional ")) == 25
    assert len(names("PE", "Municipalidad Provincial ")) == 195
    assert names("PE", "Municipalidad Metropolitana") == ["Municipalidad Metropolitana de Lima"]
    assert len(names("PE", "Municipalidad Distrital ")) == 1891 - 196
    assert "Gobierno Regional del Callao" in names("PE", "Gobierno Regional")


def test_honduras_has_its_municipalities() -> None:
    assert len(names("HN", "Municipalidad ")) == 297
    assert names("HN", "Alcaldía") == ["Alcaldía Municipal del Distrito Central"]
    assert len(names("HN", "Gobernación Departamental ")) == 18


@pytest.mark.parametrize(("country", "number"), [("CO", 33), ("PE", 26), ("HN", 17)])
def test_the_ministry_finds_its_own_offices(country: str, number: int) -> None:
    offices = directory(country).offices.values()
    assert len(offices) == number
    codes = [office.code for office in offices]
    assert len(set(codes)) == number
    assert all(code.isalnum() and code == code.upper() for code in codes)
    for office in offices:
        assert office.organization in directory(country).entities


def test_an_office_puts_its_code_into_its_numbers() -> None:
    codes = {str(office.territory): office.code for office in directory("CO").offices.values()}
    assert codes["76"] == "DTVALLEDELCAUCA"
    number = pack("CO").numbering.number(office=codes["50"], year=2026, device="D07", seq=42)
    assert number == "ACTA-DTMETA-2026-D07-0042"


def test_colombia_has_three_sector_entities_besides_the_ministry_and_its_offices() -> None:
    sector = [
        one.short_name
        for one in directory("CO").entities.values()
        if one.is_sector and one.territory == "CO"
    ]
    assert sector == ["MinTrabajo", "UAESPE", "UAEOS", "Colpensiones"]


def test_the_five_organs_of_the_peruvian_ministry_hang_from_it() -> None:
    peru = directory("PE")
    organs = [one.short_name for one in peru.entities.values() if one.parent == peru.headquarters]
    assert organs[:5] == ["DVMPECL", "DGPE", "DGSNE", "DGFPCL", "OGPP"]


def test_the_regional_office_of_labour_is_an_organ_of_the_regional_government() -> None:
    peru = directory("PE")
    office = peru.entities[directory_id("PE", "21", "drtpe")]
    assert office.parent == directory_id("PE", "21", "gobierno_regional")
    assert peru.entities[directory_id("PE", "1501", "drtpe_lm")].parent == peru.headquarters


def test_the_offices_of_honduras_hang_from_their_coordination() -> None:
    honduras = directory("HN")
    coordination = directory_id("HN", "HN", "coordinacion")
    organs = [one for one in honduras.entities.values() if one.parent == coordination]
    assert len(organs) == 17
    assert honduras.entities[coordination].parent == directory_id("HN", "HN", "dge")


@every_country
def test_every_body_is_a_good_record_and_every_parent_is_there(country: str) -> None:
    made: list[Record] = [
        *directory(country).entities.values(),
        *directory(country).offices.values(),
    ]
    for record in made:
        spec = KINDS.spec_of(record)
        assert check(spec, record, pack(country), None) == []
        assert what_lacks(spec, record) == []
    for entity in directory(country).entities.values():
        assert entity.parent is None or entity.parent in directory(country).entities


@every_country
def test_bodies_of_the_nation_lie_in_the_national_scope(country: str) -> None:
    ministry = directory(country).entities[directory(country).headquarters]
    assert ministry.territory == country
    assert pack(country).territories.level1(country) == NATIONAL
    assert ministry.name == pack(country).institution.name


def test_another_laptop_picks_the_same_record() -> None:
    script = (
        "from fieldapp.packs import load_pack; from fieldapp.rules.directory import Directory; "
        "print(*map(str, Directory(load_pack('HN')).entities))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.split() == list(map(str, directory("HN").entities))


def test_the_id_of_a_body_never_changes() -> None:
    guapi = directory_id("CO", "19318", "alcaldia")
    assert str(guapi) == "cae15487-948e-5788-9e28-1738e7f0ced7"
    assert directory("CO").entities[guapi].name == "Alcaldía de Guapi"


def test_the_search_prefers_what_is_near() -> None:
    found = directory("CO").search("alcaldia san pedro", scope="76")
    assert found[0].name == "Alcaldía de San Pedro"
    assert found[0].territory == "76670"
    assert directory("CO").search("uaespe")[0].short_name == "UAESPE"
    assert directory("CO").search(" ") == []
