"""Lay widgets in a row that breaks where it must, like words in a paragraph."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Left to right, then the next line; the height follows the width."""

    def __init__(self, gap_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        x, y, line_px = rect.x(), rect.y(), 0
        for held in self._held:
            if held.isEmpty():  # a hidden widget takes no gap either
                continue
            size = held.sizeHint()
            size.setWidth(min(size.width(), max(rect.width(), held.minimumSize().width())))
            if x + size.width() > rect.right() + 1 and line_px:
                x, y, line_px = rect.x(), y + line_px + self._gap, 0
            if place:
                held.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            line_px = max(line_px, size.height())
        return y + line_px - rect.y()
