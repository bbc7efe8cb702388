"""A line of words that ends with "…" where there is no room for all of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy


class Elided(QLabel):
    """The whole text stays its text, for screen readers and for whoever points at it."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        whole, wide = self.text(), self.contentsRect().width()
        shown = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, wide)
        self.setToolTip(whole if shown != whole else "")
        painter = QPainter(self)
        painter.drawText(self.contentsRect(), self.alignment(), shown)
        painter.end()
