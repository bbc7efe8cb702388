"""The logbook as a person at the keyboard meets it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.logbook import LogbookPage
from fieldapp.ui.widgets.field_box import FieldBox
from fieldapp.ui.widgets.line import Heading, Line
from fieldapp.ui.widgets.picker import Picker
from tests.ui.screens.keys import type_text


class LogbookScreen:
    """Opens the page, writes entries and reads the timeline."""

    def __init__(self, qtbot: QtBot, page: LogbookPage, *, height: int = 640) -> None:
        self._qtbot = qtbot
        self.page = page
        qtbot.add_widget(page)
        page.resize(1150, height)
        page.show()
        qtbot.wait_exposed(page)
        page.activateWindow()
        qtbot.wait_until(page.isActiveWindow)

    @property
    def entries(self) -> list[Line]:
        return [row for row in self.page.timeline.rows if isinstance(row, Line)]

    @property
    def months(self) -> list[str]:
        return [row.text for row in self.page.timeline.rows if isinstance(row, Heading)]

    @property
    def territories(self) -> list[str]:
        return [row.spoken for row in self.page.territories.rows]

    @property
    def heading(self) -> str:
        labels = self.page.entry.findChildren(QLabel)
        return next(one.text() for one in labels if one.property("look") == "section")

    def field(self, label: str) -> FieldBox:
        return next(
            box
            for box in self.page.entry.findChildren(FieldBox)
            if any(one.text() == label for one in box.findChildren(QLabel))
        )

    def write(self, label: str, text: str) -> None:
        line = self.field(label).editor.focused
        line.setFocus()
        assert isinstance(line, QLineEdit | QPlainTextEdit)
        line.selectAll()
        type_text(self._qtbot, line, text)
        if isinstance(line, Picker):
            self._qtbot.wait_until(lambda: bool(line.shown))
        self._qtbot.keyClick(line, Qt.Key.Key_Tab)

    def press(self, words: str) -> None:
        button = next(
            one
            for one in self.page.findChildren(QPushButton)
            if one.text() == words and one.isVisible()
        )
        button.setFocus()
        self._qtbot.keyClick(button, Qt.Key.Key_Space)

    def walk_to(self, text: str) -> None:
        view = self.page.timeline.view
        view.setFocus()
        self._qtbot.keyClick(view, Qt.Key.Key_Home)
        for _ in self.entries:
            if str(view.currentIndex().data()).startswith(text):
                return
            self._qtbot.keyClick(view, Qt.Key.Key_Down)
        raise LookupError(text)

    def choose_territory(self, place: str) -> None:
        view = self.page.territories.view
        view.setFocus()
        self._qtbot.keyClick(view, Qt.Key.Key_Home)
        while not str(view.currentIndex().data()).startswith(place):
            self._qtbot.keyClick(view, Qt.Key.Key_Down)

    def filter_by(self, placeholder: str, text: str) -> None:
        line = next(
            one
            for one in self.page.filters.findChildren(QLineEdit)
            if one.placeholderText() == placeholder
        )
        line.setFocus()
        with self._qtbot.wait_signal(self.page.filters.changed):
            type_text(self._qtbot, line, text)
