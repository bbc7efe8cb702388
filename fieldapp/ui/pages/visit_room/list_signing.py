"""The attendance list signed with a pen: who signed it, and the paper itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from fieldapp.records.text import say, say_n
from fieldapp.ui.page import Page
from fieldapp.ui.pages.visit_room.paper_desk import PaperDesk
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.theme import mark
from fieldapp.work.visit_room import VisitRoom


class ListSigning(QObject):
    """Two buttons over the list, and the desk on which a paper is attached.

    `marked` gives the rows that the person marked in the table.
    """

    def __init__(self, page: Page, work: RoomWork, marked: Callable[[], Sequence[UUID]]) -> None:
        super().__init__(page)
        self._page = page
        self._work = work
        self._marked = marked
        self._room: VisitRoom | None = None
        words = page.words
        self.desk = PaperDesk(page, work)
        self.signed = QPushButton(words(say("Firmaron en papel")))
        self.attach = QPushButton(words(say("Adjuntar papel firmado")))
        for button, icon in ((self.signed, "document"), (self.attach, "attachment")):
            mark(button, "quiet")
            page.tools.theme.dress(button, icon, "accent")
        self.signed.clicked.connect(self._on_signed)
        self.attach.clicked.connect(self._on_attach)

    def show_room(self, room: VisitRoom | None) -> None:
        """Work for a visit; leave the desk when there is none."""
        self._room = room
        if room is None:
            self.desk.close_desk()

    def _on_attach(self) -> None:
        if self._room is not None:
            self._page.flush()
            self.desk.open_for(self._room)

    def _on_signed(self) -> None:
        """Those marked; when one or none is, everybody present who has not signed."""
        marked, prompts = set(self._marked()), self._page.tools.prompts
        people = self._room.people if self._room is not None else []
        rows = [row for row in people if row.ink is None and not row.attendance.minor]
        present = [row for row in rows if row.attendance.presence in (None, "present")]
        chosen = [row for row in present if row.attendance.id in marked]
        signed = chosen if len(marked) > 1 else present
        if not signed:
            prompts.tell(say("Nadie de la lista está sin firma."))
            return
        sentence = say_n(
            "¿{n} persona firmó la lista de papel?",
            "¿{n} personas firmaron la lista de papel?",
            len(signed),
        )
        if prompts.confirm(sentence, verb=say("Sí, firmaron en papel")):
            ids = [row.attendance.id for row in signed]
            self._page.save(lambda: self._work.inks.on_paper(ids))
