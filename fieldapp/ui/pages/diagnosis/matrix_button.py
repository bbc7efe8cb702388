"""«Traer una matriz…»: problems, causes, alternatives or priorities from a ministry's own sheet."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtWidgets import QPushButton

from fieldapp.records.progress import Step
from fieldapp.records.text import say
from fieldapp.ui.brought import tell_brought
from fieldapp.ui.page import Page
from fieldapp.ui.theme import mark
from fieldapp.work.imported import Imported

_ENDINGS: Final = ("xlsx", "csv")


class Bringing(Protocol):
    """Where files are brought in."""

    def bring(self, name: str, content: bytes, *, step: Step) -> Imported:
        """Take in all of a file or nothing of it."""
        ...


class MatrixButton(QPushButton):
    """The file's headings and its name say which matrix it is; every fault is told by its cell."""

    def __init__(self, page: Page, imports: Bringing) -> None:
        super().__init__(page.words(say("Traer una matriz…")))
        self._page = page
        self._imports = imports
        mark(self, "quiet")
        page.tools.theme.dress(self, "down", "accent")
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        path = self._page.tools.prompts.file_to_open(say("Elegir el archivo"), _ENDINGS)
        if path is not None:
            self._page.take_in(partial(self._bring, path), partial(tell_brought, self._page.tools))

    def _bring(self, path: Path, step: Step) -> Imported:
        return self._imports.bring(path.name, path.read_bytes(), step=step)
