"""Cells of several lines, high enough that their last line is read whole."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem


class RoomyCells(QStyledItemDelegate):
    """A style's padding narrows a line after Qt has counted the lines: there may be one more."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        hint = super().sizeHint(option, index)
        line = option.fontMetrics.height()
        return hint if hint.height() < 2 * line else hint + QSize(0, line)
