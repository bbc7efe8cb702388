"""The file that proves what is reported: chosen while the report is written, kept with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from fieldapp.records.text import say
from fieldapp.ui.page import Page
from fieldapp.ui.record_file import file_to_attach
from fieldapp.ui.theme import mark


class EvidenceFile(QWidget):
    """A button that asks for a file and then says which; until the report is kept it is no copy."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._path: Path | None = None
        self.button = QPushButton()
        mark(self.button, "quiet")
        page.tools.theme.dress(self.button, "attachment", "accent")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addStretch(1)
        self.button.clicked.connect(self._on_clicked)
        self.forget()

    @property
    def path(self) -> Path | None:
        """The file that was chosen; None for none."""
        return self._path

    def forget(self) -> None:
        """The report is kept, or another promise is shown: no file is chosen any more."""
        self._point_at(None)

    def _on_clicked(self) -> None:
        path = file_to_attach(self._page)
        if path is not None:
            self._point_at(path)

    def _point_at(self, path: Path | None) -> None:
        self._path = path
        told = say("Adjuntar un archivo…")
        if path is not None:
            told = say("Se guardará con: {name}", name=path.name)
        self.button.setText(self._page.words(told))
