"""Firma a ruego: who signs for a person who cannot, before which witness, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from fieldapp.records.text import Text, say
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark
from fieldapp.work.hands import OnRequest


class RequestForm(QWidget):
    """Three lines; what lacks is told when the signature is kept."""

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tools.theme.space(1))
        self.signer = self._line(tools, say("Quién firma a ruego"))
        self.reason = self._line(tools, say("Por qué no firma la persona"))
        self.witness = self._line(tools, say("Testigo"))
        self.reason.setPlaceholderText(tools.words(say("No sabe firmar, no puede firmar…")))

    def _line(self, tools: PageTools, label: Text) -> QLineEdit:
        heading, line = QLabel(tools.words(label)), QLineEdit()
        heading.setBuddy(line)
        mark(heading, "label")
        line.setAccessibleName(tools.words(label))
        self._column.addWidget(heading)
        self._column.addWidget(line)
        return line

    def clear(self) -> None:
        """Empty all three for the next person."""
        for line in (self.signer, self.reason, self.witness):
            line.clear()

    @property
    def request(self) -> OnRequest:
        """What is written."""
        return OnRequest(self.signer.text(), self.witness.text(), self.reason.text())
