"""The search over everything (Ctrl+K): results while typing, opened where they belong.

An empty box offers what was opened last.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldapp.records.text import say
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.hanging import HangingList

_PAUSE_MS = 150
_SHORTEST = 2
_HITS_MOST = 9
_RECENT_MOST = 8
_HITS_PX = 620


class Found(Protocol):
    """One record found, and the root with which it is opened (itself, if it is a root)."""

    @property
    def kind(self) -> str:
        """The name of its kind."""
        ...

    @property
    def id(self) -> UUID:
        """The id of the record found."""
        ...

    @property
    def title(self) -> str:
        """What names it."""
        ...

    @property
    def root_kind(self) -> str:
        """The kind of the record to open."""
        ...

    @property
    def root_id(self) -> UUID:
        """The id of the record to open."""
        ...


class Searching(Protocol):
    """What the box asks for."""

    def find(self, text: str, limit: int) -> Sequence[Found]:
        """Find records by words, accents and capitals aside, the best first."""
        ...

    def recent(self, limit: int) -> Sequence[Found]:
        """Give the records opened last, the last one first."""
        ...


class SearchBox(QLineEdit):
    """A line whose results hang below it; Down and Enter choose, Esc puts them away."""

    found = Signal(object)
    """The record found, a `Found`."""

    def __init__(
        self, tools: PageTools, searching: Searching, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tools = tools
        self._searching = searching
        self._turn = 0
        mark(self, "search")
        self.setPlaceholderText(tools.words(say("Buscar (Ctrl+K)")))
        self.setAccessibleName(tools.words(say("Buscar en todo")))
        self.setClearButtonEnabled(True)
        self._list = HangingList(self, tools.theme, least_px=_HITS_PX)
        self._list.setAccessibleName(tools.words(say("Resultados")))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self.textEdited.connect(self._on_edited)
        self._pause.timeout.connect(self._ask)
        self._list.clicked.connect(self._choose)

    @property
    def shown(self) -> tuple[str, ...]:
        """The results now hanging below the box, in words."""
        return self._list.shown

    def begin(self) -> None:
        """Take the keyboard; while nothing is typed, offer what was opened last."""
        self.setFocus()
        self.selectAll()
        self._offer_recent()

    def put_away(self) -> None:
        """Hide the results, because the person went elsewhere."""
        self._turn += 1
        self._list.hide()

    def event(self, event: QEvent) -> bool:
        """Keep Esc for ourselves while there is something to put away."""
        ours = event.type() == QEvent.Type.ShortcutOverride and self._keeps_escape(event)
        if ours:
            event.accept()
        return ours or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self._list.steps(key):
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._list.isVisible():
            self._choose()
        elif key == Qt.Key.Key_Escape and (self.text() or self._list.isVisible()):
            self.clear()
            self.put_away()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._offer_recent()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.put_away()

    def _keeps_escape(self, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        return pressed and bool(self.text())

    def _on_edited(self) -> None:
        """What hangs there answers what stood in the box before: Enter must not open it."""
        self.put_away()
        self._pause.start()

    def _ask(self) -> None:
        self.put_away()
        text = self.text().strip()
        if len(text) < _SHORTEST:
            self._offer_recent()
            return
        self._tools.jobs.read(
            partial(self._searching.find, text, _HITS_MOST),
            done=partial(self._show, self._turn),
            failed=self._tools.prompts.show_error,
        )

    def _offer_recent(self) -> None:
        if not self.text().strip():
            self._tools.jobs.read(
                partial(self._searching.recent, _RECENT_MOST),
                done=partial(self._show_recent, self._turn),
                failed=self._tools.prompts.show_error,
            )

    def _show_recent(self, turn: int, opened: Sequence[Found]) -> None:
        if turn != self._turn or self.text().strip() or not self.hasFocus():
            return
        words = self._tools.words
        self._list.show_answers(
            [(_title(one), one) for one in opened],
            ends=[self._kind(one) for one in opened],
            otherwise=words(say("Escriba para buscar en todo lo que hay en este equipo")),
            heading=words(say("Abierto hace poco")) if opened else "",
        )

    def _show(self, turn: int, hits: Sequence[Found]) -> None:
        if turn != self._turn:
            return
        nothing = self._tools.words(say("No se encontró nada con esas palabras"))
        self._list.show_answers(
            [(_title(hit), hit) for hit in hits],
            ends=[self._kind(hit) for hit in hits],
            otherwise=nothing,
        )

    def _kind(self, hit: Found) -> str:
        kinds = self._tools.kinds
        return self._tools.words(kinds[hit.kind].label) if hit.kind in kinds else hit.kind

    def _choose(self) -> None:
        chosen: Found | None = self._list.chosen
        if chosen is not None:
            self.clear()
            self.put_away()
            self.found.emit(chosen)


def _title(hit: Found) -> str:
    return " ".join(hit.title.split()) or "—"
