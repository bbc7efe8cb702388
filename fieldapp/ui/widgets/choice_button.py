"""A button that stays pressed in: one of a few answers, or a yes-or-no choice of a list."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QPushButton

from fieldapp.ui.theme import mark


class ChoiceButton(QPushButton):
    """Always as wide as when it is pressed in, so that nothing moves and no word is cut."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setCheckable(True)
        mark(self, "choice")

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        metrics, heavier = QFontMetrics(self.font()), QFontMetrics(bold)
        more = max(
            heavier.horizontalAdvance(line) - metrics.horizontalAdvance(line)
            for line in self.text().split("\n")
        )
        return QSize(hint.width() + max(more, 0), hint.height())
