"""A page's list that comes back as it was left, and that can be taken along as a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from fieldapp.records.progress import Step
from fieldapp.records.text import Text, say
from fieldapp.rules.list_choice import ListChoice
from fieldapp.ui.page import Page
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.rows_model import Asked
from fieldapp.ui.widgets.table import RecordTable
from fieldapp.ui.written_file import write_file


class ListWork(Protocol):
    """What is done with any list as a whole."""

    def choice(self, name: str) -> ListChoice:
        """Return how this list was left."""
        ...

    def keep(self, name: str, choice: ListChoice) -> None:
        """Remember how this list was left."""
        ...

    def sheet(
        self, title: str, heads: Sequence[str], rows: Iterable[Sequence[tuple[str, object]]]
    ) -> bytes:
        """Return rows as XLSX; each cell as its words and the value behind them."""
        ...


class KeptList(QObject):
    """Puts the filters, columns and order of the last time back, and keeps every change of them."""

    def __init__(
        self, page: Page, table: RecordTable, name: str, title: Text | str, work: ListWork
    ) -> None:
        """`name` tells this list from every other one of the program; `title` names its sheet."""
        super().__init__(table)
        self._page = page
        self._table = table
        self._name = name
        self._title = page.words(title)
        self._work = work
        self._save = QPushButton(page.words(say("Guardar lista en XLSX")))
        mark(self._save, "quiet")
        page.tools.theme.dress(self._save, "export", "accent")
        table.add_action(self._save)
        self._save.clicked.connect(self._on_save)
        table.rearranged.connect(self._keep)
        page.load(partial(work.choice, name), self._take_up, topic=f"list {name}")

    def _take_up(self, choice: ListChoice) -> None:
        if choice not in (ListChoice(), self._table.choice):
            self._table.take_up(choice)

    def _keep(self) -> None:
        tools = self._page.tools
        keep = partial(self._work.keep, self._name, self._table.choice)
        tools.jobs.write(keep, done=lambda _kept: None, failed=tools.prompts.show_error)

    def _on_save(self) -> None:
        prompts = self._page.tools.prompts
        path = prompts.file_to_save(say("Guardar la lista"), f"{self._title}.xlsx")
        if path is not None:
            table = self._table
            make = partial(self._written, path, table.asked, table.view.wished_columns())
            self._page.take_long(
                say("Guardar la lista"),
                make,
                lambda written: prompts.tell(say("Lista guardada en {path}", path=str(written))),
            )

    def _written(self, path: Path, asked: Asked, columns: Sequence[int], step: Step) -> Path:
        return write_file(path, partial(self._sheet, asked, columns, step))

    def _sheet(self, asked: Asked, columns: Sequence[int], step: Step) -> bytes:
        model = self._table.model
        heads = [self._page.words(model.columns[one].label) for one in columns]
        rows = (
            [(row.cells[one], row.values[one]) for one in columns]
            for row in model.every_row(asked, step)
        )
        return self._work.sheet(self._title, heads, rows)
