"""What every card of the kiosk is: one question in large type, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from fieldapp.records.text import Text
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark


class Card(QWidget):
    """A question with its answer; whoever shows it keeps what is `answered`."""

    answered = Signal(dict)
    """The fields of the row, as they are typed or chosen."""
    done = Signal()
    """Enter: the next card."""

    def __init__(self, tools: PageTools, question: Text | str, advice: Text | str = "") -> None:
        super().__init__()
        self.tools = tools
        self.question = QLabel(tools.words(question))
        self.question.setWordWrap(True)
        mark(self.question, "kiosk-question")
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        self.fault.hide()
        mark(self.fault, "kiosk-fault")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(tools.theme.space(4))
        self.column.addWidget(self.question)
        if advice:
            self.column.addWidget(self.told(advice))
        self.setAccessibleName(self.question.text())

    def told(self, text: Text | str) -> QLabel:
        """A sentence under the question."""
        label = QLabel(self.tools.words(text))
        label.setWordWrap(True)
        mark(label, "kiosk-told")
        return label

    def settle(self) -> None:
        """Stand at the top: what is left of the screen stays empty."""
        self.column.addStretch(1)

    def changes(self) -> Mapping[str, Any]:
        """What this card says now of the fields it asks for."""
        return {}

    def begin(self) -> None:
        """Put the cursor where the answer is given."""
        self.setFocus()

    def show_fault(self, sentence: str) -> None:
        """Say what is wrong with the answer; "" when nothing is any more."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
