"""Draws the lines of a list: text that wraps, and the status at the right with icon and colour."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldapp.ui.theme import Theme
from fieldapp.ui.widgets.line import Heading, Line

_SMALL: Final = 0.86  # of the body text, as the style sheet's secondary text is
_HEADING: Final = 1.12
_ICON: Final = 16
_ASIDE_MOST: Final = 0.42  # of the width, for what stands at the right

Index = QModelIndex | QPersistentModelIndex


class LinePainter(QStyledItemDelegate):
    """Lays a line out: status icon, the text between its small lines, the status at the right."""

    def __init__(self, theme: Theme, lines_most: int, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._lines_most = lines_most
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(Qt.ItemDataRole.UserRole)
        width = self._width()
        font = self._view.font()
        if isinstance(row, Heading):
            height = QFontMetrics(_sized(font, _HEADING)).height() + self._theme.space(5)
        else:
            height = self._height(row, font, width)
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        if isinstance(row, Heading):
            self._paint_heading(painter, rect, row)
        else:
            self._paint_ground(painter, rect, state)
            self._paint_line(painter, rect, row)
        painter.restore()

    def _width(self) -> int:
        """The width of a line, the same with a scroll bar and without."""
        frame, bar = 2 * self._view.frameWidth(), self._view.verticalScrollBar().sizeHint().width()
        return max(self._view.width() - frame - bar, 1)

    def _paint_heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        gap = self._theme.space(3)
        painter.setFont(_sized(self._view.font(), _HEADING, bold=True))
        painter.setPen(self._theme.colour("text"))
        inside = rect.adjusted(gap, gap, -gap, -self._theme.space(1))
        low = Qt.AlignmentFlag.AlignBottom
        painter.drawText(inside, low | Qt.AlignmentFlag.AlignLeft, heading.text)
        if heading.count:
            wide = QFontMetrics(painter.font()).horizontalAdvance(heading.text)
            painter.setFont(_sized(self._view.font(), 1.0))
            painter.setPen(self._theme.colour("text_soft"))
            beside = inside.adjusted(wide + self._theme.space(2), 0, 0, 0)
            painter.drawText(beside, low | Qt.AlignmentFlag.AlignLeft, str(heading.count))

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        marked = bool(state & QStyle.StateFlag.State_Selected)
        if marked:
            painter.fillRect(rect, self._theme.colour("tint"))
        painter.setPen(QPen(self._theme.colour("line")))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if marked and self._view.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_line(self, painter: QPainter, rect: QRect, line: Line) -> None:
        theme, font = self._theme, self._view.font()
        small = _sized(font, _SMALL)
        left, right, wide = self._columns(line, font, self._width())
        y = rect.y() + theme.space(2)
        for words, used, role, most in self._paragraphs(line, font, small):
            painter.setFont(used)
            painter.setPen(theme.colour(role))
            step = QFontMetrics(used).height()
            for written in _wrapped(words, used, wide, most):
                across = QRect(rect.x() + left, y, wide, step)
                painter.drawText(across, Qt.AlignmentFlag.AlignLeft, written)
                y += step
        self._paint_status(painter, rect, line, right)

    def _paint_status(self, painter: QPainter, rect: QRect, line: Line, right: int) -> None:
        theme, font = self._theme, self._view.font()
        gap, side = theme.space(1), theme.px(_ICON)
        y, end = rect.y() + theme.space(2), rect.x() + self._width() - theme.space(3)
        step = QFontMetrics(font).height()
        high = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        if line.word:
            wide = min(_advance(font, line.word), right - side - gap)
            painter.setFont(font)
            painter.setPen(theme.colour(line.role))
            word = QFontMetrics(font).elidedText(line.word, Qt.TextElideMode.ElideRight, wide)
            painter.drawText(QRect(end - wide, y, wide, step), high, word)
            if line.icon:
                picture = theme.pixmap(line.icon, line.role, side)
                painter.drawPixmap(end - wide - gap - side, y + (step - side) // 2, picture)
            y += step
        if line.aside:
            small = _sized(font, _SMALL)
            painter.setFont(small)
            painter.setPen(theme.colour("text_soft"))
            words = QFontMetrics(small).elidedText(line.aside, Qt.TextElideMode.ElideRight, right)
            across = QRect(end - right, y, right, QFontMetrics(small).height())
            painter.drawText(across, high, words)

    def _paragraphs(
        self, line: Line, font: QFont, small: QFont
    ) -> list[tuple[str, QFont, str, int]]:
        found = [
            (line.above, small, "text_soft", 1),
            (line.text, font, "text", self._lines_most),
            (line.below, small, "text_soft", 2),
        ]
        return [one for one in found if one[0]]

    def _columns(self, line: Line, font: QFont, width: int) -> tuple[int, int, int]:
        """The left edge of the text, the width at the right for the status, the text's width."""
        theme = self._theme
        gap, small = theme.space(3), _sized(font, _SMALL)
        status = _advance(font, line.word)
        status += theme.px(_ICON) + theme.space(1) if line.icon and line.word else 0
        right = min(max(status, _advance(small, line.aside)), int(width * _ASIDE_MOST))
        between = theme.space(4) if right else 0
        return gap, right, max(width - 2 * gap - right - between, 1)

    def _height(self, line: Line, font: QFont, width: int) -> int:
        small = _sized(font, _SMALL)
        _left, _right, wide = self._columns(line, font, width)
        text = sum(
            QFontMetrics(used).height() * len(_wrapped(words, used, wide, most))
            for words, used, _role, most in self._paragraphs(line, font, small)
        )
        status = QFontMetrics(font).height() * bool(line.word)
        status += QFontMetrics(small).height() * bool(line.aside)
        return max(text, status) + 2 * self._theme.space(2)


def _advance(font: QFont, words: str) -> int:
    """The width of some words, rounded up so that they are not elided at that width."""
    return QFontMetrics(font).horizontalAdvance(words) + 2 if words else 0


def _sized(font: QFont, share: float, *, bold: bool = False) -> QFont:
    sized = QFont(font)
    sized.setPointSizeF(font.pointSizeF() * share)
    sized.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return sized


def _wrapped(words: str, font: QFont, width: int, most: int) -> list[str]:
    """The words as lines that fit; the last one allowed says with "…" that there is more."""
    found: list[str] = []
    for paragraph in words.splitlines():
        layout = QTextLayout(paragraph, font)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            start, length = line.textStart(), line.textLength()
            found.append(paragraph[start : start + length].rstrip())
        layout.endLayout()
    if most and len(found) > most:
        rest = " ".join(found[most - 1 :])
        last = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
        found = [*found[: most - 1], last]
    return found
