"""What mends a thing that lacks before a trip: another page, a copy, or a word about the hour."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from fieldapp.records.text import Text, say
from fieldapp.rules.readiness import Check
from fieldapp.ui.clock_question import ClockWork, ask_the_time
from fieldapp.ui.outside_copy import CopyingWork, OutsideCopy
from fieldapp.ui.page import Page
from fieldapp.ui.widgets.line import Line

_LOOKS: Final = {True: ("good", say("Listo"), "good"), False: ("warn", say("Falta"), "warn")}


class KeepingWork(CopyingWork, Protocol):
    """Copies of everything, and the room of the disk."""

    def room_bytes(self) -> int:
        """Return how much the disk still takes."""
        ...


def line_of_check(check: Check, words: Callable[[Text], str]) -> Line:
    """A thing that was looked at, as a line with its icon, its word and its sentence."""
    icon, word, role = _LOOKS[check.ready]
    return Line(
        check.topic,
        words(check.topic),
        below=words(check.text),
        icon=icon,
        word=words(word),
        role=role,
    )


class Mending:
    """Goes where a check says, for the page that shows it; `mended` is called when it is done."""

    def __init__(
        self, page: Page, keeping: KeepingWork, clocks: ClockWork, mended: Callable[[], object]
    ) -> None:
        self._page = page
        self._copy = OutsideCopy(page, keeping, mended)
        self._clocks = clocks
        self._mended = mended

    def mend(self, check: Check) -> None:
        """Do what mends it, or go to the page where that is done."""
        if check.way == "copy":
            self._copy.make()
        elif check.way == "clock":
            ask_the_time(self._page, self._clocks, None, self._mended)
        elif check.way:
            self._page.open_requested.emit(check.way, check.record)
