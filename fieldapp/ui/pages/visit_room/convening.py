"""Convocar: the letter to who is called, and the list that then waits for them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject

from fieldapp.records.text import Text, say, say_n
from fieldapp.ui.page import Page
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.written_file import write_file
from fieldapp.work.invitations import Called, InvitationPapers


class Convening(QObject):
    """Asks once who is called, and once where the letter goes; then the list is the expected."""

    def __init__(self, page: Page, work: RoomWork) -> None:
        super().__init__(page)
        self._page = page
        self._work = work.invitations

    def convene(self, visit: UUID) -> None:
        """Convene whoever is in the list of a planned visit and the members of its space."""
        self._page.load(
            partial(self._work.called, visit), partial(self._ask, visit), topic="convening"
        )

    def _ask(self, visit: UUID, called: Called) -> None:
        prompts = self._page.tools.prompts
        if not prompts.confirm(_question(called), verb=say("Convocar")):
            return
        path = prompts.file_to_save(say("Guardar la convocatoria"), called.file_name)
        if path is not None:
            self._page.save(
                partial(self._work.convene, visit), done=lambda _: self._write(visit, path)
            )

    def _write(self, visit: UUID, path: Path) -> None:
        self._page.load(
            lambda: _written(path, self._work.papers(visit)), self._tell, topic="convening"
        )

    def _tell(self, folder: Path) -> None:
        self._page.tools.prompts.tell(
            say(
                "Convocatoria guardada en {folder}: la carta en PDF y en Word, y la reunión para "
                "el calendario. En Asistencia ya están los convocados.",
                folder=str(folder),
            )
        )


def _question(called: Called) -> Text:
    n = called.listed + called.members
    if called.has_hour:
        return say_n(
            "Se convoca a {n} ({members} por ser del espacio). Quedará como convocado en "
            "Asistencia, y allí se marca solo si vino, se excusó o faltó.",
            "Se convoca a {n} ({members} por ser miembros del espacio). Quedarán como convocados "
            "en Asistencia, y allí se marca solo quién vino, se excusó o faltó.",
            n,
            members=called.members,
        )
    return say_n(
        "Se convoca a {n} ({members} por ser del espacio). La carta dirá «Hora: por confirmar»: "
        "la hora de inicio se escribe en Datos.",
        "Se convoca a {n} ({members} por ser miembros del espacio). La carta dirá «Hora: por "
        "confirmar»: la hora de inicio se escribe en Datos.",
        n,
        members=called.members,
    )


def _written(path: Path, papers: InvitationPapers) -> Path:
    """Write the three beside each other; a letter somebody worded in their way is never covered."""
    write_file(path, lambda: papers.pdf)
    write_file(_free(path.with_suffix(".docx")), lambda: papers.docx)
    write_file(path.with_suffix(".ics"), lambda: papers.calendar)
    return path.parent


def _free(path: Path) -> Path:
    return next(one for one in _names(path) if not one.exists())


def _names(path: Path) -> Iterator[Path]:
    """The name itself, then "Carta (2).docx" and so on."""
    yield path
    for n in count(2):
        yield path.with_stem(f"{path.stem} ({n})")
