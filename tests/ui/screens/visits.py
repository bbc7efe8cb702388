"""The list of visits as a person at the keyboard meets it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.visits import VisitsPage
from fieldapp.ui.widgets.picker import Picker
from tests.ui.screens.keys import type_text
from tests.ui.standins import FakePrompts


class VisitsScreen:
    """Opens the list, types, and reads its rows."""

    def __init__(self, qtbot: QtBot, page: VisitsPage) -> None:
        self._qtbot = qtbot
        self.page = page
        self.wished: list[tuple[str, object]] = []
        page.open_requested.connect(lambda kind, one: self.wished.append((kind, one)))
        qtbot.add_widget(page)
        page.resize(1150, 640)
        page.show()
        qtbot.wait_exposed(page)
        page.activateWindow()
        qtbot.wait_until(page.isActiveWindow)

    @property
    def prompts(self) -> FakePrompts:
        prompts = self.page.tools.prompts
        assert isinstance(prompts, FakePrompts)
        return prompts

    @property
    def rows(self) -> list[list[str]]:
        """The words of every row."""
        model = self.page.table.model
        across = range(model.columnCount())
        return [[model.index(row, c).data() for c in across] for row in range(model.rowCount())]

    def column(self, number: int) -> list[str]:
        return [row[number] for row in self.rows]

    def filter_list(self, text: str) -> None:
        search = self.page.table.search
        search.setFocus()
        search.selectAll()
        type_text(self._qtbot, search, text)
        self._qtbot.wait_until(lambda: self.page.table.asked.text == text)

    def filter_by(self, label: str, text: str) -> None:
        picker = next(
            one for one in self.page.table.findChildren(Picker) if one.placeholderText() == label
        )
        picker.setFocus()
        type_text(self._qtbot, picker, text)
        self._qtbot.wait_until(lambda: bool(picker.shown))
        self._qtbot.keyClick(picker, Qt.Key.Key_Return)

    def hide_column(self, heading: str) -> None:
        self.press("Columnas")
        menu = self.page.table.findChildren(QMenu)[-1]
        row = [act.text() for act in menu.actions()].index(heading)
        menu.setActiveAction(menu.actions()[row])
        self._qtbot.keyClick(menu, Qt.Key.Key_Return)

    def key(self, key: Qt.Key) -> None:
        view = self.page.table.view
        view.setFocus()
        self._qtbot.keyClick(view, key)

    def press(self, button: str) -> None:
        found = next(
            one
            for one in self.page.findChildren(QPushButton)
            if one.text() == button and one.isVisible()
        )
        self._qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
