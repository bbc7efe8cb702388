"""Each country's acta has the order, the words and the codes of its country."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from fieldapp.documents.acta import render_acta
from fieldapp.packs import Pack
from fieldapp.records.describe import Code
from fieldapp.rules.acta import VisitRecords, acta_content
from fieldapp.rules.acta_signatures import signatures_content
from tests.given import actas
from tests.given.every_paper import COUNTRIES
from tests.given.packs import pack
from tests.given.papers import words_of


def _said(country: str) -> str:
    """The words of an acta with a guest, somebody absent and a next meeting."""
    rows = actas.attendance(6, country)
    rows[1] = msgspec.structs.replace(rows[1], role=Code("guest"))
    rows[2] = msgspec.structs.replace(rows[2], presence=Code("excused"))
    visit = actas.visit_records(
        country=country,
        attendance=rows,
        activity=actas.activity(country, next_session_on=date(2026, 12, 11), results="Un plan."),
    )
    return _words(visit, pack(country))


def _words(visit: VisitRecords, chosen: Pack) -> str:
    acta = acta_content(visit, chosen, actas.issuer(), actas.issue())
    return words_of(render_acta(acta.content, signatures_content(acta.digest, visit.inks, chosen)))


def _in_order(said: str, *expected: str) -> None:
    place = 0
    for words in expected:
        found = said.find(words, place)
        assert found >= 0, f"{words} after {said[place : place + 80]}"
        place = found + len(words)


def test_colombia_follows_gtc_185_with_quality_header_and_retention_code() -> None:
    _in_order(
        _said("CO"),
        "Proceso Asistencia técnica territorial",
        "TRD 100-02.14 Actas de reunión",
        "ACTA DE REUNIÓN",
        "Fecha 20 de noviembre de 2026",
        "Hora 09:15 a 12:40",
        "Lugar Casa comunitaria",
        "Asistentes Personas en la lista: 5.",
        "Invitados Libardo Angulo, Representante legal",
        "Ausentes Yesenia Montaño, con excusa",
        "Orden del día",
        "Desarrollo",
        "12 a favor, 1 en contra",
        "Resultados",
        "Compromisos",
        "Convocatoria Se convoca a la próxima reunión para el 11 de diciembre de 2026.",
        "Asistentes",
        "En constancia de lo anterior",
    )


def test_peru_opens_and_closes_with_its_formulas_under_the_name_of_the_year() -> None:
    said = _said("PE")
    _in_order(
        said,
        "«Año de la Esperanza y el Fortalecimiento de la Democracia»",
        "ACTA DE REUNIÓN",
        "Asunto",
        "siendo las 09:15 horas del día 20 de noviembre de 2026, se reunieron en",
        "con la finalidad de tratar la siguiente agenda: Agenda 1. Verificación del quórum",
        "Acuerdos adoptados",
        "Compromisos",
        "Próxima reunión La próxima reunión se realizará el 11 de diciembre de 2026.",
        "Participantes Personas en la lista: 5.",
        "Siendo las 12:40 horas, y no habiendo otro punto que tratar, se dio por concluida",
    )
    assert "TRD" not in said


def test_honduras_writes_an_ayuda_memoria_that_begins_with_its_subject() -> None:
    _in_order(
        _said("HN"),
        "AYUDA MEMORIA",
        "Asunto Segunda sesión",
        "Fecha 20 de noviembre de 2026",
        "Objetivo",
        "Agenda",
        "Puntos tratados",
        "Acuerdos adoptados",
        "Compromisos",
        "Resultados",
        "Próxima reunión",
        "Asistentes",
    )


@pytest.mark.parametrize("country", COUNTRIES)
def test_an_empty_agenda_leaves_no_empty_heading(country: str) -> None:
    visit = actas.visit_records(
        country=country,
        people=0,
        promises=0,
        agenda=[],
        activity=actas.activity(country, development="", objective=""),
    )
    said = _words(visit, pack(country))
    words = pack(country).wording
    for heading in (words("acta.agenda"), words("acta.development"), words("acta.next_meeting")):
        assert f" {heading} " not in said.replace("la siguiente agenda:", "")
    assert "No se tomaron decisiones." in said
    assert "No se asumieron compromisos." in said


def test_a_pack_may_print_its_parts_in_another_order() -> None:
    turned = replace(
        pack(), acta=msgspec.structs.replace(pack().acta, parts=("commitments", "decisions"))
    )
    said = _words(actas.visit_records(), turned)
    _in_order(said, "Compromisos", "Decisiones")
    assert "Orden del día" not in said
