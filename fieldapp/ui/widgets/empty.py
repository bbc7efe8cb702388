"""What a page shows where there is nothing yet: what it is for, and the first step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.ui.theme import Theme, mark

_ICON_PX = 48
_WITH_PICTURE_PX = 190


class EmptyState(QWidget):
    """An icon, a sentence, and a button for the first step when there is one."""

    wished = Signal()
    """The person pressed the button."""

    def __init__(self, theme: Theme, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture = QLabel()
        theme.dress(self._picture, icon, "text_soft", side=_ICON_PX)
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setMaximumWidth(theme.px(420))
        mark(self._sentence, "soft-body")
        self._button = QPushButton()
        self._button.clicked.connect(self.wished)
        column = QVBoxLayout(self)
        column.setSpacing(theme.space(3))
        column.addStretch(1)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        across = QHBoxLayout()  # an aligned label would not be as high as its lines
        across.addStretch(1)
        across.addWidget(self._sentence, 100)
        across.addStretch(1)
        column.addLayout(across)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the picture goes first: the step must be in reach."""
        super().resizeEvent(event)
        self._picture.setVisible(self.height() >= self._theme.px(_WITH_PICTURE_PX))

    @property
    def sentence(self) -> str:
        """What is said."""
        return self._sentence.text()

    def say(self, sentence: str, step: str = "") -> None:
        """Show a worded sentence, and the first step as a button when there is one."""
        self._sentence.setText(sentence)
        self._button.setText(step)
        self._button.setVisible(bool(step))
