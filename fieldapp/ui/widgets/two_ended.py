"""Lines of a list with words at both ends: those at the right are read, the others give way."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldapp.ui.theme import Theme

AT_THE_END: Final = int(Qt.ItemDataRole.UserRole)
"""The role of the words at the right end."""

_RIGHT: Final = Qt.TextElideMode.ElideRight
Index = QModelIndex | QPersistentModelIndex


class TwoEnded(QStyledItemDelegate):
    """Draws what `AT_THE_END` says at the right of a line, in half of its room at the most."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        end = self._end(option, index)
        if end:
            metrics, around = option.fontMetrics, self._theme.space(3)
            room = option.rect.width() - metrics.horizontalAdvance(end) - 3 * around
            option.text = metrics.elidedText(option.text, _RIGHT, room)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        end = self._end(option, index)
        if not end:
            return
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        around = self._theme.space(3)
        painter.save()
        painter.setPen(self._theme.colour("accent" if marked else "text_soft"))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(option.rect.adjusted(around, 0, -around, 0), side, end)
        painter.restore()

    def _end(self, option: QStyleOptionViewItem, index: Index) -> str:
        words, most = str(index.data(AT_THE_END) or ""), option.rect.width() // 2
        return option.fontMetrics.elidedText(words, _RIGHT, most)
