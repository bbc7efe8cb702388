"""D21: the ficha of a territory shows unit, year and source, and no figure without them leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.documents.conformance import faults
from fieldapp.records.describe import Code
from fieldapp.records.situation import ProfileSheet, SheetValue
from fieldapp.records.text import Refused
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.diagnosis import forms_of, rows_of_book
from tests.given.packs import pack
from tests.given.papers import words_of
from tests.given.plans import PERU, PUNO

INFORMALITY = {
    "indicator": Code("informality"),
    "value": Decimal("68.6"),
    "year": 2012,
    "source": "OIT–MTPE",
    "coverage": Code("national"),
}


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    with a_desk(tmp_path, **PERU) as desk:
        yield Work(desk)


def a_ficha(work: Work, territory: str = PUNO) -> UUID:
    typed = {
        "title": "Ficha diagnóstico departamental",
        "territory": territory,
        "cut_off": date(2015, 11, 26),
        "strengths": "Mesa regional activa.",
    }
    return work.registers.save("profile_sheet", None, typed).id


def a_figure(work: Work, sheet: UUID, **changes: object) -> UUID:
    return work.registers.save("sheet_value", None, INFORMALITY | {"sheet": sheet} | changes).id


def publish(work: Work, sheet: UUID) -> None:
    work.registers.save("profile_sheet", sheet, {"status": Code("published")})


def test_d21_the_puno_ficha_shows_its_unit_its_year_and_its_source(work: Work) -> None:
    sheet = a_ficha(work)
    a_figure(work, sheet)
    publish(work, sheet)
    forms = forms_of(work, "profile_sheet", sheet)
    assert not faults(forms["pdf"])
    row = next(row for row in rows_of_book(forms["xlsx"]) if row[0] == "Tasa de informalidad")
    assert row[1:6] == (68.6, "%", "2012", "OIT–MTPE", "Nacional")
    told = words_of(forms["pdf"])
    for word in ("Puno", "Tasa de informalidad", "68.6", "%", "2012", "OIT–MTPE", "Nacional"):
        assert word in told


def test_d21_a_value_without_source_cannot_be_published(work: Work) -> None:
    sheet = a_ficha(work)
    bare = a_figure(work, sheet, source="")
    with pytest.raises(Refused) as refusal:
        publish(work, sheet)
    assert "Complete: Tasa de informalidad" in str(refusal.value.text)
    told = words_of(forms_of(work, "profile_sheet", sheet)["pdf"])
    assert "68.6" not in told
    assert "sin publicar: Tasa de informalidad" in told
    work.registers.save("sheet_value", bare, {"source": "OIT–MTPE"})
    publish(work, sheet)
    with work.desk.reading() as reading:
        kept = reading.get(ProfileSheet, sheet)
    assert kept is not None
    assert kept.status == "published"


def test_d21_no_bare_value_slips_into_a_published_ficha(work: Work) -> None:
    sheet = a_ficha(work)
    figure = a_figure(work, sheet)
    publish(work, sheet)
    with pytest.raises(Refused, match="publicada"):
        work.registers.save("sheet_value", figure, {"source": ""})
    with pytest.raises(Refused, match="publicada"):
        a_figure(work, sheet, year=None)


def test_d21_decimal_comma_and_point_of_one_document_are_both_read(work: Work) -> None:
    sheet = a_ficha(work)
    lines = (
        "Ficha;Indicador;Valor;Año;Fuente\n"
        f"{sheet};Trabajo asalariado;42,7;2012;Encuesta nacional\n"
        f"{sheet};Tasa de informalidad;68.6;2012;OIT–MTPE\n"
    )
    work.imports.bring("datos.csv", lines.encode(), kind="sheet_value")
    with work.desk.reading() as reading:
        values = {one.indicator: one.value for one in reading.all(SheetValue)}
    assert values == {"salaried": Decimal("42.7"), "informality": Decimal("68.6")}


def test_d21_thirty_two_departments_have_their_ficha(tmp_path: Path) -> None:
    country = pack("CO")
    departments = [
        one.code for one in country.territories if one.level == 1 and "D.C." not in one.name
    ]
    scopes = frozenset({*departments, "0"})
    with a_desk(tmp_path, role="hq_reviewer", scopes=scopes) as desk:
        work = Work(desk)
        for department in departments:
            a_figure(work, a_ficha(work, department), source="GEIH", year=2025)
        listed = work.registers.list("profile_sheet")
        assert listed.total == len(departments) == 32
        assert len({row.values[1] for row in listed.rows}) == 32


@pytest.mark.parametrize("country", ["CO", "PE", "HN"])
def test_d21_every_indicator_of_a_pack_has_its_unit_and_its_part(country: str) -> None:
    indicators = pack(country).catalogue("profile_indicators")
    assert all(one.unit and one.part for one in indicators)
    parts = list(dict.fromkeys(one.part for one in indicators))
    assert parts == ["Mercado de trabajo", "Informalidad", "Economía", "Instituciones"]
