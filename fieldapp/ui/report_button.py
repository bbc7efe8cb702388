"""«Informe…»: the reports about the record that is open, each a way to its page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol
from uuid import UUID

from PySide6.QtWidgets import QMenu, QPushButton

from fieldapp.records.text import Text, say
from fieldapp.ui.page import Page
from fieldapp.ui.theme import mark


class Offer(Protocol):
    """A report about one record."""

    @property
    def wish(self) -> str:
        """How a page asks for it, in the place of a kind's name."""
        ...

    @property
    def label(self) -> Text:
        """How it is called."""
        ...


class ReportButton(QPushButton):
    """Stands beside a record whose kind has reports, which are asked for when it is pressed."""

    def __init__(self, page: Page, reports: Callable[[], Sequence[Offer]]) -> None:
        super().__init__(page.words(say("Informe…")))
        self.setAccessibleName(self.text())
        self._page = page
        self._reports = reports
        self._record: UUID | None = None
        self._offered = QMenu(self)
        mark(self, "quiet")
        page.tools.theme.dress(self, "document", "accent")
        self.setMenu(self._offered)
        self.setEnabled(False)
        self._offered.aboutToShow.connect(self._on_about_to_show)

    def point_at(self, record: UUID | None) -> None:
        """Say which record is open; None for none, or for one that is not begun yet."""
        self._record = record
        self.setEnabled(record is not None)

    def _on_about_to_show(self) -> None:
        self._offered.clear()
        for one in self._reports():
            act = self._offered.addAction(self._page.words(one.label))
            act.triggered.connect(partial(self._on_chosen, one.wish))

    def _on_chosen(self, wish: str) -> None:
        if self._record is not None:
            self._page.flush()
            self._page.open_requested.emit(wish, self._record)
