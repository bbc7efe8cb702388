"""Datos personales, on a real store and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.records.describe import Code
from fieldapp.ui.pages.privacy import PrivacyPage
from fieldapp.work.work import Work
from tests.given.desks import Clock, a_desk
from tests.given.meetings import a_meeting
from tests.ui.standins import FakePrompts, tools_for


@dataclass
class PrivacyScreen:
    """The page as a person at the keyboard meets it."""

    qtbot: QtBot
    page: PrivacyPage
    prompts: FakePrompts
    work: Work
    visit: UUID
    wished: list[tuple[str, object]]

    def seek(self, text: str) -> None:
        self.page.search.setFocus()
        self.page.search.clear()
        self.qtbot.keyClicks(self.page.search, text)
        self.qtbot.keyClick(self.page.search, Qt.Key.Key_Return)

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.page.found, key)

    @property
    def lines(self) -> list[str]:
        """Each record with its values under it, as the tree shows them."""
        model = self.page.found.model()
        told: list[str] = []
        for row in range(model.rowCount()):
            top = model.index(row, 0)
            told.append(f"{top.data()} · {top.siblingAtColumn(1).data()}")
            for below in range(model.rowCount(top)):
                pair = (model.index(below, place, top).data() for place in (0, 1))
                told.append(": ".join(one for one in pair if one))
        return told


@pytest.fixture
def screen(qtbot: QtBot, tmp_path: Path) -> Iterator[PrivacyScreen]:
    clock = Clock()
    with a_desk(tmp_path, clock) as desk:
        visit = a_meeting(desk, clock)
        work, prompts = Work(desk), FakePrompts(reason="Lo pidió por escrito")
        page = PrivacyPage(tools_for(prompts=prompts), work)
        wished: list[tuple[str, object]] = []
        page.open_requested.connect(lambda kind, one: wished.append((kind, one)))
        qtbot.add_widget(page)
        page.resize(1150, 640)
        page.show()
        qtbot.wait_exposed(page)
        yield PrivacyScreen(qtbot, page, prompts, work, visit, wished)


def test_a_person_is_sought_and_every_value_is_in_sight(screen: PrivacyScreen) -> None:
    screen.seek("yesenia riascos")
    assert screen.page.told.text().startswith("2 registros hablan de esta persona.")
    assert "Asistencia · Instalar la mesa de empleo de Guapi" in screen.lines
    assert "Número de documento: 1061234567" in screen.lines
    screen.press(Qt.Key.Key_Return)
    assert [kind for kind, _ in screen.wished] == ["attendance"]


def test_nobody_found_is_said(screen: PrivacyScreen) -> None:
    screen.seek("Nadie Conocido")
    assert screen.page.told.text() == "En este equipo no hay registros de esa persona."
    assert not screen.page.forget.isEnabled()


def test_what_is_of_somebody_else_is_unmarked_with_the_space_bar(
    screen: PrivacyScreen,
) -> None:
    screen.seek("yesenia riascos")
    screen.press(Qt.Key.Key_Space)
    assert [one.kind for one in screen.page.chosen] == ["ink"]


def test_the_copy_is_written_where_the_person_said(screen: PrivacyScreen, tmp_path: Path) -> None:
    screen.prompts.save_to = tmp_path / "copia.pdf"
    screen.seek("yesenia riascos")
    screen.page.copy.click()
    assert (tmp_path / "copia.pdf").read_bytes().startswith(b"%PDF")
    assert "copia.pdf" in screen.prompts.told[-1]


def test_an_authorisation_is_taken_back_from_here(screen: PrivacyScreen) -> None:
    screen.seek("yesenia riascos")
    screen.page.withdraw.click()
    (first, *_) = screen.work.attendance.rows(screen.visit)
    assert first.consent is not None
    assert first.consent.withdrawn_at is not None
    assert not any("1061234567" in line for line in screen.lines)


def test_forgetting_asks_first_and_then_nobody_is_found(screen: PrivacyScreen) -> None:
    screen.prompts.answer = False
    screen.seek("neiva torres")
    screen.page.forget.click()
    screen.seek("neiva torres")
    assert screen.lines != []
    screen.prompts.answer = True
    screen.page.forget.click()
    assert screen.page.told.text().startswith("Se retiraron los datos de 1 registro.")
    assert not any("Se conserva" in line for line in screen.lines)
    rows = [row.attendance for row in screen.work.attendance.rows(screen.visit)]
    assert [row.full_name for row in rows][2] == ""
    assert rows[2].id_type == Code("CC")


def test_what_an_acta_says_stays_in_sight_with_its_reason(screen: PrivacyScreen) -> None:
    screen.work.minutes.issue(screen.visit)
    screen.seek("neiva torres")
    assert any(line.startswith("Se conserva. Está en el acta") for line in screen.lines)
