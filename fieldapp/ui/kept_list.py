"""A page's list that comes back as it was left."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject

from fieldapp.rules.list_choice import ListChoice
from fieldapp.ui.page import Page
from fieldapp.ui.widgets.table import RecordTable


class ListWork(Protocol):
    """What is kept of a list by its name."""

    def choice(self, name: str) -> ListChoice:
        """Return how this list was left."""
        ...

    def keep(self, name: str, choice: ListChoice) -> None:
        """Remember how this list was left."""
        ...


class KeptList(QObject):
    """Puts the filters, columns and order of the last time back, and keeps every change of them."""

    def __init__(self, page: Page, table: RecordTable, name: str, work: ListWork) -> None:
        """`name` tells this list from every other one of the program."""
        super().__init__(table)
        self._page = page
        self._table = table
        self._name = name
        self._work = work
        table.rearranged.connect(self._keep)
        self._page.load(partial(work.choice, name), self._take_up, topic=f"list {name}")

    def _take_up(self, choice: ListChoice) -> None:
        if choice not in (ListChoice(), self._table.choice):
            self._table.take_up(choice)

    def _keep(self) -> None:
        tools = self._page.tools
        keep = partial(self._work.keep, self._name, self._table.choice)
        tools.jobs.write(keep, done=lambda _kept: None, failed=tools.prompts.show_error)
