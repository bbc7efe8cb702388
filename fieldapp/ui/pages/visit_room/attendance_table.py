"""The attendance list under the fingers: type to write, Tab next cell, Enter next row."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import (
    QCoreApplication,
    QItemSelectionModel,
    QModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView

from fieldapp.records.text import say
from fieldapp.ui.page import PageTools
from fieldapp.ui.pages.visit_room.attendance_cells import AttendanceCells, CellLine
from fieldapp.ui.pages.visit_room.attendance_model import (
    DOCUMENT,
    DOCUMENT_TYPE,
    ENTITY,
    LEAST_CHARS,
    NAME,
    POSITION,
    TYPED,
    USUAL_CHARS,
    AttendanceModel,
)
from fieldapp.ui.widgets.columns import Need, share_width

_ROW_PX = 36
_ICON_PX = 16
_HEADING_AROUND = 24
_CELL_BORDER = 5
_GIVE_WAY = (POSITION, DOCUMENT_TYPE, ENTITY)
"""Columns that go, in this order, where not all have the least they need."""
_MAY_BE_CUT = (ENTITY, POSITION)


class AttendanceTable(QTableView):
    """Whole rows are marked; letters mean a mark where nothing is typed."""

    person_marked = Signal(object)
    """The id of the row on which the person stands, or None on the empty row."""
    remove_wished = Signal(list)
    mark_wished = Signal(list, str)
    """Ids, and one of the letters of `MARKS`."""
    pasted = Signal(str, int)
    """Text from a spreadsheet, and the column where it begins."""
    copy_wished = Signal(object)
    """The id of the row to begin another one like."""
    card_wished = Signal()

    MARKS = "PEAD"

    def __init__(self, model: AttendanceModel, cells: AttendanceCells, tools: PageTools) -> None:
        super().__init__()
        self._model = self.people = model
        self.cells = cells
        self._theme = tools.theme
        self._widest: dict[int, int] = {}
        self.setModel(model)
        self.setItemDelegate(cells)
        self.setAccessibleName(tools.words(say("Lista de asistencia")))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(self._theme.px(_ICON_PX), self._theme.px(_ICON_PX)))
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(self._theme.px(_ROW_PX))
        rows.setDefaultSectionSize(self._theme.px(_ROW_PX))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(0)  # what is in sight: three hundred rows take too long
        header.setStretchLastSection(True)
        cells.ended.connect(self._on_ended)
        cells.sheet_pasted.connect(self.pasted)
        self.selectionModel().currentRowChanged.connect(self._on_row)
        model.modelReset.connect(self._fit_anew)
        self._fit_soon = QTimer(self)  # several rows come at once, and one measuring takes 3 ms
        self._fit_soon.setSingleShot(True)
        self._fit_soon.timeout.connect(self.fit)
        for says in (model.rowsInserted, model.dataChanged, self.verticalScrollBar().valueChanged):
            says.connect(self._fit_soon.start)

    @property
    def marked(self) -> Sequence[UUID]:
        """The people whose rows are marked, in their order."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        found = [self._model.row_at(row) for row in rows]
        return [row.attendance.id for row in found if row is not None]

    @property
    def current(self) -> UUID | None:
        """The person on whose row the cursor stands."""
        row = self._model.row_at(self.currentIndex().row())
        return row.attendance.id if row is not None else None

    def write_next(self) -> None:
        """Begin to type in the empty row."""
        self._go(self._model.rowCount() - 1, DOCUMENT, write=not self._model.locked)

    def write_in(self, row: int, column: int) -> None:
        """Type in a cell of any row."""
        self._go(row, column, write=True)

    def is_writing_elsewhere(self, row: int) -> bool:
        """Tell whether somebody is typing in another row, or typed something in this one."""
        lines = [one for one in self.findChildren(CellLine) if not one.isHidden()]
        return any(one.place.row() != row or one.isModified() for one in lines)

    def stand_on(self, attendance: UUID, column: int = NAME) -> None:
        """Put the cursor on a person's row."""
        row = self._model.row_of(attendance)
        if row >= 0:
            self._go(row, column, write=False)

    def commit(self) -> None:
        """Keep what is typed in a cell that was not left yet."""
        for line in self.findChildren(CellLine):
            if not line.isHidden():  # one that was closed lives a moment longer, hidden
                self.commitData(line)
                self.closeEditor(line, QStyledItemDelegate.EndEditHint.NoHint)

    def fit(self) -> None:
        """Share the width by what stands in the columns; the least needed goes where it is short.

        A column grows while a list is open and never shrinks: nothing jumps under who types.
        """
        room = self.viewport().width()
        needs = [self._need(column) for column in range(self._model.columnCount())]
        shown = list(range(len(needs)))
        for column in _GIVE_WAY:
            if sum(self._comfort_px(one) for one in shown) > room:
                shown.remove(column)
        for column in range(len(needs)):
            self.setColumnHidden(column, column not in shown)
        widths = share_width(room, [needs[one] for one in shown])
        for column, width in zip(shown, widths, strict=False):
            self.setColumnWidth(column, width)

    def _comfort_px(self, column: int) -> int:
        """With what a column is worth showing, whatever is written in it."""
        chars = LEAST_CHARS[column] if column in _MAY_BE_CUT else USUAL_CHARS[column]
        return max(self._heading_px(column), chars * self.fontMetrics().averageCharWidth())

    def _need(self, column: int) -> Need:
        one = self.fontMetrics().averageCharWidth()
        usual = USUAL_CHARS[column] * one
        least = max(self._heading_px(column), LEAST_CHARS[column] * one)
        said = self.sizeHintForColumn(column) + self._theme.px(_CELL_BORDER)
        wish = self._widest[column] = max(self._widest.get(column, usual), said, least)
        return Need(least, wish, usual, column not in _MAY_BE_CUT)

    def _fit_anew(self) -> None:
        """Another list: what was said in the one before gives no column its width."""
        self._widest.clear()
        self.fit()

    def _heading_px(self, column: int) -> int:
        word = str(self._model.headerData(column, Qt.Orientation.Horizontal) or "")
        heading = self.horizontalHeader().fontMetrics().horizontalAdvance(word)
        return heading + self._theme.px(_HEADING_AROUND)

    # Keys.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        letter = event.text().upper()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, _SHIFT)
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text(), index.column())
        elif event.key() == Qt.Key.Key_D and event.modifiers() == _CTRL:
            self.copy_wished.emit(self.current)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_wished.emit(list(self.marked))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._on_enter(index)
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._on_tab(index, back=event.key() == Qt.Key.Key_Backtab)
        elif plain and letter.isdigit() and index.column() not in TYPED:
            self._begin_with(event)
        elif plain and letter and letter in self.MARKS and index.column() not in TYPED:
            self.mark_wished.emit(list(self.marked), letter)
        else:
            super().keyPressEvent(event)

    def _begin_with(self, event: QKeyEvent) -> None:
        """A digit where nothing is typed begins the next row: a scanner may start anywhere."""
        self.write_next()
        lines = [one for one in self.findChildren(CellLine) if not one.isHidden()]
        if lines:
            QCoreApplication.sendEvent(lines[-1], event)

    def focusNextPrevChild(self, next: bool) -> bool:
        # Qt asks here before Tab reaches keyPressEvent: inside the list it goes cell by cell.
        index = self.currentIndex()
        if index.isValid() and self._neighbour(index, back=not next) is not None:
            self._on_tab(index, back=not next)
            return True
        return super().focusNextPrevChild(next)

    def _on_enter(self, index: QModelIndex) -> None:
        if self._model.draft_at(index.row()) is not None:
            self.write_next()
        elif index.column() not in TYPED:
            self.card_wished.emit()
        else:
            self._go(index.row() + 1, index.column(), write=False)

    def _on_tab(self, index: QModelIndex, *, back: bool) -> None:
        place = self._neighbour(index, back=back)
        if place is not None:
            self._go(*place, write=False)

    def _neighbour(self, index: QModelIndex, *, back: bool) -> tuple[int, int] | None:
        """The next cell in the way of Tab; None at either end of the list."""
        columns = [n for n in range(self._model.columnCount()) if not self.isColumnHidden(n)]
        place = columns.index(index.column()) + (-1 if back else 1)
        if 0 <= place < len(columns):
            draft = self._model.draft_at(index.row())
            empty = draft is not None and not draft.typed
            return None if empty else (index.row(), columns[place])
        row = index.row() + (-1 if back else 1)
        if 0 <= row < self._model.rowCount():
            return row, columns[-1] if back else DOCUMENT
        return None

    def _on_ended(self, index: QModelIndex, key: int) -> None:
        """A cell was left by a key: go where that key goes, writing on in the row being made."""
        row, column = index.row(), index.column()
        making = row >= len(self._model.rows) - 1
        if key == Qt.Key.Key_Return:
            if making and column == DOCUMENT and not self._model.index(row, NAME).data(_WRITTEN):
                self._go(row, NAME, write=True)
            elif making:
                self.write_next()
            else:
                self._go(row + 1, column, write=False)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            way = TYPED if key == Qt.Key.Key_Tab else TYPED[::-1]
            shown = [n for n in way if not self.isColumnHidden(n)]
            rest = shown[shown.index(column) + 1 :]
            if rest:
                self._go(row, rest[0], write=making)
            elif key == Qt.Key.Key_Tab:
                self._go(row + 1, DOCUMENT, write=making)
            else:
                self._go(row, column, write=False)
        else:
            self._go(row + (1 if key == Qt.Key.Key_Down else -1), column, write=False)

    def _go(self, row: int, column: int, *, write: bool) -> None:
        row = min(max(row, 0), self._model.rowCount() - 1)
        index = self._model.index(row, column)
        self.selectionModel().setCurrentIndex(
            index,
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows,
        )
        self.scrollTo(index)
        self.setFocus()
        if write and index.isValid():
            self.edit(index)

    def _on_row(self, current: QModelIndex, _before: QModelIndex) -> None:
        row = self._model.row_at(current.row())
        self.person_marked.emit(row.attendance.id if row is not None else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_WRITTEN = Qt.ItemDataRole.EditRole
