"""The page on which somebody leaves a post."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from fieldapp.records.handover import Handover
from fieldapp.records.people import Person
from fieldapp.ui.pages.handover import HandoverPage
from fieldapp.work.desk import Desk
from fieldapp.work.work import Work
from tests.given.busy_days import busy_days
from tests.given.desks import Clock, a_desk
from tests.given.vaults import OFFICER, an_author
from tests.ui.standins import FakePrompts, tools_for

SUCCESSOR = UUID(int=501)


@dataclass
class Leaving:
    """The page in front of a real store."""

    page: HandoverPage
    work: Work
    prompts: FakePrompts
    wished: list[bool]

    @property
    def words(self) -> str:
        labels = self.page.findChildren(QLabel)
        return "\n".join(one.text() for one in labels if one.isVisible())

    def button(self, words: str) -> QPushButton:
        buttons = self.page.findChildren(QPushButton)
        return next(one for one in buttons if one.text() == words and one.isVisible())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    clock = Clock()
    with a_desk(tmp_path, clock) as opened:
        busy_days(opened, clock)
        yield opened


def open_page(qtbot: QtBot, desk: Desk, *, named: bool = True) -> Leaving:
    if named:
        with desk.store.write(an_author()) as writing:
            writing.put(Person(id=OFFICER, full_name="Marleny Angulo"))
            writing.put(Person(id=SUCCESSOR, full_name="Jairo Sinisterra"))
            writing.put(Handover(id=UUID(int=500), leaver=OFFICER, successor=SUCCESSOR))
    prompts, wished = FakePrompts(), list[bool]()
    page = HandoverPage(tools_for(prompts=prompts), Work(desk))
    page.sync_wished.connect(lambda: wished.append(True))
    qtbot.add_widget(page)
    page.resize(1100, 680)
    page.show()
    qtbot.wait_exposed(page)
    return Leaving(page, Work(desk), prompts, wished)


def test_it_says_what_is_open_and_gives_all_of_it_on(qtbot: QtBot, desk: Desk) -> None:
    leaving = open_page(qtbot, desk)
    assert "Marleny Angulo Riascos entrega su puesto a Jairo Sinisterra" in leaving.words
    assert "Visitas y actividades abiertas" in leaving.words
    leaving.button("Entregar todo a Jairo Sinisterra").click()
    assert "Pasan a Jairo Sinisterra" in leaving.prompts.asked[-1]
    assert "entregó su puesto a Jairo Sinisterra" in leaving.words
    assert leaving.work.handovers.room(UUID(int=500)).is_empty
    assert leaving.wished == [True]
    assert leaving.prompts.errors == []


def test_the_acta_de_entrega_is_saved_to_be_signed(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    leaving = open_page(qtbot, desk)
    leaving.prompts.save_to = tmp_path / "entrega.pdf"
    leaving.button("Guardar en PDF y DOCX").click()
    assert (tmp_path / "entrega.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "entrega.docx").exists()


def test_without_a_hand_over_it_says_who_writes_one(qtbot: QtBot, desk: Desk) -> None:
    leaving = open_page(qtbot, desk, named=False)
    assert "La coordinación la escribe en los Registros" in leaving.words
