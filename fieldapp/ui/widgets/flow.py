"""Lay widgets in a row that breaks where it must, like words in a paragraph."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Left to right, then the next line; the height follows the width.

    With `fills`, whatever would rather be wider (a line to type in) takes the rest of its line.
    """

    def __init__(self, gap_px: int, parent: QWidget | None = None, *, fills: bool = False) -> None:
        super().__init__(parent)
        self._fills = fills
        self._held: list[QLayoutItem] = []
        self._gap = gap_px
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        self._held.append(item)

    def count(self) -> int:
        return len(self._held)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # noqa: N802
        return self._held[index] if 0 <= index < len(self._held) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # noqa: N802
        return self._held.pop(index) if 0 <= index < len(self._held) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        super().setGeometry(rect)
        self._lay(rect, place=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802
        size = QSize()
        for held in self._held:
            size = size.expandedTo(held.minimumSize())
        return size

    def _lay(self, rect: QRect, *, place: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            high = max(size.height() for _, size in line)
            if place:
                self._place(line, QRect(rect.x(), y, rect.width(), high))
            y += high + self._gap
        return max(y - self._gap - rect.y(), 0)

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """What stands in each line, and how large."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for held in self._held:
            if held.isEmpty():  # a hidden widget takes no gap either
                continue
            size = held.sizeHint()
            size.setWidth(min(size.width(), max(room, held.minimumSize().width())))
            if not lines or x + size.width() > room:
                lines.append([])
                x = 0
            lines[-1].append((held, size))
            x += size.width() + self._gap
        return lines

    def _place(self, line: list[tuple[QLayoutItem, QSize]], rect: QRect) -> None:
        taken = sum(size.width() + self._gap for _, size in line) - self._gap
        spare, x = max(rect.width() - taken, 0) if self._fills else 0, rect.x()
        for held, size in line:
            if spare and held.expandingDirections() & Qt.Orientation.Horizontal:
                wide = min(size.width() + spare, held.maximumSize().width())
                spare -= wide - size.width()
                size.setWidth(wide)
            held.setGeometry(QRect(QPoint(x, rect.y()), size))
            x += size.width() + self._gap
