"""The voting table of a workshop: one laptop, the number keys, and the places change at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from fieldapp.records.text import say
from fieldapp.ui.page import PageTools
from fieldapp.ui.pages.diagnosis.votes_model import (
    FIRST_CRITERION,
    LAST_CRITERION,
    PLACE,
    PROBLEM,
    TOTAL,
    VotesModel,
    criterion_of,
    is_criterion,
)

_LEAST, _MOST = 1, 5
_NARROW_PX: Final = 92
_PLACE_PX: Final = 84
_ROW_PX: Final = 44
_PROBLEM_PX: Final = 200
_AROUND_PX: Final = 12
_ERASES: Final = frozenset(
    (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_0, Qt.Key.Key_Minus)
)
_ENTERS: Final = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter))

Index = QModelIndex | QPersistentModelIndex


class VotingTable(QTableView):
    """1 to 5 write a score and go on to the next cell; Delete takes one back; Enter opens."""

    voted = Signal(object, str, object)
    """The problem, the criterion, and its score or None."""
    opened = Signal(object)
    """The problem on whose row somebody pressed Enter, or clicked twice its words."""
    out_of_scale = Signal()
    """A number was typed that is no score."""

    def __init__(self, tools: PageTools, place: Callable[[str], str]) -> None:
        super().__init__()
        self._theme = tools.theme
        self.votes = VotesModel(tools, place)
        self.setModel(self.votes)
        self.setItemDelegate(_Cells(tools, self))
        self.setAccessibleName(tools.words(say("Votación de los problemas")))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        tools.theme.changed.connect(self.fit)
        self.votes.modelReset.connect(self.fit)

    @property
    def marked(self) -> UUID | None:
        """The problem on whose row the cursor stands."""
        row = self.currentIndex().row()
        return self.votes.problems[row].id if 0 <= row < len(self.votes.problems) else None

    def stand_on(self, problem: UUID, column: int = FIRST_CRITERION) -> None:
        """Put the cursor on a problem's row."""
        row = self.votes.row_of(problem)
        if row >= 0:
            self.setCurrentIndex(self.votes.index(row, column))

    def begin(self) -> None:
        """Put the cursor where the first score is missing, or on the first."""
        problems = self.votes.problems
        columns = range(FIRST_CRITERION, LAST_CRITERION + 1)
        empty = (
            (row, column)
            for row, one in enumerate(problems)
            for column in columns
            if getattr(one, criterion_of(column)) is None
        )
        row, column = next(empty, (0, FIRST_CRITERION))
        if problems and not self.currentIndex().isValid():
            self.setCurrentIndex(self.votes.index(row, column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at, key = self.currentIndex(), Qt.Key(event.key())
        digit = event.text() if event.text().isdecimal() else ""
        if key in _ENTERS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.marked is not None:
                self.opened.emit(self.marked)
        elif is_criterion(at.column()) and key in _ERASES:
            self._put(at, None)
        elif is_criterion(at.column()) and digit:
            if _LEAST <= int(digit) <= _MOST:
                self._put(at, int(digit))
                self._go_on(at)
            else:
                self.out_of_scale.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = self.indexAt(event.position().toPoint())
        if at.isValid() and not is_criterion(at.column()) and self.marked is not None:
            self.opened.emit(self.marked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def show_scores(self, *, shown: bool) -> None:
        """Hide the scores while a problem's words are written beside the table."""
        for column in range(FIRST_CRITERION, LAST_CRITERION + 1):
            self.setColumnHidden(column, not shown)
        self.fit()

    def fit(self) -> None:
        """The problem has the room that the numbers leave; rows are as high as their words."""
        header = self.horizontalHeader()
        for column in range(self.votes.columnCount()):
            least = _PLACE_PX if column in (PLACE, TOTAL) else _NARROW_PX
            word = str(self.votes.headerData(column, Qt.Orientation.Horizontal))
            wide = header.fontMetrics().horizontalAdvance(word) + 2 * self._theme.px(_AROUND_PX)
            if column != PROBLEM and not self.isColumnHidden(column):
                self.setColumnWidth(column, max(self._theme.px(least), wide))
        others = sum(self.columnWidth(c) for c in range(self.votes.columnCount()) if c != PROBLEM)
        left = self.viewport().width() - others
        self.setColumnWidth(PROBLEM, max(left, self._theme.px(_PROBLEM_PX)))
        self.resizeRowsToContents()

    def sizeHintForRow(self, row: int) -> int:  # noqa: N802
        around = 2 * self._theme.px(_AROUND_PX)
        room = QRect(0, 0, self.columnWidth(PROBLEM) - around, 10_000)
        words = str(self.votes.index(row, PROBLEM).data())
        wrapped = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, words)
        return max(self._theme.px(_ROW_PX), wrapped.height() + around)

    def _put(self, at: QModelIndex, score: int | None) -> None:
        problem = self.votes.problems[at.row()].id
        self.votes.put_score(at.row(), at.column(), score)
        self.voted.emit(problem, criterion_of(at.column()), score)

    def _go_on(self, at: QModelIndex) -> None:
        """To the next criterion, and after the last one to the next problem's first."""
        row, column = at.row(), at.column() + 1
        if column > LAST_CRITERION:
            row, column = row + 1, FIRST_CRITERION
        if row < len(self.votes.problems):
            self.setCurrentIndex(self.votes.index(row, column))


class _Cells(QStyledItemDelegate):
    """Scores stand in their cell like in a form; the first place is set in bold."""

    def __init__(self, tools: PageTools, parent: QTableView) -> None:
        super().__init__(parent)
        self._theme = tools.theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.column() == PLACE and index.data() == "1":
            option.font.setWeight(QFont.Weight.Bold)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if is_criterion(index.column()):
            painter.save()
            painter.setPen(QPen(self._theme.colour("line"), 1))
            painter.drawLine(option.rect.topLeft(), option.rect.bottomLeft())
            painter.restore()
