"""Handing the laptop to an attendee, and what the officer is told when it comes back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from fieldapp.records.text import say
from fieldapp.ui.page import Page
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.theme import mark

if TYPE_CHECKING:
    from fieldapp.ui.lock import LockWork
    from fieldapp.ui.pages.visit_room.kiosk.window import KioskWindow


class KioskHanding(QObject):
    """One button over the list; the kiosk is built when it is first pressed."""

    def __init__(self, page: Page, work: RoomWork, lock: LockWork | None) -> None:
        super().__init__(page)
        self._page = page
        self._work = work
        self._lock = lock
        self._visit: UUID | None = None
        self.kiosk: KioskWindow | None = None
        self.hand_over = QPushButton(page.words(say("Modo asistente")))
        self.hand_over.setToolTip(
            page.words(say("El asistente escribe sus datos y firma en este equipo"))
        )
        mark(self.hand_over, "quiet")
        page.tools.theme.dress(self.hand_over, "person", "accent")
        self.hand_over.setVisible(lock is not None)
        self.hand_over.clicked.connect(self._on_hand_over)

    def show_visit(self, visit: UUID, *, locked: bool) -> None:
        """Work for a visit; once its acta is issued nobody else enters the list."""
        self._visit = visit
        self.hand_over.setVisible(self._lock is not None and not locked)

    def _on_hand_over(self) -> None:
        if self._visit is None or self._lock is None:
            return
        from fieldapp.ui.pages.visit_room.kiosk.window import KioskWindow

        if self.kiosk is None:
            self.kiosk = KioskWindow(self._page, self._work, self._lock)
            self.kiosk.left.connect(self._on_back)
            self._page.destroyed.connect(self.kiosk.deleteLater)
        self.kiosk.open_for(self._visit)

    def _on_back(self) -> None:
        """Tell of documents written twice: an attendee is told nothing of other people."""
        if self._visit is not None:
            self._page.load(
                partial(self._work.kiosk.equals, self._visit), self._tell_equals, topic="equals"
            )

    def _tell_equals(self, equals: list[tuple[int, int]]) -> None:
        if equals:
            one, other = equals[0]
            self._page.tools.prompts.tell(
                say(
                    "Las filas {one} y {other} tienen el mismo documento: revise si son la misma "
                    "persona.",
                    one=one,
                    other=other,
                )
            )
