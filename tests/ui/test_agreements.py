"""Agreements: written where they stand, signed when nothing is missing, then left as signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fieldapp.records.agreements import Agreement
from fieldapp.ui.pages.agreements import AgreementsPage
from fieldapp.ui.record_file import FileButton
from fieldapp.ui.widgets.pdf_view import PdfView
from fieldapp.work.agreement_list import AgreementRoom
from fieldapp.work.desk import Desk
from fieldapp.work.work import Work
from tests.given.busy_days import BusyDays, busy_days
from tests.given.desks import GUAPI, Clock, a_desk
from tests.ui.screens.agreements import AgreementsScreen
from tests.ui.standins import FakePrompts, tools_for

CALI = "Acuerdo por el empleo de Santiago de Cali"


@dataclass
class Bench:
    """The page in front of a real store with one agreement."""

    work: Work
    days: BusyDays
    prompts: FakePrompts
    screen: AgreementsScreen

    @property
    def room(self) -> AgreementRoom:
        return self.work.agreements.room(self.days.agreement)

    @property
    def agreement(self) -> Agreement:
        return self.room.agreement


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path, Clock()) as opened:
        yield opened


@pytest.fixture
def bench(qtbot: QtBot, desk: Desk) -> Bench:
    days, prompts, work = busy_days(desk, Clock()), FakePrompts(), Work(desk)
    page = AgreementsPage(tools_for(prompts=prompts), work)
    return Bench(work, days, prompts, AgreementsScreen(qtbot, page))


def test_the_list_says_what_each_is_and_how_it_stands(bench: Bench) -> None:
    assert bench.screen.rows == [[CALI, "Borrador", "Santiago de Cali, Valle del Cauca"]]


def test_enter_opens_one_in_its_place_and_escape_comes_back(bench: Bench) -> None:
    bench.screen.open_first()
    assert bench.screen.places == [CALI]
    assert bench.screen.page.go_back()
    assert bench.screen.places == [CALI, ""]
    assert not bench.screen.page.go_back()


def test_a_new_one_is_made_by_its_first_word(qtbot: QtBot, desk: Desk) -> None:
    work = Work(desk)
    screen = AgreementsScreen(qtbot, AgreementsPage(tools_for(), work))
    screen.press("Nuevo acuerdo")
    screen.write("Título", "Convenio de Guapi")
    screen.write("Territorio", "guapi")
    (line,) = work.agreements.page().lines
    assert (line.title, line.place) == ("Convenio de Guapi", "Guapi, Cauca")
    assert "Todavía no hay partes: agregue quiénes firman." in screen.words
    assert "Pasar a negociación" in screen.buttons


def test_parties_are_written_in_their_row_and_added_with_one_button(bench: Bench) -> None:
    bench.screen.open_first()
    bench.screen.write("Representante", "Ana Prado", within=bench.screen.parties[0])
    bench.screen.press("Agregar una parte")
    bench.screen.write("Entidad", "SENA", within=bench.screen.parties[2])
    bench.screen.write("Representante", "Neiva Torres", within=bench.screen.parties[2])
    told = [(one.organization_name, one.representative) for one in bench.room.parties]
    assert told == [
        ("Ministerio del Trabajo", "Ana Prado"),
        ("Alcaldía de Santiago de Cali", "Óscar Mina"),
        ("SENA", "Neiva Torres"),
    ]


def test_a_promise_is_one_sentence(bench: Bench) -> None:
    bench.screen.open_first()
    bench.screen.promise("@SENA: abrir dos cursos de muelle, en 15 días")
    assert bench.screen.promises[-1] == "Abrir dos cursos de muelle"
    assert bench.room.commitments[-1].responsible == "SENA"


def test_a_promise_is_changed_in_its_place_until_it_is_signed(bench: Bench) -> None:
    bench.screen.open_first()
    bench.screen.press(f"Cambiar: {bench.room.commitments[0].text}")
    bench.screen.write("Compromiso", "Sostener el equipo técnico")
    assert bench.room.commitments[0].text == "Sostener el equipo técnico"
    bench.screen.press("Quitar el compromiso")
    assert bench.room.commitments == []
    assert bench.prompts.undo is not None
    bench.prompts.undo()
    assert len(bench.room.commitments) == 1


def test_signing_waits_for_what_is_missing_and_then_holds_the_text(bench: Bench) -> None:
    bench.screen.open_first()
    bench.screen.press("Pasar a negociación")
    assert bench.agreement.status == "negotiation"
    bench.screen.press("Registrar la firma")
    assert bench.prompts.told == ["Falta «Fecha de la firma»."]
    assert bench.agreement.status == "negotiation"
    bench.screen.write("Fecha de la firma", "ayer")
    bench.screen.press("Registrar la firma")
    assert "ya no se cambian" in bench.prompts.asked[0]
    assert bench.agreement.status == "signed"
    assert "Agregar una parte" not in bench.screen.buttons
    bench.screen.press("Poner en vigencia")
    assert bench.agreement.status == "in_force"


def test_somebody_who_thinks_better_of_it_signs_nothing(bench: Bench) -> None:
    bench.screen.open_first()
    bench.screen.write("Fecha de la firma", "ayer")
    bench.screen.press("Pasar a negociación")
    bench.prompts.answer = False
    bench.screen.press("Registrar la firma")
    assert bench.agreement.status == "negotiation"


def test_the_paper_is_seen_before_it_is_kept(bench: Bench, tmp_path: Path) -> None:
    bench.screen.open_first()
    bench.screen.press("Vista previa")
    (paper,) = bench.screen.page.panel.findChildren(PdfView)
    assert paper.isVisible()
    assert paper.page_count
    assert bench.screen.page.go_back()
    assert not paper.isVisible()
    bench.prompts.save_to = tmp_path / "acuerdo.pdf"
    bench.screen.press("Guardar PDF")
    assert (tmp_path / "acuerdo.pdf").read_bytes().startswith(b"%PDF")


def test_a_promise_opens_where_it_is_followed(bench: Bench) -> None:
    bench.screen.open_first()
    bench.screen.open_promise()
    assert bench.screen.opened == [("commitment", bench.days.continuous)]


def test_where_it_was_published_stands_in_its_room(bench: Bench) -> None:
    bench.screen.open_first()
    assert not [one for one in bench.screen.words if one.startswith("Publicado en")]
    page = "sección Trabajo y empleo, vínculo Programa de Asistencia Técnica"
    told = {"title": CALI, "agreement": bench.days.agreement, "place": page, "channel": "web"}
    saved = bench.work.registers.save("publication", None, told)
    bench.screen.page.tools.changes.publish(saved.kinds)
    (said,) = [one for one in bench.screen.words if one.startswith("Publicado en")]
    assert page in said


def test_the_signed_copy_hangs_on_the_agreement(bench: Bench, tmp_path: Path) -> None:
    bench.screen.open_first()
    bench.prompts.open_from = tmp_path / "firmado.pdf"
    bench.prompts.open_from.write_bytes(b"%PDF")
    menu = bench.screen.page.panel.findChildren(FileButton)[0].menu()
    assert menu is not None
    menu.actions()[-1].trigger()
    assert bench.agreement.file_name == "firmado.pdf"
    assert bench.work.registers.files.content("agreement", bench.agreement.id) == b"%PDF"


def test_goals_and_amendments_are_written_while_it_is_in_force(bench: Bench) -> None:
    bench.work.agreements.edit(
        bench.days.agreement, {"signed_on": bench.work.desk.today(), "territory": GUAPI}
    )
    for status in ("negotiation", "signed", "in_force"):
        bench.work.agreements.advance(bench.days.agreement, status)
    bench.screen.page.reload()
    bench.screen.open_first()
    bench.screen.press("Metas y modificaciones")
    later = bench.screen.page.panel.later
    assert later.isVisible()
    later.start_new()
    bench.screen.write("Objetivo", "Articular los servicios de empleo", later)
    later.tabs.setCurrentIndex(1)
    later.start_new()
    bench.screen.write("Qué cambia", "Amplía la vigencia un año", later)
    later.flush()
    children = bench.work.registers.children
    goals, amendments = (
        children.list(kind, bench.days.agreement).total for kind in ("agreement_goal", "amendment")
    )
    assert (goals, amendments) == (1, 1)
    while bench.screen.page.panel.go_back():
        pass
    assert not later.isVisible()
    assert bench.agreement.status == "in_force"
