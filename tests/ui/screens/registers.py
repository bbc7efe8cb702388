"""The registers as a person at the keyboard meets them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.ui.child_register import ChildRegister
from fieldapp.ui.pages.registers import RegistersPage
from fieldapp.ui.register import Register
from fieldapp.ui.root_register import RootRegister
from fieldapp.ui.widgets.field_box import FieldBox
from fieldapp.ui.widgets.picker import Picker
from tests.ui.screens.keys import type_text


class RegistersScreen:
    """Opens the page, types, and reads what stands on it."""

    def __init__(self, qtbot: QtBot, page: RegistersPage) -> None:
        self._qtbot = qtbot
        self.page = page
        qtbot.add_widget(page)
        page.resize(1150, 640)
        page.show()
        qtbot.wait_exposed(page)
        page.activateWindow()
        qtbot.wait_until(page.isActiveWindow)

    @property
    def kinds(self) -> list[str]:
        """The groups, and the kinds of those that are open."""
        return self.page.kinds.lines

    def look_for_kind(self, text: str) -> None:
        """Type in the line above the kinds."""
        self.page.kinds.look_for(text)

    def enter_first_kind(self) -> None:
        line = self.page.kinds.findChildren(QLineEdit)[0]
        line.setFocus()
        self._qtbot.keyClick(line, Qt.Key.Key_Return)

    def choose_kind(self, name: str) -> None:
        self.page.show_kind(name)

    @property
    def register(self) -> RootRegister:
        assert self.page.register is not None
        return self.page.register

    @property
    def _part(self) -> Register:
        """Where a person works: the rows of the open record, or the register itself."""
        return self.register.rows or self.register

    @property
    def rows(self) -> list[str]:
        """The first cell of every row in sight."""
        model = self.register.table.model
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    @property
    def columns(self) -> list[str]:
        model = self.register.table.model
        across = range(model.columnCount())
        return [model.headerData(c, Qt.Orientation.Horizontal) for c in across]

    def press(self, button: str) -> None:
        found = next(
            one
            for one in self._part.findChildren(QPushButton)
            if button in (one.text(), one.accessibleName()) and one.isVisible()
        )
        self._qtbot.mouseClick(found, Qt.MouseButton.LeftButton)

    def field(self, label: str) -> FieldBox:
        return next(
            box
            for box in self._part.findChildren(FieldBox)
            if any(one.text() == label for one in box.findChildren(QLabel))
        )

    def write(self, label: str, text: str) -> None:
        """Type into a field and leave it with Tab, as a person does."""
        line = self.field(label).editor.focused
        line.setFocus()
        if isinstance(line, QLineEdit | QPlainTextEdit):
            line.selectAll()
        type_text(self._qtbot, line, text)
        if isinstance(line, Picker):
            self._qtbot.wait_until(lambda: bool(line.shown))
        self._qtbot.keyClick(line, Qt.Key.Key_Tab)
        self._qtbot.wait_until(lambda: not line.hasFocus())

    def reads(self, label: str) -> str:
        line = self.field(label).editor.focused
        assert isinstance(line, QLineEdit)
        return line.text()

    def sentence_under(self, label: str) -> str:
        return self.field(label).sentence

    def filter_list(self, text: str) -> None:
        search = self.register.table.search
        search.setFocus()
        search.selectAll()
        type_text(self._qtbot, search, text)
        self._qtbot.wait_until(lambda: self.register.table.asked.text == text)

    def filter_by(self, label: str, text: str) -> None:
        picker = next(
            one
            for one in self.register.table.findChildren(Picker)
            if one.placeholderText() == label
        )
        picker.setFocus()
        type_text(self._qtbot, picker, text)
        self._qtbot.wait_until(lambda: bool(picker.shown))
        self._qtbot.keyClick(picker, Qt.Key.Key_Return)

    def key(self, key: Qt.Key, widget: QWidget | None = None) -> None:
        self._qtbot.keyClick(widget or self.page.focusWidget() or self.page, key)

    # The rows of the record that is open.

    def open_rows(self, kind: str) -> None:
        self.register.show_rows(kind)

    @property
    def child(self) -> ChildRegister:
        rows = self.register.rows
        assert rows is not None
        return rows

    @property
    def child_rows(self) -> list[tuple[str, ...]]:
        """The cells of every row of the open record, as they stand."""
        model = self.child.table.model
        across = range(model.columnCount())
        return [
            tuple(model.index(row, c).data() for c in across) for row in range(model.rowCount())
        ]

    def keys(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        self._qtbot.keyClick(self.page.focusWidget() or self.page, key, modifier)

    def choose_report(self, label: str) -> None:
        """Open the menu of «Informe…» and choose."""
        button = next(
            one for one in self.register.findChildren(QPushButton) if one.text() == "Informe…"
        )
        menu = button.menu()
        menu.aboutToShow.emit()
        next(act for act in menu.actions() if act.text() == label).trigger()

    def choose_file_act(self, label: str) -> None:
        """Open the menu of «Archivo…» and choose."""
        button = next(
            one for one in self.register.findChildren(QPushButton) if one.text() == "Archivo…"
        )
        menu = button.menu()
        menu.aboutToShow.emit()
        act = next(act for act in menu.actions() if act.text() == label)
        assert act.isEnabled()
        act.trigger()
