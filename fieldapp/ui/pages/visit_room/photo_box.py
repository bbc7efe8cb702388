"""The photographs of a visit, and the annex that shows them, apart from the acta.

The copy that is handed over stays light enough for any telephone (field rule R17), so photographs
never go into it: they have a paper of their own, printed or kept beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.describe import Code
from fieldapp.records.text import say
from fieldapp.records.visits import Attachment
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.pages.visit_room.told import Told, ToldRows
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.written_file import write_file
from fieldapp.work.deliveries import PrintedSheets
from fieldapp.work.signed_papers import PHOTO_ENDINGS
from fieldapp.work.visit_room import VisitRoom

_Paper = tuple[str, bytes]
"""How the file is called, and the PDF."""


class PhotoBox(QWidget):
    """Rows of what was photographed; the annex is offered once there is one to show."""

    def __init__(self, page: Page, work: RoomWork) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._visit: UUID | None = None
        words, theme = page.words, page.tools.theme
        self.told = ToldRows(page.tools, self._on_removed)
        self.add = QPushButton(words(say("Añadir fotografías")))
        self.keep_place = QCheckBox(words(say("Conservar el lugar que dice cada fotografía")))
        self.keep_place.setToolTip(
            words(say("Sin marcar, se guardan sin las coordenadas que el teléfono escribió."))
        )
        self.print_annex = QPushButton(words(say("Imprimir anexo")))
        self.keep_annex = QPushButton(words(say("Guardar anexo en PDF")))
        heading = QLabel(words(say("Anexo fotográfico")))
        mark(heading, "section")
        purpose = QLabel(
            words(
                say(
                    "Va aparte del acta, que así cabe en cualquier teléfono; se puede añadir "
                    "después de firmarla."
                )
            )
        )
        purpose.setWordWrap(True)
        mark(purpose, "hint")
        ways = QWidget()
        flow = FlowLayout(theme.space(1), ways)
        for button, icon in (
            (self.add, "add"),
            (self.print_annex, "print"),
            (self.keep_annex, "document"),
        ):
            mark(button, "quiet")
            theme.dress(button, icon, "accent")
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        for part in (heading, purpose, self.told, self.keep_place, ways):
            column.addWidget(part)
        self.add.clicked.connect(self._on_add)
        self.print_annex.clicked.connect(partial(self._on_annex, self._print))
        self.keep_annex.clicked.connect(partial(self._on_annex, self._keep))

    def show_room(self, room: VisitRoom) -> None:
        """Show the photographs of a visit; what is reserved is shown here and not in the annex."""
        self._visit = room.activity.id
        photographs = [one for one in room.evidence if one.kind == "photo"]
        verb = (self._page.words(say("Quitar")),)
        self.told.show_rows([Told(one.id, _sentence(one), verb) for one in photographs])
        to_show = any(one.sensitivity != "reserved" for one in photographs)
        for button in (self.print_annex, self.keep_annex):
            button.setVisible(to_show)

    def _on_add(self) -> None:
        visit = self._visit
        title = say("Elegir las fotografías de la visita")
        paths = self._page.tools.prompts.files_to_open(title, PHOTO_ENDINGS)
        if visit is not None:
            for path in paths:  # of ten, one that cannot be read does not hold the others back
                self._page.save(partial(self._attached, visit, path))

    def _attached(self, visit: UUID, path: Path) -> Saved:
        photo = {"kind": Code("photo")}
        content, keep_place = path.read_bytes(), self.keep_place.isChecked()
        return self._work.evidence.attach(visit, path.name, content, photo, keep_place=keep_place)

    def _on_removed(self, id: object, _place: int) -> None:
        reason = self._page.tools.prompts.ask_reason(
            say("¿Por qué se quita esta fotografía?"), verb=say("Quitar")
        )
        if isinstance(id, UUID) and reason:
            self._page.save(partial(self._work.evidence.remove, id, reason))

    def _on_annex(self, use: Callable[[_Paper], object]) -> None:
        visit, papers = self._visit, self._work.papers
        if visit is not None:
            self._page.load(
                lambda: (papers.annex_name(visit), papers.photo_annex(visit)), use, topic="annex"
            )

    def _print(self, made: _Paper) -> None:
        from fieldapp.ui.printing import ask_and_print

        name, pdf = made
        visit = self._visit

        def count(sheets: PrintedSheets | None) -> None:
            if visit is not None and sheets is not None:
                printed = self._work.deliveries.printed
                self._page.save(partial(printed, visit, "photo_annex", sheets, pdf))

        ask_and_print(self._page.tools, pdf, name, count)

    def _keep(self, made: _Paper) -> None:
        name, pdf = made
        path = self._page.tools.prompts.file_to_save(say("Guardar el anexo"), name)
        if path is not None:
            written = partial(write_file, path, lambda: pdf)
            self._page.load(written, self._tell_kept, topic="annex kept")

    def _tell_kept(self, path: Path) -> None:
        self._page.tools.prompts.tell(say("Anexo guardado en {path}", path=str(path)))


def _sentence(photograph: Attachment) -> str:
    return photograph.caption or photograph.name
