"""Lines under filters of their own that come back as they were left, and go along as a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from fieldapp.records.progress import Step, counted
from fieldapp.records.text import Text, say
from fieldapp.rules.list_choice import ListChoice
from fieldapp.ui.kept_list import ListWork
from fieldapp.ui.page import Page
from fieldapp.ui.theme import mark
from fieldapp.ui.written_file import write_file

W = TypeVar("W")
Cells = Sequence[tuple[str, object]]
"""A row of a sheet: each cell as its words and the value behind them."""


class Filters(QWidget, Generic[W]):
    """What is chosen above the lines; each page writes its own."""

    changed = Signal()

    @property
    def wanted(self) -> W:
        """The question they ask now."""
        raise NotImplementedError

    @property
    def choice(self) -> dict[str, str]:
        """What is to be remembered of them; empty when nothing is chosen."""
        raise NotImplementedError

    def take_up(self, choice: Mapping[str, str]) -> None:
        """Choose what was remembered, and say that it changed."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class LineSheet(Generic[W]):
    """How the lines become a sheet. `read` runs on a worker and answers what was wanted."""

    name: str
    title: Text
    heads: Sequence[Text]
    read: Callable[[W], Sequence[Cells]]


class KeptLines(QObject, Generic[W]):
    """Remembers the filters of the last time, and saves what they show as XLSX."""

    def __init__(
        self, page: Page, filters: Filters[W], sheet: LineSheet[W], work: ListWork
    ) -> None:
        super().__init__(page)
        self._page = page
        self._filters = filters
        self._sheet = sheet
        self._work = work
        self._kept = ListChoice()
        self.button = QPushButton(page.words(say("Guardar lista en XLSX")))
        mark(self.button, "quiet")
        page.tools.theme.dress(self.button, "export", "accent")
        self.button.clicked.connect(self._on_save)
        page.load(partial(work.choice, sheet.name), self._take_up, topic=f"lines {sheet.name}")

    def _take_up(self, choice: ListChoice) -> None:
        self._kept = choice
        self._filters.changed.connect(self._keep)
        if choice.filters:
            self._filters.take_up(choice.filters)

    def _keep(self) -> None:
        choice, tools = ListChoice(filters=self._filters.choice), self._page.tools
        if choice != self._kept:
            self._kept = choice
            keep = partial(self._work.keep, self._sheet.name, choice)
            tools.jobs.write(keep, done=lambda _kept: None, failed=tools.prompts.show_error)

    def _on_save(self) -> None:
        prompts, title = self._page.tools.prompts, self._page.words(self._sheet.title)
        path = prompts.file_to_save(say("Guardar la lista"), f"{title}.xlsx")
        if path is not None:
            self._page.take_long(
                say("Guardar la lista"),
                partial(self._written, path, title, self._filters.wanted),
                lambda written: prompts.tell(say("Lista guardada en {path}", path=str(written))),
            )

    def _written(self, path: Path, title: str, wanted: W, step: Step) -> Path:
        rows = self._sheet.read(wanted)
        heads = [self._page.words(head) for head in self._sheet.heads]
        watched: Iterable[Any] = counted(rows, len(rows), step)
        return write_file(path, lambda: self._work.sheet(title, heads, watched))
