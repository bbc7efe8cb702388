"""The board of results on a real store: counted at once, narrowed by keys, issued with one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.dashboard import DashboardPage
from fieldapp.ui.pages.dashboard.bars import Bars
from fieldapp.ui.widgets.choice_button import ChoiceButton
from fieldapp.ui.widgets.line_row import LineRow
from fieldapp.ui.widgets.picker import Picker
from fieldapp.work.work import Work
from tests.given.countries import a_filled_country
from tests.ui.screens.keys import type_text
from tests.ui.standins import FakePrompts, tools_for


@dataclass
class Board:
    """The page on the demonstration set of a country, and what somebody answers to it."""

    qtbot: QtBot
    page: DashboardPage
    work: Work
    prompts: FakePrompts

    @property
    def figures(self) -> dict[str, str]:
        """Every figure as it is read out."""
        told = [one.accessibleName() for one in self.page.findChildren(QLabel)]
        pairs = [one.partition(": ") for one in told if ": " in one]
        return {name: value for name, _, value in pairs}

    @property
    def bars(self) -> dict[str, str]:
        """Every chart in words."""
        shown = [one for one in self.page.findChildren(Bars) if one.isVisible()]
        return {one.accessibleName(): one.accessibleDescription() for one in shown}

    def press(self, words: str) -> None:
        """Press a choice with the space bar."""
        buttons = self.page.findChildren(ChoiceButton)
        (button,) = [one for one in buttons if one.text() == words]
        button.setFocus()
        self.qtbot.keyClick(button, Qt.Key.Key_Space)


@pytest.fixture
def board(qtbot: QtBot, tmp_path: Path) -> Iterator[Board]:
    with a_filled_country(tmp_path) as work:
        prompts = FakePrompts()
        page = DashboardPage(tools_for(prompts=prompts), work)
        qtbot.add_widget(page)
        page.resize(1150, 680)
        page.show()
        qtbot.wait_exposed(page)
        yield Board(qtbot, page, work, prompts)


def test_the_figures_are_those_of_the_report(board: Board) -> None:
    figures = board.figures
    assert figures["Sesiones de trabajo"] == "170"
    assert figures["Espacios en que se sesionó"] == "86"
    assert figures["Sesiones por espacio"] == "1,98"
    assert figures["Entidades del nivel territorial"] == "600"
    assert board.page.told.text().startswith("Al corte del 20 de noviembre de 2026")
    assert board.bars["Compromisos por estado"].startswith("Pendiente ")
    assert board.bars["Sesiones por departamento"].count(",") == 11
    if picture := os.environ.get("BITACORA_PICTURE"):
        board.page.grab().save(picture)


def test_a_period_is_one_key_away(board: Board) -> None:
    board.press("Este mes")
    here = board.work.results.of(board.page.filters.chosen).board.figures
    assert 0 < here.sessions < 170
    assert board.figures["Sesiones de trabajo"] == str(here.sessions)
    board.press("Todo")
    assert board.figures["Sesiones de trabajo"] == "170"


def test_another_period_is_picked_by_its_name(board: Board) -> None:
    picker = board.page.filters.findChildren(Picker)[0]
    picker.setFocus()
    type_text(board.qtbot, picker, "vigencia 2016-1")
    board.qtbot.wait_until(lambda: bool(picker.shown))
    board.qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert board.page.filters.chosen.until == date(2016, 6, 30)
    assert board.figures["Sesiones de trabajo"] == "0"
    board.press("Todo")
    assert board.page.filters.chosen.since is None
    assert board.figures["Sesiones de trabajo"] == "170"


def test_issuing_keeps_the_report_and_it_is_saved_again_as_it_was(
    board: Board, tmp_path: Path
) -> None:
    first, again = tmp_path / "informe.pdf", tmp_path / "otra.pdf"
    board.prompts.save_to = first
    board.page.issue.setFocus()
    board.qtbot.keyClick(board.page.issue, Qt.Key.Key_Space)
    assert first.read_bytes().startswith(b"%PDF")
    board.prompts.save_to = again
    rows = [one for one in board.page.findChildren(LineRow) if one.isVisible()]
    board.qtbot.keyClick(rows[0], Qt.Key.Key_Return)
    assert again.read_bytes() == first.read_bytes()
