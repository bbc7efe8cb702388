"""Cells of several lines, high enough that their last line is read whole."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

_MANY_LINES = 100_000


class RoomyCells(QStyledItemDelegate):
    """Counts the lines in the width that a style's padding leaves, which Qt does not."""

    def __init__(self, table: QTableView, padding_px: int) -> None:
        """`padding_px` is what stands between a cell's edge and its words."""
        super().__init__(table)
        self._table = table
        self._padding = padding_px

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        hint, words = super().sizeHint(option, index), index.data()
        if not words:
            return hint
        wide = self._table.columnWidth(index.column()) - 2 * self._padding
        room = QRect(0, 0, wide, _MANY_LINES)
        high = option.fontMetrics.boundingRect(room, Qt.TextFlag.TextWordWrap, str(words)).height()
        return hint.expandedTo(QSize(0, high + 2 * self._padding))
