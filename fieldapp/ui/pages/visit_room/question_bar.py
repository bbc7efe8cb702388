"""A question inside the page, where the work is, that stops nothing else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from fieldapp.records.text import Text
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark

Answer = Callable[[], object]


class QuestionBar(QFrame):
    """Two answers, each with its key. It never takes the cursor from somebody who is typing."""

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self._tools = tools
        self._icon, self._sentence = QLabel(), QLabel()
        self.first, self.second = QPushButton(), QPushButton()
        self._answers: tuple[Answer, Answer] = (_nothing, _nothing)
        self._esc: Answer = _nothing
        mark(self, "raised")
        tools.theme.dress(self._icon, "help", "warn")
        self._sentence.setWordWrap(True)
        mark(self.first, "main")
        row = QHBoxLayout(self)
        row.setContentsMargins(*(tools.theme.space(step) for step in (3, 2, 2, 2)))
        row.setSpacing(tools.theme.space(2))
        row.addWidget(self._icon)
        row.addWidget(self._sentence, 1)
        row.addWidget(self.second)
        row.addWidget(self.first)
        self.first.setShortcut("Alt+S")
        self.second.setShortcut("Alt+N")
        self.first.clicked.connect(self._on_first)
        self.second.clicked.connect(self._on_second)
        self.hide()

    def ask(
        self,
        question: Text,
        first: tuple[Text, Answer],
        second: tuple[Text, Answer],
        esc: Answer,
    ) -> None:
        """Show a question with its two answers, and what Esc means.

        Another question that waits is taken as passed over.
        """
        self.give_up()
        words = self._tools.words
        self._sentence.setText(words(question))
        self.setAccessibleName(words(question))
        self.first.setText(words(first[0]))
        self.second.setText(words(second[0]))
        self._answers, self._esc = (first[1], second[1]), esc
        self.show()

    @property
    def sentence(self) -> str:
        """What is being asked; "" when nothing is."""
        return "" if self.isHidden() else self._sentence.text()

    def give_up(self) -> bool:
        """Leave things as they were; False when nothing was asked."""
        if self.isHidden():
            return False
        self.hide()
        self._esc()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            (self.second if self.first.hasFocus() else self.first).setFocus()
        else:
            super().keyPressEvent(event)

    def _on_first(self) -> None:
        self.hide()
        self._answers[0]()

    def _on_second(self) -> None:
        self.hide()
        self._answers[1]()


def _nothing() -> None:
    """Nothing was asked yet."""
