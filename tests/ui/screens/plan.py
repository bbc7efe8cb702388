"""The plans as a person at the keyboard meets them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.plan import PlanPage
from fieldapp.ui.widgets.field_box import FieldBox
from fieldapp.ui.widgets.picker import Picker
from tests.ui.screens.keys import type_text

_SHIFT, _ALT, _CTRL = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)


class PlanScreen:
    """Opens the first plan, presses keys and types."""

    def __init__(self, qtbot: QtBot, page: PlanPage) -> None:
        self._qtbot = qtbot
        self.page = page
        self.panel = page.panel
        self.opened: list[tuple[str, object]] = []
        page.open_requested.connect(lambda *asked: self.opened.append(asked))
        qtbot.add_widget(page)
        page.resize(1150, 640)
        page.show()
        qtbot.wait_exposed(page)
        page.activateWindow()
        qtbot.wait_until(page.isActiveWindow)

    @property
    def tree(self) -> list[tuple[int, str]]:
        return self.panel.tree.lines

    @property
    def buttons(self) -> list[str]:
        found = self.page.findChildren(QPushButton)
        return [one.text() for one in found if one.isVisible() and one.text()]

    @property
    def words(self) -> list[str]:
        return [one.text() for one in self.panel.findChildren(QLabel) if one.isVisible()]

    def open_first(self) -> None:
        view = self.page.table.view
        view.setFocus()
        self._qtbot.keyClick(view, Qt.Key.Key_Down)
        self._qtbot.keyClick(view, Qt.Key.Key_Return)

    def part(self, number: int) -> None:
        """Ctrl and a figure."""
        key = Qt.Key(Qt.Key.Key_0 + number)
        self._qtbot.keyClick(self.focused, key, _CTRL)

    @property
    def focused(self) -> QWidget:
        return QApplication.focusWidget() or self.page

    def in_tree(self, key: Qt.Key, *, alt: bool = False, shift: bool = False) -> None:
        tree = self.panel.tree
        tree.setFocus()
        held = (_ALT if alt else Qt.KeyboardModifier.NoModifier) | (
            _SHIFT if shift else Qt.KeyboardModifier.NoModifier
        )
        self._qtbot.keyClick(tree, key, held)

    def key(self, widget: QWidget, key: Qt.Key) -> None:
        widget.setFocus()
        self._qtbot.keyClick(widget, key)

    def press(self, words: str) -> None:
        button = next(
            one
            for one in self.page.findChildren(QPushButton)
            if words in (one.text(), one.accessibleName()) and one.isVisible()
        )
        button.setFocus()
        self._qtbot.keyClick(button, Qt.Key.Key_Space)

    def write(self, label: str, text: str) -> None:
        """Type into a field in sight and leave it with Tab."""
        box = next(
            box
            for box in self.panel.findChildren(FieldBox)
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

    def type_in_cell(self, text: str) -> None:
        """Enter opens the cell on which the person stands, Enter keeps what was typed."""
        grid = self.panel.roles.grid
        grid.setFocus()
        self._qtbot.keyClick(grid, Qt.Key.Key_Return)
        editor = next(one for one in grid.findChildren(QPlainTextEdit) if one.isVisible())
        type_text(self._qtbot, editor, text)
        self._qtbot.keyClick(editor, Qt.Key.Key_Return)

    @property
    def long_fields(self) -> list[QPlainTextEdit]:
        found = self.panel.row.findChildren(QPlainTextEdit)
        return [one for one in found if one.isVisible()]
