"""The buttons of an open record that has a file: keep a copy of it, or give it another."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID

from PySide6.QtWidgets import QMenu, QPushButton

from fieldapp.records.text import Text, say
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.theme import mark
from fieldapp.ui.written_file import write_file

_ANY: Final = (
    "pdf",
    "docx",
    "xlsx",
    "pptx",
    "odt",
    "ods",
    "odp",
    "csv",
    "txt",
    "png",
    "jpg",
    "zip",
)


class FileWork(Protocol):
    """What is done with the file of a record."""

    def attach(self, kind: str, id: UUID, name: str, content: bytes) -> Saved:
        """Give a record its file."""
        ...

    def name(self, kind: str, id: UUID) -> str:
        """Return what the file is called, or "" for none."""
        ...

    def content(self, kind: str, id: UUID) -> bytes:
        """Return the bytes of the file."""
        ...

    def taken(self, kind: str, id: UUID) -> Saved:
        """Note that somebody took the file out to read it."""
        ...


def file_to_attach(page: Page) -> Path | None:
    """Ask which file; None for none."""
    return page.tools.prompts.file_to_open(say("Adjuntar un archivo"), _ANY)


class FileButton(QPushButton):
    """«Archivo»: a menu, enabled while a record is open."""

    def __init__(self, page: Page, work: FileWork, kind: str, *, fixed: bool = False) -> None:
        """Of a `fixed` record, which is only added to, there are copies and no other file."""
        words = page.words
        super().__init__(words(say("Archivo")))
        self._page = page
        self._work = work
        self._kind = kind
        self._record: UUID | None = None
        mark(self, "quiet")
        page.tools.theme.dress(self, "attachment", "accent")
        menu = QMenu(self)
        menu.addAction(words(say("Guardar una copia…"))).triggered.connect(self._on_keep)
        if not fixed:
            menu.addAction(words(say("Adjuntar…"))).triggered.connect(self._on_attach)
        self.setMenu(menu)
        self.setEnabled(False)

    def point_at(self, record: UUID | None) -> None:
        """Say which record is open; None for none, or for one that is not begun yet."""
        self._record = record
        self.setEnabled(record is not None)

    def _on_keep(self) -> None:
        if self._record is not None:
            ask = partial(self._work.name, self._kind, self._record)
            self._page.load(ask, self._keep_as, topic="record file name")

    def _keep_as(self, name: str) -> None:
        record, prompts = self._record, self._page.tools.prompts
        if record is None:
            return
        if not name:
            prompts.tell(say("Este registro no tiene archivo todavía."))
            return
        path = prompts.file_to_save(say("Guardar una copia"), name)
        if path is not None:
            make = partial(self._work.content, self._kind, record)
            self._page.load(
                partial(write_file, path, make), partial(self._kept, record), topic="record file"
            )

    def _kept(self, record: UUID, path: Path) -> None:
        self._page.tools.prompts.tell(say("Guardado en {path}.", path=str(path)))
        self._page.save(partial(self._work.taken, self._kind, record))

    def _on_attach(self) -> None:
        record = self._record
        path = file_to_attach(self._page)
        if record is not None and path is not None:
            self._page.flush()
            self._page.save(
                lambda: self._work.attach(self._kind, record, path.name, path.read_bytes()),
                done=lambda _: self._told(say("Archivo adjunto: {name}.", name=path.name)),
            )

    def _told(self, done: Text) -> None:
        self._page.tools.prompts.tell(done)
