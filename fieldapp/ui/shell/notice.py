"""A sentence about what was just done, with a way back, that never stops the work."""

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
        self._undo: Callable[[], object] | None = None
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
        self._button.clicked.connect(self._on_undo)
        self.hide()

    def show_text(self, sentence: str, undo: object) -> None:
        """Show a worded sentence; `undo` is a callable, or None where there is no way back."""
        self._undo = undo if callable(undo) else None
        self._sentence.setText(sentence)
        self._button.setVisible(self._undo is not None)
        self.setAccessibleName(sentence)
        self.show()
        self._timer.start()

    def _on_undo(self) -> None:
        self.hide()
        if self._undo is not None:
            self._undo()
