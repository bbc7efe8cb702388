"""The page before a trip, as a person at the keyboard meets it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.travel import TravelPage
from fieldapp.ui.widgets.line_row import LineRow


class TravelScreen:
    """Chooses days and municipalities, and reads what is ready."""

    def __init__(self, qtbot: QtBot, page: TravelPage) -> None:
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
    def stops(self) -> dict[str, bool]:
        """The municipalities and whether the trip goes there."""
        boxes = [box for box in self.page.findChildren(QCheckBox) if box.isVisible()]
        return {box.text(): box.isChecked() for box in boxes}

    @property
    def words(self) -> list[str]:
        return [label.text() for label in self.page.findChildren(QLabel) if label.isVisible()]

    @property
    def checks(self) -> dict[str, LineRow]:
        """What was looked at, by its topic."""
        rows = [row for row in self.page.findChildren(LineRow) if row.isVisible()]
        return {row.line.text: row for row in rows}

    @property
    def lacking(self) -> set[str]:
        return {topic for topic, row in self.checks.items() if row.line.word == "Falta"}

    def mend(self, topic: str) -> None:
        """Stand on a line and press Enter."""
        row = self.checks[topic]
        row.setFocus()
        self._qtbot.keyClick(row, Qt.Key.Key_Return)

    def toggle(self, place: str) -> None:
        box = next(
            one
            for one in self.page.findChildren(QCheckBox)
            if one.text() == place and one.isVisible()
        )
        box.setFocus()
        self._qtbot.keyClick(box, Qt.Key.Key_Space)

    def write_day(self, line: QLineEdit, text: str) -> None:
        line.setFocus()
        line.selectAll()
        self._qtbot.keyClicks(line, text)
        self._qtbot.keyClick(line, Qt.Key.Key_Return)

    def add(self, text: str) -> None:
        """Type part of a municipality's name and take the first one offered."""
        line = self.page.add
        line.setFocus()
        self._qtbot.keyClicks(line, text)
        self._qtbot.wait_until(lambda: bool(line.shown))
        self._qtbot.keyClick(line, Qt.Key.Key_Return)

    def press(self, button: QPushButton) -> None:
        button.setFocus()
        self._qtbot.keyClick(button, Qt.Key.Key_Space)
