"""What mends a thing that lacks before a trip: another page, a copy, or a word about the hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from fieldapp.records.text import Text, say
from fieldapp.rules.readiness import Check
from fieldapp.ui.clock_question import ClockWork, ask_the_time
from fieldapp.ui.page import Page
from fieldapp.ui.widgets.line import Line
from fieldapp.work.safekeeping import COPY_NAME, Kept

_LOOKS: Final = {True: ("good", say("Listo"), "good"), False: ("warn", say("Falta"), "warn")}


class KeepingWork(Protocol):
    """Copies of everything, and the room of the disk."""

    def copy_to(self, path: Path) -> Kept:
        """Copy everything, encrypted, into one file."""
        ...

    def last_outside(self) -> datetime | None:
        """Return when the newest copy on another disk was made."""
        ...

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
        self._keeping = keeping
        self._clocks = clocks
        self._mended = mended

    def mend(self, check: Check) -> None:
        """Do what mends it, or go to the page where that is done."""
        if check.way == "copy":
            self._copy()
        elif check.way == "clock":
            ask_the_time(self._page, self._clocks, None, self._mended)
        elif check.way:
            self._page.open_requested.emit(check.way, None)

    def _copy(self) -> None:
        title = say("¿Dónde se guarda la copia? Lo mejor: una memoria USB")
        path = self._page.tools.prompts.file_to_save(title, COPY_NAME)
        if path is not None:
            make = partial(self._keeping.copy_to, path)
            self._page.load(make, self._on_copied, topic="copy")

    def _on_copied(self, kept: Kept) -> None:
        said = say("Copia guardada en {path}.", path=str(kept.path))
        if not kept.outside:
            said = say(
                "Copia guardada en {path}, en el mismo disco: si el equipo se daña o se pierde, "
                "se pierde con él. Guarde otra en una memoria USB.",
                path=str(kept.path),
            )
        self._page.tools.prompts.tell(said)
        self._mended()
