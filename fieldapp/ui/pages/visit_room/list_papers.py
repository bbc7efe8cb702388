"""The list from and to elsewhere: sheets brought and taken, and the blank list to circulate."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from fieldapp.packs.data_protection import SPANISH
from fieldapp.records.text import say
from fieldapp.records.visits import Activity
from fieldapp.ui.page import Page
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.theme import mark
from fieldapp.ui.written_file import write_file
from fieldapp.work.attendance_rows import ListBrought

_BLANK_ROWS = 40


class ListPapers(QObject):
    """The list to sign on paper, which is the main road, and a short menu for the sheets."""

    def __init__(
        self, page: Page, work: RoomWork, tell_brought: Callable[[ListBrought], object]
    ) -> None:
        super().__init__(page)
        self._page = page
        self._tell_brought = tell_brought
        self._work = work
        self._visit: UUID | None = None
        self._space: UUID | None = None
        theme, words = page.tools.theme, page.words
        self.blank = QPushButton(words(say("Lista para firmar")))
        self.more = QPushButton(words(say("Más")))
        mark(self.blank, "quiet")
        theme.dress(self.blank, "print", "accent")
        mark(self.more, "quiet")
        self.more.setAccessibleName(words(say("Más: importar o exportar la lista")))
        self.more.setToolTip(words(say("Importar o exportar la lista")))
        menu = QMenu(self.more)
        self.bring = menu.addAction(words(say("Importar de Excel o CSV")))
        self.take = menu.addAction(words(say("Exportar a Excel")))
        self.expect = menu.addAction(words(say("Traer a los miembros del espacio")))
        self._menu = menu
        self.others = self._in_other_languages()
        self.blank.clicked.connect(partial(self._on_blank, SPANISH))
        self.more.clicked.connect(self._on_more)
        self.bring.triggered.connect(self._on_bring)
        self.take.triggered.connect(self._on_take)
        self.expect.triggered.connect(self.bring_members)

    def show_visit(self, visit: Activity, *, locked: bool) -> None:
        """Work for a visit; one whose acta is issued takes no more people."""
        self._visit, self._space = visit.id, visit.space
        self.bring.setEnabled(not locked)
        self.expect.setEnabled(not locked and visit.space is not None)

    def bring_members(self) -> None:
        """Write down whoever belongs to the space as convened: then nobody types the absent."""
        visit, space = self._visit, self._space
        if visit is not None and space is not None:
            self._page.save(
                lambda: self._work.attendance.expect_members(visit, space),
                done=self._tell_brought,
            )

    def _in_other_languages(self) -> dict[str, QAction]:
        """The list to sign with the notice in each language of the country but Spanish."""
        others = self._menu.addMenu(
            self._page.words(say("Lista para firmar con el aviso en otra lengua"))
        )
        actions: dict[str, QAction] = {}
        for one in self._work.pack.catalogue("languages"):
            if one.code != SPANISH:
                actions[one.code] = others.addAction(one.label)
                actions[one.code].triggered.connect(partial(self._on_blank, one.code))
        return actions

    def _on_more(self) -> None:
        below = self.more.rect().bottomLeft()
        self._menu.popup(self.more.mapToGlobal(below))

    def _on_blank(self, language: str, *_checked: bool) -> None:
        visit = self._visit
        if visit is not None:
            name = self._page.words(say("Lista de asistencia")) + ".pdf"
            self._write(
                name,
                lambda: self._work.papers.attendance_list(
                    visit, blank_rows=_BLANK_ROWS, language=language
                ),
            )

    def _on_take(self) -> None:
        visit = self._visit
        if visit is not None:
            name = self._page.words(say("Lista de asistencia")) + ".xlsx"
            self._write(name, lambda: self._work.exports.attendance(visit))

    def _write(self, name: str, make: Callable[[], bytes]) -> None:
        prompts = self._page.tools.prompts
        path = prompts.file_to_save(say("Guardar la lista"), name)
        if path is not None:
            self._page.load(
                partial(write_file, path, make),
                lambda written: prompts.tell(say("Lista guardada en {path}", path=str(written))),
                topic="list",
            )

    def _on_bring(self) -> None:
        visit = self._visit
        prompts = self._page.tools.prompts
        path = prompts.file_to_open(say("Elegir la lista"), ("xlsx", "csv"))
        if visit is None or path is None:
            return
        self._page.take_in(
            lambda step: self._work.imports.attendance(visit, path.name, path.read_bytes(), step),
            self._tell_brought,
        )
