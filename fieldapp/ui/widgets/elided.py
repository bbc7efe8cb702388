"""Words that end with "…" where there is no room for all of them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy

from fieldapp.ui.widgets.tips import plain_tip

_LETTERS_LEAST = 8
"""A fragment shorter than this says nothing, and is left out."""


class Elided(QLabel):
    """The whole text stays its text, for screen readers and for whoever points at it."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        whole, wide = self.text(), self.contentsRect().width()
        shown = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, wide)
        self.setToolTip(plain_tip(whole) if shown != whole else "")
        if shown != whole and len(shown) < _LETTERS_LEAST:
            return
        painter = QPainter(self)
        painter.drawText(self.contentsRect(), self.alignment(), shown)
        painter.end()


class ElidedButton(QPushButton):
    """A way to something with a long name: as wide as there is room for, never wider."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        """All of its words, also those that do not fit."""
        return self._whole

    def show_words(self, words: str) -> None:
        """Show some words, as many as fit."""
        self._whole = words
        self.setAccessibleName(words)
        self._fit()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        metrics = self.fontMetrics()
        more = metrics.horizontalAdvance(self._whole) - metrics.horizontalAdvance(self.text())
        return QSize(hint.width() + more, hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.iconSize().width() * 4, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        beside = super().sizeHint().width() - metrics.horizontalAdvance(self.text())
        room = max(self.width() - beside, 0)
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")
