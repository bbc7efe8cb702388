"""The board of commitments as a person at the keyboard meets it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.commitments import CommitmentsPage
from fieldapp.ui.widgets.field_box import FieldBox
from fieldapp.ui.widgets.line import Heading, Line
from tests.ui.screens.keys import type_text


class CommitmentsScreen:
    """Opens the page, walks its lines and types in the promise at the right."""

    def __init__(self, qtbot: QtBot, page: CommitmentsPage) -> None:
        self._qtbot = qtbot
        self.page = page
        self.opened: list[tuple[str, object]] = []
        page.open_requested.connect(lambda *asked: self.opened.append(asked))
        qtbot.add_widget(page)
        page.resize(1150, 640)
        page.show()
        qtbot.wait_exposed(page)
        page.activateWindow()
        qtbot.wait_until(page.isActiveWindow)
        page.setFocus()

    @property
    def headings(self) -> list[str]:
        return [row.text for row in self.page.list.rows if isinstance(row, Heading)]

    @property
    def lines(self) -> list[Line]:
        return [row for row in self.page.list.rows if isinstance(row, Line)]

    @property
    def words(self) -> list[str]:
        """What stands in the open promise."""
        return [one.text() for one in self.page.panel.findChildren(QLabel) if one.isVisible()]

    def walk_to(self, text: str) -> None:
        """Go down the list with the arrows until a line that begins so."""
        self.page.setFocus()
        view = self.page.list.view
        self.key(Qt.Key.Key_Home, view)
        for _ in self.lines:
            if str(view.currentIndex().data()).startswith(text):
                return
            self.key(Qt.Key.Key_Down, view)
        raise LookupError(text)

    def key(self, key: Qt.Key, widget: QWidget | None = None) -> None:
        self._qtbot.keyClick(widget or self.page.focusWidget(), key)

    def type_key(self, sign: str) -> None:
        self._qtbot.keyClicks(self.page.focusWidget(), sign)

    def press(self, words: str) -> None:
        button = next(
            one
            for one in self.page.findChildren(QPushButton)
            if words in (one.text(), one.accessibleName()) and one.isVisible()
        )
        button.setFocus()
        self._qtbot.keyClick(button, Qt.Key.Key_Space)

    def field(self, label: str) -> FieldBox:
        return next(
            box
            for box in self.page.panel.findChildren(FieldBox)
            if box.isVisible() and any(one.text() == label for one in box.findChildren(QLabel))
        )

    def write(self, label: str, text: str) -> None:
        line = self.field(label).editor.focused
        line.setFocus()
        assert isinstance(line, QLineEdit | QPlainTextEdit)
        line.selectAll()
        type_text(self._qtbot, line, text)

    def search(self, text: str) -> None:
        self.page.filters.search.setFocus()
        with self._qtbot.wait_signal(self.page.filters.changed):
            type_text(self._qtbot, self.page.filters.search, text)
