"""Cards in two columns, or in one where room is short: for pages that tell how things are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QVBoxLayout, QWidget

from fieldapp.ui.theme import Theme, mark
from fieldapp.ui.widgets.sheet import Sheet

_TWO_COLUMNS_FROM = 820
_WIDEST_PX = 1240


class Card(QFrame):
    """A heading and some lines under it."""

    def __init__(self, theme: Theme, heading: str, count: int = 0) -> None:
        super().__init__()
        self._theme = theme
        mark(self, "raised")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*(theme.space(step) for step in (3, 3, 3, 3)))
        self._column.setSpacing(theme.space(1))
        title = _plain(f"{heading}  ·  {count}" if count else heading)
        title.setContentsMargins(theme.space(2), 0, 0, theme.space(1))
        mark(title, "section")
        self._column.addWidget(title)

    def add(self, widget: QWidget, *, wide: bool = True) -> None:
        """Put a widget under the others."""
        left = Qt.AlignmentFlag(0) if wide else Qt.AlignmentFlag.AlignLeft
        self._column.addWidget(widget, 0, left)

    def add_words(self, words: str, look: str = "soft-body") -> QLabel:
        """Put a sentence under the others."""
        label = _plain(words)
        label.setWordWrap(True)
        label.setContentsMargins(self._theme.space(2), 0, self._theme.space(2), 0)
        mark(label, look)
        self.add(label)
        return label


class CardColumns(Sheet):
    """A scrolled page of cards."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, widest_px=_WIDEST_PX)
        self._lent = theme
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        held = QWidget()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, held)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(theme.space(4))
        self._columns = (QVBoxLayout(), QVBoxLayout())
        for column in self._columns:
            column.setSpacing(theme.space(4))
            self._across.addLayout(column, 1)
        self.add(held)

    def show_cards(self, left: list[Card], right: list[Card]) -> None:
        """Show these cards instead of the ones before."""
        for column, cards in zip(self._columns, (left, right), strict=True):
            _clear(column)
            for card in cards:
                column.addWidget(card)
                card.show()  # now, not on the next turn: one of its lines may take the cursor
            column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self._lent.px(_TWO_COLUMNS_FROM)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._across.setDirection(across if wide else down)


def _plain(words: str) -> QLabel:
    """Words in which somebody else's may stand: never read as markup."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(words)
    return label


def _clear(column: QVBoxLayout) -> None:
    while (held := column.takeAt(0)) is not None:
        widget = held.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
