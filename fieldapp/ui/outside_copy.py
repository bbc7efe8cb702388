"""A copy of everything on another disk: on the memory stick that is there, or where one says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from fieldapp.records.progress import Step
from fieldapp.records.text import say
from fieldapp.ui.page import Page
from fieldapp.work.safekeeping import COPY_NAME, Kept


class CopyingWork(Protocol):
    """Copies of everything, where they go and when there was one."""

    def copy_to(self, path: Path, step: Step) -> Kept:
        """Copy everything, encrypted, into one file."""
        ...

    def on_the_stick(self) -> Path | None:
        """Return where the copy goes on the only memory stick; None to ask the person."""
        ...

    def last_outside(self) -> datetime | None:
        """Return when the newest copy on another disk was made."""
        ...


class OutsideCopy:
    """Makes the copy for the page that offers it; `made` is called once it is there."""

    def __init__(self, page: Page, keeping: CopyingWork, made: Callable[[], object]) -> None:
        self._page = page
        self._keeping = keeping
        self._made = made

    def make(self) -> None:
        """Copy to the stick that is plugged in; without one, ask where."""
        self._page.load(self._keeping.on_the_stick, self._copy, topic="stick")

    def _copy(self, path: Path | None) -> None:
        if path is None:
            title = say("¿Dónde se guarda la copia? Lo mejor: una memoria USB")
            path = self._page.tools.prompts.file_to_save(title, COPY_NAME)
        if path is not None:
            copy = partial(self._keeping.copy_to, path)
            self._page.take_long(say("Copia de seguridad"), copy, self._on_copied)

    def _on_copied(self, kept: Kept) -> None:
        said = say("Copia guardada en {path}.", path=str(kept.path))
        if not kept.outside:
            said = say(
                "Copia guardada en {path}, en el mismo disco: si el equipo se daña o se pierde, "
                "se pierde con él. Guarde otra en una memoria USB.",
                path=str(kept.path),
            )
        self._page.tools.prompts.tell(said)
        self._made()
