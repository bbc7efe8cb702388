"""Leer en voz alta: the draft full screen, and the note that it was read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from fieldapp.records.text import say
from fieldapp.rules.acta_reading import ReadPart
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.pages.visit_room.reading_view import ReadingView
from fieldapp.work.visit_room import VisitRoom

_SAID = ("read_language", "interpreter")


class ReadingAloud(QObject):
    """Opens the view for the visit of the room; `write` keeps what is noted in its acta."""

    def __init__(
        self, page: Page, work: RoomWork, write: Callable[[Mapping[str, Any]], Saved]
    ) -> None:
        super().__init__(page)
        self._page = page
        self._work = work
        self._write = write
        self.view: ReadingView | None = None

    def open_for(self, room: VisitRoom) -> None:
        """Ask for what is read, and show it."""
        reading = partial(self._work.papers.reading, room.activity.id)
        self._page.load(reading, partial(self._show, room), topic="reading")

    def _show(self, room: VisitRoom, parts: Sequence[ReadPart]) -> None:
        tools = self._page.tools
        spec, lent = tools.kinds["minutes"], self._page.form_tools(self._work.registers)
        view = self.view = ReadingView(tools, lent, spec)
        if room.minutes is not None:
            view.show_read({name: getattr(room.minutes, name) for name in _SAID})
        view.was_read.connect(self._on_read)
        view.show_parts(parts)

    def _on_read(self, changes: Mapping[str, Any]) -> None:
        told = say("Queda anotado que se leyó en voz alta.")
        self._page.save(
            partial(self._write, changes), done=lambda _: self._page.tools.prompts.tell(told)
        )
