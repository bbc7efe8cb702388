"""A register from and to files: rows brought in, records taken along with what belongs to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from fieldapp.records.describe import KindSpec
from fieldapp.records.progress import Step
from fieldapp.records.text import Text, say
from fieldapp.ui.brought import tell_brought
from fieldapp.ui.page import Page
from fieldapp.ui.register import Register
from fieldapp.ui.theme import mark
from fieldapp.ui.written_file import write_file
from fieldapp.work.imported import Imported

_ENDINGS: Final = ("xlsx", "csv", "json")
_TAKEN: Final = ("xlsx", "json")


class Bringing(Protocol):
    """Where files are brought in."""

    def bring(self, name: str, content: bytes, *, kind: str, step: Step) -> Imported:
        """Take in all of a file or nothing of it."""
        ...


class Taking(Protocol):
    """Where files are made."""

    def table(self, kind: str, form: str, *, filters: Mapping[str, object] | None) -> bytes:
        """Return records with what belongs to them."""
        ...


class FilesWork(Protocol):
    """What is done with files."""

    @property
    def imports(self) -> Bringing:
        """Files brought in."""
        ...

    @property
    def exports(self) -> Taking:
        """Registers taken out."""
        ...


class RegisterFiles(QObject):
    """The button «Archivo…» of a register; what goes out comes in again, here or elsewhere."""

    def __init__(self, page: Page, register: Register, spec: KindSpec, work: FilesWork) -> None:
        super().__init__(register)
        self._page = page
        self._register = register
        self._spec = spec
        self._work = work
        button = QPushButton(page.words(say("Archivo…")))
        mark(button, "quiet")
        menu = QMenu(button)
        self._add(menu, say("Traer de un archivo…"), self._on_bring)
        menu.addSeparator()
        for form in _TAKEN:
            told = say("Guardar todo en {form}…", form=form.upper())
            self._add(menu, told, partial(self._on_take, form))
        self._own = [
            self._add(
                menu,
                say("Guardar el registro abierto en {form}…", form=form.upper()),
                partial(self._on_take_open, form),
            )
            for form in _TAKEN
        ]
        menu.aboutToShow.connect(self._on_shown)
        button.setMenu(menu)
        register.table.add_lesser(button)

    def _add(self, menu: QMenu, told: Text, act: Callable[[], object]) -> QAction:
        added = menu.addAction(self._page.words(told))
        added.triggered.connect(act)
        return added

    def _on_shown(self) -> None:
        for act in self._own:
            act.setEnabled(self._register.record_id is not None)

    def _on_bring(self) -> None:
        path = self._page.tools.prompts.file_to_open(say("Elegir el archivo"), _ENDINGS)
        if path is not None:
            self._page.take_in(partial(self._bring, path), partial(tell_brought, self._page.tools))

    def _bring(self, path: Path, step: Step) -> Imported:
        kind = self._spec.name
        return self._work.imports.bring(path.name, path.read_bytes(), kind=kind, step=step)

    def _on_take(self, form: str) -> None:
        self._take(form, None)

    def _on_take_open(self, form: str) -> None:
        if self._register.record_id is not None:
            self._register.flush()
            self._take(form, self._register.record_id)

    def _take(self, form: str, record: UUID | None) -> None:
        tools, kind = self._page.tools, self._spec.name
        name = f"{tools.words(self._spec.plural if record is None else self._spec.label)}.{form}"
        path = tools.prompts.file_to_save(say("Guardar en un archivo"), name)
        if path is None:
            return
        filters = {"id": record} if record is not None else None

        def write(step: Step) -> Path:
            step(0, 0)
            return write_file(path, partial(self._work.exports.table, kind, form, filters=filters))

        tools.jobs.long(
            say("Guardando en un archivo"),
            write,
            done=lambda written: tools.prompts.tell(say("Guardado en {path}", path=str(written))),
            failed=tools.prompts.show_error,
        )
