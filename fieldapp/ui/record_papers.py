"""The button of an open record that prints or keeps the papers it has of its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID

from PySide6.QtWidgets import QMenu, QPushButton

from fieldapp.records.text import Text, say
from fieldapp.ui.page import Page
from fieldapp.ui.printing import ask_and_print
from fieldapp.ui.theme import mark
from fieldapp.ui.written_file import write_file

_FORMS: Final = ("pdf", "xlsx", "docx")


class Paper(Protocol):
    """A paper that a kind of record has."""

    @property
    def name(self) -> str:
        """How the work knows it."""
        ...

    @property
    def label(self) -> Text:
        """How people call it."""
        ...


class PaperWork(Protocol):
    """What the button needs of the work."""

    def about(self, kind: str) -> Sequence[Paper]:
        """Return the papers that records of a kind have."""
        ...

    def write(self, name: str, record: UUID, form: str = "pdf") -> bytes:
        """Return a paper of a record in one of its forms."""
        ...


class PapersButton(QPushButton):
    """«Papeles»: a menu to print each paper or to keep it as a file; hidden where there is none."""

    def __init__(self, page: Page, work: PaperWork, kind: str) -> None:
        super().__init__(page.words(say("Papeles")))
        self._page = page
        self._work = work
        self._record: UUID | None = None
        papers = work.about(kind)
        mark(self, "quiet")
        page.tools.theme.dress(self, "print", "accent")
        self.setToolTip(page.words(say("Imprimir o guardar los papeles de este registro")))
        self.setMenu(self._menu_of(papers))
        self.setVisible(bool(papers))
        self.setEnabled(False)

    def point_at(self, record: UUID | None) -> None:
        """Say which record is open; None for none, or for one that is not begun yet."""
        self._record = record
        self.setEnabled(record is not None)

    def _menu_of(self, papers: Sequence[Paper]) -> QMenu:
        menu, words = QMenu(self), self._page.words
        for one in papers:
            paper = words(one.label)
            printing = menu.addAction(words(say("Imprimir: {paper}", paper=paper)))
            keeping = menu.addAction(words(say("Guardar: {paper}…", paper=paper)))
            printing.triggered.connect(partial(self._on_print, one, paper))
            keeping.triggered.connect(partial(self._on_keep, one))
        return menu

    def _on_print(self, paper: Paper, title: str) -> None:
        if self._record is not None:
            self._page.flush()
            self._page.load(
                partial(self._work.write, paper.name, self._record),
                lambda pdf: ask_and_print(self._page.tools, pdf, title),
                topic="record paper",
            )

    def _on_keep(self, paper: Paper) -> None:
        if self._record is None:
            return
        self._page.flush()
        prompts = self._page.tools.prompts
        path = prompts.file_to_save(say("Guardar el papel"), f"{paper.name}.pdf")
        if path is not None:
            make = partial(self._work.write, paper.name, self._record, _form_of(path))
            self._page.load(
                partial(write_file, path, make),
                lambda kept: prompts.tell(say("Guardado en {path}.", path=str(kept))),
                topic="record file",
            )


def _form_of(path: Path) -> str:
    """The form that a file's ending asks for; PDF where it asks for none of ours."""
    ending = path.suffix.lower().removeprefix(".")
    return ending if ending in _FORMS else "pdf"
