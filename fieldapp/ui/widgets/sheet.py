"""The two shapes a page has inside: one column of text, and the bar with its main action."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fieldapp.ui.theme import Theme, mark

_TEXT_PX = 720


class Sheet(QScrollArea):
    """One scrolled column, at most 720 px of text wide, so that a line can be read at a glance."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, widest_px: int = _TEXT_PX
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled = QWidget()
        scrolled.setObjectName("scrolled")
        held = QWidget()
        held.setMaximumWidth(theme.px(widest_px))
        self._column = QVBoxLayout(held)
        self._column.setContentsMargins(*(theme.space(step) for step in (5, 4, 5, 5)))
        self._column.setSpacing(theme.space(4))
        self._column.addStretch(1)
        row = QHBoxLayout(scrolled)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(held, 1)
        row.addStretch(0)
        self.setWidget(scrolled)

    def add(self, widget: QWidget) -> None:
        """Put a widget under the others."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def add_section(self, words: str) -> QLabel:
        """Put a heading under the others; return it, to be changed or hidden."""
        heading = QLabel(words)
        mark(heading, "section")
        self.add(heading)
        return heading


class ActionBar(QWidget):
    """The foot of a page: lesser actions at the left, the one main action at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(*(theme.space(step) for step in (5, 2, 5, 3)))
        self._row.setSpacing(theme.space(2))
        self._row.addStretch(1)
        self._lesser = 0

    def add(self, button: QPushButton) -> None:
        """Put a lesser action at the left."""
        self._row.insertWidget(self._lesser, button)
        self._lesser += 1

    def add_main(self, button: QPushButton) -> None:
        """Put the main action at the right end; a page has one."""
        mark(button, "main")
        self._row.addWidget(button)
