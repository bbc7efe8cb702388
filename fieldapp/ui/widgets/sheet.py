"""The two shapes a page has inside: one column of text, and the bar with its main action."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
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
        # Tab leads to what is on the sheet; the page hands it the keys that turn leaves.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
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

    def turn(self, key: int) -> None:
        """Scroll as a key asks that turns leaves."""
        bar = self.verticalScrollBar()
        bar.setValue(
            {
                Qt.Key.Key_PageUp: bar.value() - bar.pageStep(),
                Qt.Key.Key_PageDown: bar.value() + bar.pageStep(),
                Qt.Key.Key_Home: bar.minimum(),
                Qt.Key.Key_End: bar.maximum(),
            }.get(Qt.Key(key), bar.value())
        )

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
    """The foot of a page: lesser actions at the left, the one main action at the right.

    Where there is no room for all of them in a row they stand one above the other.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(*(theme.space(step) for step in (5, 2, 5, 3)))
        self._row.setSpacing(theme.space(2))
        self._row.addStretch(1)
        self._buttons: list[QPushButton] = []

    def add(self, button: QPushButton) -> None:
        """Put a lesser action at the left."""
        self._row.insertWidget(len(self._buttons), button)
        self._buttons.append(button)

    def add_main(self, button: QPushButton) -> None:
        """Put the main action at the right end; a page has one."""
        mark(button, "main")
        self._row.addWidget(button)
        self._buttons.append(button)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its widest button, so that it never asks for a row."""
        shown = [button.minimumSizeHint() for button in self._buttons if not button.isHidden()]
        height = super().minimumSizeHint().height()
        return QSize(max((hint.width() for hint in shown), default=0), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:  # a button came, went or changed its words
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        shown = [button.sizeHint().width() for button in self._buttons if not button.isHidden()]
        margins = self._row.contentsMargins()
        needed = sum(shown) + self._row.spacing() * len(shown) + margins.left() + margins.right()
        direction = QBoxLayout.Direction
        self._row.setDirection(
            direction.LeftToRight if needed <= self.width() else direction.TopToBottom
        )
