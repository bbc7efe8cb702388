"""A sentence about what was just done, with a way back, that never stops the work.

The sentence goes after a while; its way back stays open to Ctrl+Z until it is taken or another
action offers its own.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from fieldapp.records.text import say
from fieldapp.ui.ports import Wording
from fieldapp.ui.theme import Theme

_SHOWN_MS = 12_000


class Notice(QFrame):
    """Appears above the bottom line, stays long enough to be read, and offers the undo."""

    def __init__(self, theme: Theme, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._words = words
        self._undo: Callable[[], object] | None = None
        self._undone = ""
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._button = QPushButton(words(say("Deshacer")))
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.space(step) for step in (4, 2, 2, 2)))
        row.addWidget(self._sentence, 1)
        row.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self._button.clicked.connect(self.undo_last)
        self.hide()

    def show_text(self, sentence: str, undo: object) -> None:
        """Show a worded sentence; `undo` is a callable, or None where there is no way back."""
        if callable(undo):
            self._undo, self._undone = undo, sentence
        self._sentence.setText(sentence)
        self._button.setVisible(callable(undo))
        self.setAccessibleName(sentence)
        self.show()
        self._timer.start()

    def undo_last(self) -> None:
        """Take back the last action that offered it, and say which one that is."""
        undo, self._undo = self._undo, None
        if undo is None:
            self.show_text(self._words(say("No hay nada que deshacer.")), None)
            return
        self.show_text(self._words(say("Se deshace: {done}", done=self._undone)), None)
        undo()
