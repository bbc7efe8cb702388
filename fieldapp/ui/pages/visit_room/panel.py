"""What each tab of the room is: a part of the page that shows the visit it is handed."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from fieldapp.rules.visits import Lack
from fieldapp.ui.page import Page
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.work.visit_room import VisitRoom


class Panel(QWidget):
    """Shows a visit, saves through the page, and knows where each thing that lacks is written."""

    lack_chosen = Signal(object)
    """A `Lack` that the person wants to mend, wherever it is written."""

    def __init__(self, page: Page, work: RoomWork) -> None:
        super().__init__(page)
        self.page = page
        self.work = work
        self.tools = page.tools
        self.words = page.words
        self.room: VisitRoom | None = None

    @property
    def visit_id(self) -> UUID | None:
        """The visit shown."""
        return self.room.activity.id if self.room is not None else None

    @property
    def is_issued(self) -> bool:
        """Whether the acta's text can no longer be changed."""
        minutes = self.room.minutes if self.room is not None else None
        return minutes is not None and minutes.status in ("frozen", "sealed")

    def show_room(self, room: VisitRoom) -> None:
        """Show a visit; of the one already shown, what is being typed is not touched."""
        self.room = room

    def forget(self) -> None:
        """Another visit comes, or none yet: nothing of this one may stay."""
        self.flush()
        self.room = None

    def focus_first(self) -> None:
        """Put the cursor where the work of this tab begins."""

    def focus_lack(self, lack: Lack) -> bool:
        """Put the cursor where something missing is written; False if it is not written here."""
        return False

    def start_new(self) -> None:
        """Begin a new row here (Ctrl+N)."""

    def edit(self) -> None:
        """Write on what is marked (F2)."""

    def go_back(self) -> bool:
        """Step out of what is open here (Esc); False when nothing was."""
        return False

    def flush(self) -> None:
        """Save at once what is typed."""


class LatePanel(Panel):
    """A tab that is costly to show: it knows its visit at once and shows it where it is in sight.

    Every field saved on another tab changes the room, while somebody types there.
    """

    _is_behind = False

    def show_room(self, room: VisitRoom) -> None:
        super().show_room(room)
        self._is_behind = not self.isVisible()
        if not self._is_behind:
            self.show_now(room)

    def show_now(self, room: VisitRoom) -> None:
        """Show all of it."""
        raise NotImplementedError

    def setVisible(self, visible: bool) -> None:  # noqa: N802 - Qt's own name
        if visible:
            self._catch_up()  # before it is seen: what is made now can take the focus at once
        super().setVisible(visible)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def _catch_up(self) -> None:
        if self._is_behind and self.room is not None:
            self._is_behind = False
            self.show_now(self.room)
