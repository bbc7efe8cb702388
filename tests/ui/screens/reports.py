"""The page of reports as a person at the keyboard meets it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.reports import ReportsPage
from fieldapp.ui.widgets.picker import Picker
from tests.ui.screens.keys import type_text


class ReportsScreen:
    """Chooses a report, writes what it asks, and reads what stands on the page."""

    def __init__(self, qtbot: QtBot, page: ReportsPage) -> None:
        self._qtbot = qtbot
        self.page = page
        qtbot.add_widget(page)
        page.resize(1150, 640)
        page.show()
        qtbot.wait_exposed(page)
        page.activateWindow()
        qtbot.wait_until(page.isActiveWindow)

    def choose(self, name: str) -> None:
        self.page.reports.choose(name)

    @property
    def asked(self) -> list[str]:
        """The labels of what the report asks for."""
        return [
            next(one.text() for one in box.findChildren(QLabel))
            for box in self.page.choices.asked.values()
            if box.isVisible()
        ]

    def sentence_under(self, name: str) -> str:
        return self.page.choices.asked[name].sentence

    def write(self, name: str, text: str) -> None:
        line = self.page.choices.asked[name].editor.focused
        assert isinstance(line, QLineEdit)
        line.setFocus()
        line.selectAll()
        type_text(self._qtbot, line, text)
        if isinstance(line, Picker):
            self._qtbot.wait_until(lambda: bool(line.shown))
            self._qtbot.keyClick(line, Qt.Key.Key_Return)
        self._qtbot.keyClick(line, Qt.Key.Key_Tab)

    def enter(self) -> None:
        tree = self.page.reports.focusProxy()
        assert tree is not None
        tree.setFocus()
        self._qtbot.keyClick(tree, Qt.Key.Key_Return)

    def save_as(self, form: str) -> None:
        """Open the menu of «Guardar…» and choose."""
        acts = self.button("Guardar…").menu().actions()
        next(act for act in acts if act.text() == form).trigger()

    def button(self, words: str) -> QPushButton:
        return next(one for one in self.page.findChildren(QPushButton) if one.text() == words)

    @property
    def pages(self) -> int:
        """How many pages of the prepared report are shown; 0 while none is."""
        return self.page.view.page_count if self.page.view.isVisible() else 0

    @property
    def said(self) -> str:
        """What stands in the place of the pages while there are none."""
        return self.page.said
