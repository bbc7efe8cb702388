"""A barcode scanner types like a keyboard: its cards are taken out of the keys of a line.

What comes is known by what it says (`rules/cards.py`), so a slow scanner and a stalled laptop read
as well as fast ones, and nothing that a person types is ever taken for a card.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from fieldapp.packs.cards import CardLayout
from fieldapp.rules.cards import begins_a_card, read_card

_SILENCE_MS = 250
_NOISE_MS = 60
"""What still comes this fast after a card is its noise; no hand types on for long at that speed."""
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ScannedCards(QObject):
    """Hands over each card, and leaves the line as it was before the scanner began.

    The Enter that ends a card is the card's, and so is what a scanner still types after it (the
    fingerprint of some cards, as noise) until it is silent.
    """

    read = Signal(object)
    """A `CardRead`."""
    not_read = Signal()
    """Something began like a card and was none: it has to be scanned again, or typed."""

    def __init__(self, layouts: Sequence[CardLayout], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layouts = layouts
        self._typed = ""
        self._before = ""
        self._line: QLineEdit | None = None
        self._coming = False
        self._done = False
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.timeout.connect(self._on_silence)

    def watch(self, line: QLineEdit) -> None:
        """Take cards out of a line by itself; a table asks `takes` from its own filter."""
        line.installEventFilter(self)

    def takes(self, line: QLineEdit, event: QKeyEvent) -> bool:
        """Tell whether a key belongs to a card, and not to the line."""
        if self._done or self._coming:
            self._silence.start(_NOISE_MS if self._done else _SILENCE_MS)
            if self._coming:
                self._typed += event.text()
                if event.key() in _ENDS:
                    self._try()
            return True
        sign = event.text()
        if not sign.isprintable() or not sign:
            self._typed = ""  # a key that moves: what was typed before it is no part of a card
            return False
        if not self._typed or line is not self._line:
            self._typed, self._line, self._before = "", line, line.text()
        self._typed += sign
        if begins_a_card(self._typed, self._layouts):
            self._coming = True
            self._silence.start(_SILENCE_MS)
            line.setText(self._before)
            return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QLineEdit) and isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self.takes(watched, event)
        return False

    def _try(self) -> bool:
        card = read_card(self._typed, self._layouts)
        if card is None:
            return False
        self._typed, self._coming, self._done = "", False, True
        self._silence.start(_NOISE_MS)
        self.read.emit(card)
        return True

    def _on_silence(self) -> None:
        """The scanner is silent: a card without an Enter is whole, or it will never be."""
        if self._coming and not self._try():
            self._typed, self._coming = "", False
            self.not_read.emit()
        self._done = False
