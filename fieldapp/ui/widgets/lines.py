"""Lines of words under headings: who owes what, what was noted, what is still to do.

One list for eyes, keys and screen readers: every line is one stop of the arrow keys and is read as
one sentence, however it is laid out. Lines wrap, so that nothing has to be guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStackedWidget,
)

from fieldapp.ui.theme import Theme, mark
from fieldapp.ui.widgets.empty import EmptyState
from fieldapp.ui.widgets.line import Heading, Line
from fieldapp.ui.widgets.line_painter import LinePainter

Index = QModelIndex | QPersistentModelIndex


class LineList(QStackedWidget):
    """The list, or what there is to say and do when it is empty."""

    line_marked = Signal(object)
    """The id of the line on which the person stands."""
    line_chosen = Signal(object)
    """The id of the line that was clicked, or on which Enter was pressed."""
    digit_pressed = Signal(int)
    first_wished = Signal()
    """The button of the empty list."""

    def __init__(self, theme: Theme, name: str, *, icon: str, lines_most: int = 3) -> None:
        """Make an empty list; `name` is for screen readers, `lines_most` is where a text is cut."""
        super().__init__()
        self._marked: object = None
        self._rows = _Rows(self)
        self._empty = EmptyState(theme, icon)
        self.view = _View(theme, lines_most)
        self.view.setModel(self._rows)
        self.view.setAccessibleName(name)
        self.addWidget(self.view)
        self.addWidget(self._empty)
        self.setFocusProxy(self.view)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.clicked.connect(self._on_chosen)
        self.view.entered_line.connect(self._on_chosen)
        self.view.digit_pressed.connect(self.digit_pressed)
        self._empty.wished.connect(self.first_wished)

    def show_lines(self, rows: Sequence[Line | Heading]) -> None:
        """Show these rows, standing where the person stood."""
        place = self.view.verticalScrollBar().value()
        self._rows.show_rows(rows)
        self.setCurrentWidget(self.view)
        self._restore()
        self.view.verticalScrollBar().setValue(place)

    def show_nothing(self, sentence: str, step: str = "") -> None:
        """Say (worded) that there is nothing, and the first step if there is one."""
        self._rows.show_rows(())
        self._empty.say(sentence, step)
        self.setCurrentWidget(self._empty)

    @property
    def empty_sentence(self) -> str:
        """What is said instead of lines; "" while there are some."""
        return self._empty.sentence if self.currentWidget() is self._empty else ""

    @property
    def rows(self) -> tuple[Line | Heading, ...]:
        """What is shown."""
        return self._rows.rows

    @property
    def marked(self) -> object:
        """The id of the line on which the person stands, or None."""
        return self._marked

    def mark_line(self, id: object) -> None:
        """Stand on a line, now or when it arrives."""
        self._marked = id
        self._restore()

    def _restore(self) -> None:
        row = self._rows.row_of(self._marked)
        if row < 0:
            return
        index = self._rows.index(row, 0)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.view.selectionModel().setCurrentIndex(index, flag)
        self.view.scrollTo(index)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        line = self._rows.line_at(current.row())
        if line is not None and not self.view.selectionModel().isSelected(current):
            self.view.selectionModel().select(
                current, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        if line is not None and line.id != self._marked:
            self._marked = line.id
            self.line_marked.emit(line.id)

    def _on_chosen(self, index: QModelIndex) -> None:
        line = self._rows.line_at(index.row())
        if line is not None:
            self.line_chosen.emit(line.id)


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[Line | Heading, ...] = ()

    def show_rows(self, rows: Sequence[Line | Heading]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def row_of(self, id: object) -> int:
        if id is None:
            return -1
        places = (n for n, row in enumerate(self.rows) if isinstance(row, Line) and row.id == id)
        return next(places, -1)

    def line_at(self, row: int) -> Line | None:
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return found if isinstance(found, Line) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return row if role == Qt.ItemDataRole.UserRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _View(QListView):
    entered_line = Signal(QModelIndex)
    digit_pressed = Signal(int)

    def __init__(self, theme: Theme, lines_most: int) -> None:
        super().__init__()
        mark(self, "lines")
        self.setItemDelegate(LinePainter(theme, lines_most, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # the heights follow the width

    def moveCursor(  # noqa: N802
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go to the first line with Home although a heading stands above it."""
        if action is QAbstractItemView.CursorAction.MoveHome and self.model().rowCount():
            first = self.model().index(0, 0)
            is_heading = not first.flags() & Qt.ItemFlag.ItemIsEnabled
            return self.model().index(1, 0) if is_heading else first
        return super().moveCursor(action, modifiers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered_line.emit(self.currentIndex())
        elif typed.isdecimal() and len(typed) == 1 and typed != "0":
            self.digit_pressed.emit(int(typed))
        else:
            super().keyPressEvent(event)
