"""«Recorrido»: from where the open record comes and what it led to, each a way to go there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final, Protocol
from uuid import UUID

from PySide6.QtWidgets import QMenu, QPushButton

from fieldapp.records.text import Text, say, say_n
from fieldapp.ui.page import Page
from fieldapp.ui.theme import mark
from fieldapp.work.tracing import Step, Way

_STEPS_MOST: Final = 12
_TITLE_MOST: Final = 70


class TraceWork(Protocol):
    """What the button needs of the work."""

    def trace(self, kind: str, id: UUID) -> Way:
        """Walk from a record to both ends of the chain."""
        ...


class TraceButton(QPushButton):
    """A problem, a cause, a line of a plan: the stored links are walked both ways (W7)."""

    def __init__(self, page: Page, work: TraceWork) -> None:
        super().__init__(page.words(say("Recorrido")))
        self._page = page
        self._work = work
        self._record: tuple[str, UUID] | None = None
        self.steps = QMenu(self)
        mark(self, "quiet")
        page.tools.theme.dress(self, "plan", "accent")
        self.setToolTip(page.words(say("De dónde viene este registro y a qué llevó")))
        self.setEnabled(False)
        self.clicked.connect(self._on_clicked)

    def point_at(self, kind: str, record: UUID | None) -> None:
        """Say which record is open; None for none, or for one that is not begun yet."""
        self._record = (kind, record) if record is not None else None
        self.setEnabled(record is not None)

    def _on_clicked(self) -> None:
        if self._record is not None:
            self._page.load(partial(self._work.trace, *self._record), self._show, topic="trace")

    def _show(self, way: Way) -> None:
        self.steps.clear()
        self._add(say("De dónde viene"), way.before)
        self._add(say("A qué llevó"), way.after)
        self.steps.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _add(self, heading: Text, steps: Sequence[Step]) -> None:
        words = self._page.words
        self.steps.addAction(words(heading)).setEnabled(False)
        for step in steps[:_STEPS_MOST]:
            title = " ".join(step.title.split())[:_TITLE_MOST]
            told = f"{words(self._page.tools.kinds[step.kind].label)}: {title}"
            act = self.steps.addAction(told.replace("&", "&&"))
            act.triggered.connect(partial(self._page.open_requested.emit, *step.opens))
        if len(steps) > _STEPS_MOST:
            rest = len(steps) - _STEPS_MOST
            self.steps.addAction(words(say_n("y {n} más", "y {n} más", rest))).setEnabled(False)
        if not steps:
            self.steps.addAction(words(say("Nada todavía"))).setEnabled(False)
        self.steps.addSeparator()
