"""The rows of a long list on the screen: whole rows, shared widths, the columns a person wants."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from fieldapp.ui.widgets.columns import Need, share_width
from fieldapp.ui.widgets.rows_model import RowsModel

_ICON_PX = 16
_HEADING_AROUND = 24
_CELL_BORDER = 5
_TELLING = 1000


class RowsView(QTableView):
    """The rows: whole rows are marked, Enter chooses, columns share the width."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._unwished: set[int] = set()
        self._icon_px = _ICON_PX
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSortingEnabled(False)
        self.verticalHeader().hide()

    def stand(self, row_px: int, icon_px: int) -> None:
        """Give the rows their height and the header its ways."""
        self._icon_px = icon_px
        self.setIconSize(QSize(icon_px, icon_px))
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(row_px)
        rows.setDefaultSectionSize(row_px)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setResizeContentsPrecision(0)  # what is in sight; the rest may not be here yet
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def is_wished(self, column: int) -> bool:
        """Whether the person wants to see a column; without room it may hide all the same."""
        return column not in self._unwished

    def choose_column(self, column: int, *, shown: bool) -> None:
        """Show or hide a column, as the person wishes."""
        self._unwished ^= {column} if shown != self.is_wished(column) else set()
        self.fit()

    def wished_columns(self) -> tuple[int, ...]:
        """The columns the person wants, in the order in which they stand."""
        header = self.horizontalHeader()
        standing = [header.logicalIndex(place) for place in range(header.count())]
        return tuple(column for column in standing if self.is_wished(column))

    def arrange(self, columns: Sequence[int]) -> None:
        """Show these columns in this order; the others are not wanted."""
        header = self.horizontalHeader()
        self._unwished = set(range(header.count())) - set(columns)
        for place, column in enumerate(columns):
            header.moveSection(header.visualIndex(column), place)
        self.fit()

    def fit(self) -> None:
        """Share the width by headings and by what is in sight; without room the last ones go."""
        model = self.model()
        if not isinstance(model, RowsModel):
            return
        wished = [i for i in range(len(model.columns)) if self.is_wished(i)]
        widths = share_width(self.viewport().width(), [self._need(model, i) for i in wished])
        for index in range(len(model.columns)):
            self.setColumnHidden(index, index not in wished[: len(widths)])
        for index, width in zip(wished, widths, strict=False):
            self.setColumnWidth(index, width)

    def _need(self, model: RowsModel, index: int) -> Need:
        column = model.columns[index]
        heading = self.heading_px(index)
        said = self.sizeHintForColumn(index) + (self._icon_px if column.mark else _CELL_BORDER)
        expected = column.chars * self.fontMetrics().averageCharWidth()
        weight = _TELLING if column.tells else column.chars
        least = max(heading, min(said, expected))
        return Need(least, max(heading, said), weight, column.whole)

    def heading_px(self, index: int) -> int:
        """The width of a column's heading; Qt's own counts an arrow that is seldom there."""
        header = self.horizontalHeader()
        word = str(self.model().headerData(index, Qt.Orientation.Horizontal) or "")
        arrow = self._icon_px if header.sortIndicatorSection() == index else 0
        around = round(_HEADING_AROUND * self._icon_px / _ICON_PX)
        return header.fontMetrics().horizontalAdvance(word) + around + arrow

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit()
