"""The page of a territory, as a person at the keyboard meets it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.territory.page import TerritoryPage
from fieldapp.ui.widgets.line_row import LineRow


class TerritoryScreen:
    """Chooses a territory, reads its cards, opens their lines."""

    def __init__(self, qtbot: QtBot, page: TerritoryPage) -> None:
        self._qtbot = qtbot
        self.page = page
        self.opened: list[tuple[str, object]] = []
        self.places: list[str] = []
        page.open_requested.connect(lambda *asked: self.opened.append(asked))
        page.place_changed.connect(self.places.append)
        qtbot.add_widget(page)
        page.resize(1150, 640)
        page.show()
        qtbot.wait_exposed(page)
        page.activateWindow()
        qtbot.wait_until(page.isActiveWindow)

    @property
    def words(self) -> list[str]:
        return [label.text() for label in self.page.findChildren(QLabel) if label.isVisible()]

    @property
    def rows(self) -> dict[str, LineRow]:
        """The lines by their text."""
        rows = [row for row in self.page.findChildren(LineRow) if row.isVisible()]
        return {row.line.text: row for row in rows}

    def choose(self, text: str) -> None:
        """Type part of a name and take the first territory offered."""
        line = self.page.choose
        line.setFocus()
        line.selectAll()
        self._qtbot.keyClicks(line, text)
        self._qtbot.wait_until(lambda: bool(line.shown))
        self._qtbot.keyClick(line, Qt.Key.Key_Return)

    def open(self, text: str) -> None:
        """Stand on a line and press Enter."""
        row = self.rows[text]
        row.setFocus()
        self._qtbot.keyClick(row, Qt.Key.Key_Return)
