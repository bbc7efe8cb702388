"""Once a visit is closed: a copy of everything on a memory stick, one key away (field rule R26)."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from fieldapp.records.text import say
from fieldapp.ui.outside_copy import CopyingWork, OutsideCopy
from fieldapp.ui.page import Page
from fieldapp.ui.pages.visit_room.foot import RoomFoot
from fieldapp.ui.theme import mark
from fieldapp.work.visit_room import VisitRoom


class ClosingCopy(QObject):
    """Offers the copy while none outside is younger than the closed visit; F8 makes it."""

    def __init__(self, page: Page, foot: RoomFoot, keeping: CopyingWork) -> None:
        """Put the offer into the foot of the room; `page` is the room."""
        super().__init__(page)
        self._page = page
        self._keeping = keeping
        self._room: VisitRoom | None = None
        self._copy = OutsideCopy(page, keeping, self._look)
        self.button = QPushButton(page.words(say("Copia en memoria USB (F8)")))
        mark(self.button, "quiet")
        page.tools.theme.dress(self.button, "deliver", "accent")
        self.button.hide()
        foot.offer(self.button)
        foot.shown.connect(self.show_room)
        self.button.clicked.connect(self._copy.make)
        key = QShortcut(QKeySequence("F8"), page)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self._on_key)

    def show_room(self, room: VisitRoom | None) -> None:
        """Offer the copy of a closed visit, or nothing."""
        self._room = room
        if room is None or room.activity.status != "closed":
            self.button.hide()
        else:
            self._look()

    def _look(self) -> None:
        if self._room is not None:
            offer = partial(self._offer, _closed_at(self._room))
            self._page.load(self._keeping.last_outside, offer, topic="outside copy")

    def _offer(self, closed_at: datetime | None, copied_at: datetime | None) -> None:
        """A copy that is younger than the meeting has all of it."""
        kept = copied_at is not None and closed_at is not None and copied_at >= closed_at
        self.button.setVisible(not kept and self._room is not None)

    def _on_key(self) -> None:
        if not self.button.isHidden():
            self._copy.make()


def _closed_at(room: VisitRoom) -> datetime | None:
    """When the last of the visit was written: its signed acta, or its end."""
    signed = room.minutes.sealed_at if room.minutes is not None else None
    return signed or room.activity.ends_at
