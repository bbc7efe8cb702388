"""Typing in a cell of the attendance list: known people hang below, keys move to the next cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fieldapp.packs.cards import CardLayout
from fieldapp.records.describe import KindSpec
from fieldapp.rules.cards import CardRead
from fieldapp.ui.pages.visit_room.attendance_model import DOCUMENT, DOCUMENT_TYPE, FIELDS, NAME
from fieldapp.ui.widgets.hanging import HangingList
from fieldapp.ui.widgets.ports import FormTools, Option
from fieldapp.ui.widgets.scanned_cards import ScannedCards
from fieldapp.work.attendance_rows import Known

Index = QModelIndex | QPersistentModelIndex
FindKnown = Callable[[str], Sequence[Known]]

_PAUSE_MS = 100
_LETTERS_LEAST = 3


class CellLine(QLineEdit):
    """A line in a cell. What hangs below it is taken with Enter; Tab leaves it as typed."""

    taken = Signal(object)
    """What was chosen from the answers below."""

    def __init__(self, tools: FormTools, place: QPersistentModelIndex, parent: QWidget) -> None:
        super().__init__(parent)
        self._tools = tools
        self.place = place
        self._turn = 0
        self.answers = HangingList(self, tools.theme)
        self.answers.clicked.connect(self._on_clicked)
        self.takes_with_tab = False
        self._find: Callable[[str], list[tuple[str, object]]] | None = None
        self._least = _LETTERS_LEAST
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._on_typed)

    def offer(self, find: Callable[[str], list[tuple[str, object]]], least: int) -> None:
        """Hang what `find` answers (on the reading worker) from so many letters on."""
        self._find, self._least = find, least

    @property
    def chosen(self) -> Any:
        """What is marked below; None when nothing hangs."""
        return self.answers.chosen

    def take(self) -> None:
        """Take what is marked."""
        chosen = self.answers.chosen
        self.answers.hide()
        if chosen is not None:
            self.taken.emit(chosen)

    def open_answers(self) -> None:
        """Hang everything there is, without typing."""
        self._ask_for("")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.answers.hide()
        super().focusOutEvent(event)

    def _on_typed(self) -> None:
        if self._find is not None:
            self._pause.start()

    def _on_clicked(self) -> None:
        self.take()

    def _ask(self) -> None:
        text = self.text().strip()
        if len(text) < self._least:
            self.answers.hide()
        else:
            self._ask_for(text)

    def _ask_for(self, text: str) -> None:
        if self._find is None:
            return
        self._turn += 1
        self._tools.jobs.read(
            partial(self._find, text),
            done=partial(self._show, self._turn),
            failed=self._show_nothing,
        )

    def _show_nothing(self, _error: Exception) -> None:
        """What is typed is kept as it stands; nobody known hangs below."""

    def _show(self, turn: int, answers: list[tuple[str, object]]) -> None:
        if not shiboken6.isValid(self) or turn != self._turn or not self.hasFocus():
            return  # the cell was left before the answer came
        if answers:
            self.answers.show_answers(answers)
        else:
            self.answers.hide()


class AttendanceCells(QStyledItemDelegate):
    """Makes the lines and says which key ended them."""

    person_taken = Signal(QModelIndex, object)
    """A known person was chosen in a row."""
    card_read = Signal(QModelIndex, object)
    """An identity card was scanned while a row was being typed: a `CardRead`."""
    card_not_read = Signal()
    sheet_pasted = Signal(str, int)
    """Rows copied from a spreadsheet were pasted in a cell of this column."""
    ended = Signal(QModelIndex, int)
    """A cell was left with a key of `Qt.Key`: Return, Tab, Backtab, Up or Down."""

    def __init__(
        self,
        spec: KindSpec,
        tools: FormTools,
        find: FindKnown,
        cards: Sequence[CardLayout],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._spec = spec
        self._tools = tools
        self._find = find
        self._typed_in: CellLine | None = None
        self.scanned = ScannedCards(cards, self)
        self.scanned.read.connect(self._on_card)
        self.scanned.not_read.connect(self.card_not_read)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        del option
        column = index.column()
        line = CellLine(self._tools, QPersistentModelIndex(index), parent)
        line.setFrame(False)
        line.setProperty("look", "cell")
        field = self._spec[FIELDS[column]]
        line.setAccessibleName(self._tools.words(field.label))
        if column in (DOCUMENT, NAME):
            line.setMaxLength(field.longest)
            line.offer(self._known, _LETTERS_LEAST)
            line.taken.connect(partial(self._on_person, line))
        elif column == DOCUMENT_TYPE:
            line.takes_with_tab = True
            line.offer(self._types, 0)
            line.taken.connect(partial(self._on_type, line))
            QTimer.singleShot(0, line, line.open_answers)
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, CellLine) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, CellLine) and index.column() != DOCUMENT_TYPE:
            model.setData(index, editor.text().strip())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        del index
        editor.setGeometry(option.rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, CellLine):
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.key() == Qt.Key.Key_Escape:
                event.accept()  # Esc leaves the cell before it means anything to the window
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._typed_in = watched
            if event.matches(QKeySequence.StandardKey.Paste) and self._pasted(watched):
                return True
            return self.scanned.takes(watched, event) or self._on_key(watched, event)
        return super().eventFilter(watched, event)

    def _on_key(self, line: CellLine, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        hanging = line.answers.isVisible()
        if line.answers.steps(key):
            return True
        if hanging and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            line.take()
            return True
        if hanging and key == Qt.Key.Key_Escape:
            line.answers.hide()
            return True
        if key in _ENDS:
            self._end(line, _ENDS[key])
            return True
        if key == Qt.Key.Key_Escape:
            self.closeEditor.emit(line, QStyledItemDelegate.EndEditHint.RevertModelCache)
            return True
        return False

    def _pasted(self, line: CellLine) -> bool:
        """Rows are no text of one cell; a word or a number is pasted where the cursor stands."""
        text = QGuiApplication.clipboard().text()
        if not any(sign in text.strip() for sign in "\t\n"):
            return False
        column = line.place.column()
        self.closeEditor.emit(line, QStyledItemDelegate.EndEditHint.RevertModelCache)
        self.sheet_pasted.emit(text, column)
        return True

    def _end(self, line: CellLine, key: Qt.Key) -> None:
        if key is Qt.Key.Key_Tab and line.takes_with_tab and line.chosen is not None:
            line.take()
            return
        self.commitData.emit(line)
        self.closeEditor.emit(line, QStyledItemDelegate.EndEditHint.NoHint)
        self.ended.emit(_here(line.place), int(key))

    def _known(self, text: str) -> list[tuple[str, object]]:
        return [(_worded(person), person) for person in self._find(text)]

    def _types(self, text: str) -> list[tuple[str, object]]:
        options = self._tools.options.options(self._spec["id_type"], text, 20)
        return [
            (f"{one.hint}   ·   {one.label}" if one.hint else one.label, one) for one in options
        ]

    def _on_person(self, line: CellLine, person: Known) -> None:
        self.closeEditor.emit(line, QStyledItemDelegate.EndEditHint.RevertModelCache)
        self.person_taken.emit(_here(line.place), person)

    def _on_card(self, card: CardRead) -> None:
        line = self._typed_in
        if line is not None and shiboken6.isValid(line):
            self.closeEditor.emit(line, QStyledItemDelegate.EndEditHint.RevertModelCache)
            self.card_read.emit(_here(line.place), card)

    def _on_type(self, line: CellLine, option: Option) -> None:
        index = _here(line.place)
        index.model().setData(index, option.value)
        self.closeEditor.emit(line, QStyledItemDelegate.EndEditHint.NoHint)
        self.ended.emit(index, int(Qt.Key.Key_Tab))


def _here(place: QPersistentModelIndex) -> QModelIndex:
    """The cell where it is now: rows may have come above it since it was opened."""
    return place.model().index(place.row(), place.column())


def _worded(person: Known) -> str:
    parts = (person.document, person.name, person.organization)
    return "   ·   ".join(part for part in parts if part)


_ENDS = {
    Qt.Key.Key_Return: Qt.Key.Key_Return,
    Qt.Key.Key_Enter: Qt.Key.Key_Return,
    Qt.Key.Key_Tab: Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab: Qt.Key.Key_Backtab,
    Qt.Key.Key_Up: Qt.Key.Key_Up,
    Qt.Key.Key_Down: Qt.Key.Key_Down,
}
