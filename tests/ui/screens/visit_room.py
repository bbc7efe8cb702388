"""The room of a visit as a person at the keyboard meets it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.ui.pages.visit_room.attendance_cells import CellLine
from fieldapp.ui.pages.visit_room.page import VisitRoomPage
from fieldapp.ui.widgets.field_box import FieldBox
from fieldapp.ui.widgets.picker import Picker
from tests.ui.screens.keys import type_text

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
TABS = ("Datos", "Asistencia", "Desarrollo", "Compromisos", "Acta")


class VisitRoomScreen:
    """Opens a visit and presses the keys of a meeting."""

    def __init__(self, qtbot: QtBot, page: VisitRoomPage, visit: UUID | None = None) -> None:
        self._qtbot = qtbot
        self.page = page
        self.places: list[str] = []
        self.wished: list[tuple[str, object]] = []
        page.place_changed.connect(self.places.append)
        page.open_requested.connect(lambda kind, one: self.wished.append((kind, one)))
        qtbot.add_widget(page)
        page.resize(1150, 680)
        page.show()
        qtbot.wait_exposed(page)
        page.activateWindow()
        qtbot.wait_until(page.isActiveWindow)
        if visit is not None:
            page.open_record("activity", visit)
        else:
            page.start_new()

    # Keys.

    @property
    def focused(self) -> QWidget:
        return self.page.focusWidget() or self.page

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._qtbot.keyClick(self.focused, key, held)

    def type(self, text: str) -> None:
        type_text(self._qtbot, self.focused, text)

    def tab(self, name: str) -> None:
        self._qtbot.keyClick(self.focused, Qt.Key(Qt.Key.Key_1 + TABS.index(name)), CTRL)
        assert self.page.tabs.tabText(self.page.tabs.currentIndex()) == name

    def press(self, button: str, within: QWidget | None = None) -> None:
        found = next(
            one
            for one in (within or self.page).findChildren(QPushButton)
            if button in (one.text(), one.accessibleName()) and one.isVisible()
        )
        self._qtbot.mouseClick(found, Qt.MouseButton.LeftButton)

    def is_offered(self, button: str) -> bool:
        return any(
            button in (one.text(), one.accessibleName()) and one.isVisible()
            for one in self.page.findChildren(QPushButton)
        )

    # Fields.

    def field(self, label: str) -> FieldBox:
        return next(
            box
            for box in self.page.panel.findChildren(FieldBox)
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

    def words_shown(self) -> str:
        """Every label in sight, for what a person can read."""
        return "\n".join(one.text() for one in self.page.findChildren(QLabel) if one.isVisible())

    # The list of people.

    @property
    def people(self) -> list[list[str]]:
        model = self.page.attendance.model
        across = range(model.columnCount())
        return [[model.index(r, c).data() for c in across] for r in range(len(model.rows))]

    def names(self) -> list[str]:
        return [row[3] for row in self.people]

    def cell(self) -> CellLine:
        """The cell that is being typed."""
        focused = self.focused
        assert isinstance(focused, CellLine)
        return focused

    def wait_for_known(self) -> tuple[str, ...]:
        """Wait until people seen before hang below the cell."""
        cell = self.cell()
        self._qtbot.wait_until(lambda: bool(cell.answers.shown))
        return cell.answers.shown

    def stand_on(self, row: int, column: int) -> None:
        table = self.page.attendance.table
        table.setFocus()
        table.setCurrentIndex(table.model().index(row, column))

    def sign(self) -> None:
        """Draw something on the pad of the card."""
        pad = self.page.attendance.card.ink.pad
        middle = pad.rect().center()
        self._qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=middle)
        for step in range(1, 8):
            self._qtbot.mouseMove(pad, middle + QPoint(step * 12, (step % 3) * 9))
        self._qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton)
