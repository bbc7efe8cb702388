"""A line of a page that may be opened with a click or Enter, with a button of its own if it has."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from fieldapp.ui.theme import Theme, mark
from fieldapp.ui.widgets.line import Line

_ICON_PX = 20


class LineRow(QFrame):
    """The same line as in a `LineList`, for pages on which a few lines have buttons.

    Up and Down walk from line to line, Tab also stops at the buttons.
    """

    chosen = Signal()

    def __init__(self, theme: Theme, line: Line, button: QPushButton | None = None) -> None:
        super().__init__()
        self.line = line
        mark(self, "line")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(line.spoken)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.space(step) for step in (2, 1, 2, 1)))
        row.setSpacing(theme.space(3))
        if line.icon:
            picture = QLabel()
            theme.dress(picture, line.icon, line.role, side=_ICON_PX)
            row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        row.addLayout(words, 1)
        text = QLabel(line.text)
        text.setWordWrap(True)
        words.addWidget(text)
        below = " · ".join(part for part in (line.aside, line.below) if part)
        if line.word:
            status = QLabel(line.word)
            mark(status, line.role)
            words.addWidget(status)
        if below:
            small = QLabel(below)
            small.setWordWrap(True)
            mark(small, "soft")
            words.addWidget(small)
        if button is not None:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.chosen.emit()
        elif key == Qt.Key.Key_Down:
            self.focusNextChild()
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.chosen.emit()
