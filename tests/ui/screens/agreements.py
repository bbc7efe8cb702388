"""The agreements as a person at the keyboard meets them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.agreements import AgreementsPage
from fieldapp.ui.pages.agreements.parties import PartyForm
from fieldapp.ui.widgets.field_box import FieldBox
from fieldapp.ui.widgets.line_row import LineRow
from fieldapp.ui.widgets.picker import Picker
from tests.ui.screens.keys import type_text


class AgreementsScreen:
    """Opens the list and the room, presses keys and types."""

    def __init__(self, qtbot: QtBot, page: AgreementsPage) -> None:
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
    def rows(self) -> list[list[str]]:
        """The words of every row of the list, without the columns for which there is no room."""
        model = self.page.table.model
        return [
            [str(model.index(row, column).data() or "") for column in range(3)]
            for row in range(model.rowCount())
        ]

    @property
    def words(self) -> list[str]:
        panel = self.page.panel
        return [one.text() for one in panel.findChildren(QLabel) if one.isVisible()]

    @property
    def buttons(self) -> list[str]:
        found = self.page.findChildren(QPushButton)
        return [one.text() for one in found if one.isVisible() and one.text()]

    @property
    def promises(self) -> list[str]:
        return [one.line.text for one in self.page.panel.findChildren(LineRow) if one.isVisible()]

    @property
    def parties(self) -> list[PartyForm]:
        return [one for one in self.page.panel.findChildren(PartyForm) if one.isVisible()]

    def open_first(self) -> None:
        view = self.page.table.view
        view.setFocus()
        self._qtbot.keyClick(view, Qt.Key.Key_Down)
        self._qtbot.keyClick(view, Qt.Key.Key_Return)

    def press(self, words: str) -> None:
        button = next(
            one
            for one in self.page.findChildren(QPushButton)
            if words in (one.text(), one.accessibleName()) and one.isVisible()
        )
        button.setFocus()
        self._qtbot.keyClick(button, Qt.Key.Key_Space)

    def write(self, label: str, text: str, within: QWidget | None = None) -> None:
        """Type into a field and leave it with Tab."""
        box = next(
            box
            for box in (within or self.page.panel).findChildren(FieldBox)
            if box.isVisible() and any(one.text() == label for one in box.findChildren(QLabel))
        )
        line = box.editor.focused
        line.setFocus()
        assert isinstance(line, QLineEdit | QPlainTextEdit)
        line.selectAll()
        type_text(self._qtbot, line, text)
        if isinstance(line, Picker):
            self._qtbot.wait_until(lambda: bool(line.shown))
        self._qtbot.keyClick(line, Qt.Key.Key_Tab)

    def promise(self, sentence: str) -> None:
        line = next(
            one
            for one in self.page.panel.findChildren(QLineEdit)
            if one.accessibleName() == "Nuevo compromiso"
        )
        line.setFocus()
        type_text(self._qtbot, line, sentence)
        self._qtbot.keyClick(line, Qt.Key.Key_Return)

    def open_promise(self) -> None:
        row = next(one for one in self.page.panel.findChildren(LineRow) if one.isVisible())
        row.setFocus()
        self._qtbot.keyClick(row, Qt.Key.Key_Return)
