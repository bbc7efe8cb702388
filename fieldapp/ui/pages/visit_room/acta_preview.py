"""The acta as it will be printed, beside what is written; or why it cannot be shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from fieldapp.records.text import Worded, say
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.pdf_view import PdfView


class ActaPreview(QWidget):
    """Pages one under the other, as wide as fits."""

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self._tools = tools
        self._stack = QStackedWidget()
        self._said = QLabel(tools.words(say("Preparando la vista previa…")))
        self.view = PdfView(tools.jobs, tools.theme, tools.words)
        self._said.setWordWrap(True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        mark(self._said, "soft-body")
        self._stack.addWidget(self._said)
        self._stack.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def show_pdf(self, pdf: bytes) -> None:
        """Show a PDF."""
        self.view.show_pdf(pdf, failed=self.say_why_not)
        self._stack.setCurrentWidget(self.view)

    def say_why_not(self, error: Exception) -> None:
        """Say in the place of the pages what keeps them from being made."""
        words = self._tools.words
        if isinstance(error, Worded):
            self._said.setText(words(error.text))
        else:
            self._said.setText(
                words(say("La vista previa no se pudo preparar; lo escrito está a salvo."))
            )
        self._stack.setCurrentWidget(self._said)
