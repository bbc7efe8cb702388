"""A report says what it does not know."""

from __future__ import annotations

from datetime import UTC, datetime

from fieldapp.packs.headquarters import HeadquartersName
from fieldapp.records.people import Office
from fieldapp.rules.cutoff import Coverage, Cutoff, coverage_of, stamp_of, told_of
from fieldapp.rules.directory import Directory
from tests.given.field_work import an_id
from tests.given.packs import pack

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def test_27_of_33_offices_are_there_and_the_others_are_named() -> None:
    country = pack("CO")
    offices = list(Directory(country).offices.values())
    departments = [one.territory for one in offices if one.territory]
    with_records = {country.territories.level1(code) for code in departments[:27]}
    coverage = coverage_of(offices, with_records, country)
    assert (coverage.present, coverage.total, len(coverage.missing)) == (27, 33, 6)
    told = told_of(Cutoff(NOON), coverage, country)
    assert told.startswith("27 de 33 Direcciones Territoriales al corte; faltan: ")
    assert all(name in told for name in coverage.missing)


def test_a_closed_office_is_not_missed() -> None:
    closed = Office(id=an_id("office"), name="Cerrada", closed_on=NOON.date())
    assert coverage_of([closed], set(), pack("CO")) == Coverage(0, 0)


def test_the_stamp_says_the_revision_in_the_words_of_the_country() -> None:
    assert stamp_of(Cutoff(NOON), pack("CO")) == (
        "Al corte del 20 de noviembre de 2026, 12:00, solo con lo registrado en este equipo"
    )
    peru = pack("PE")
    named = HeadquartersName(peru.words.headquarters, peru.words.headquarters_article)
    said = stamp_of(Cutoff(NOON, revision=1204, known_at=NOON), peru)
    assert f"revisión 1204 {named.of_the}, del 20 de noviembre de 2026" in said


def test_what_is_unsent_and_what_is_only_an_acta_is_said() -> None:
    told = told_of(Cutoff(NOON, unsent=3, short=12), Coverage(1, 1), pack("CO"))
    assert "3 registros están solo en este equipo, sin enviar" in told
    assert "De 12 visitas antiguas este equipo guarda solo el acta" in told
