"""The first page as a person at the keyboard meets it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.today.page import TodayPage
from fieldapp.ui.widgets.line_row import LineRow


class TodayScreen:
    """Opens the page, reads its lines and presses its keys."""

    def __init__(self, qtbot: QtBot, page: TodayPage) -> None:
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

    @property
    def rows(self) -> list[LineRow]:
        return [row for row in self.page.findChildren(LineRow) if row.isVisible()]

    @property
    def spoken(self) -> list[str]:
        """What a screen reader says of every line."""
        return [row.accessibleName() for row in self.rows]

    @property
    def words(self) -> list[str]:
        return [label.text() for label in self.page.findChildren(QLabel) if label.isVisible()]

    def button(self, words: str) -> QPushButton:
        return next(
            one
            for one in self.page.findChildren(QPushButton)
            if words in (one.text(), one.accessibleName()) and one.isVisible()
        )

    def press(self, words: str) -> None:
        """Press a button from the keyboard."""
        button = self.button(words)
        button.setFocus()
        self._qtbot.keyClick(button, Qt.Key.Key_Space)

    def stand_first(self) -> None:
        self.page.setFocus()

    def key(self, key: Qt.Key) -> None:
        self._qtbot.keyClick(self.page.focusWidget(), key)
