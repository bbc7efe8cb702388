"""The search over everything (Ctrl+K): results while typing, opened where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QWidget

from fieldapp.records.text import say
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark

_PAUSE_MS = 150
_SHORTEST = 2
_HITS_MOST = 12
_ROLE = int(Qt.ItemDataRole.UserRole)


class Hit(Protocol):
    """One record found."""

    @property
    def kind(self) -> str:
        """The name of its kind."""
        ...

    @property
    def id(self) -> UUID:
        """Its id."""
        ...

    @property
    def title(self) -> str:
        """What names it."""
        ...


class Searching(Protocol):
    """What the box asks for."""

    def search(self, text: str, limit: int) -> Sequence[Hit]:
        """Find records by words, accents and capitals aside, the best first."""
        ...


class SearchBox(QLineEdit):
    """A line whose results hang below it; Down and Enter choose, Esc puts them away."""

    found = Signal(str, object)
    """The kind and the id of the record the person chose."""

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
        self._hits = QStandardItemModel(self)
        self._list = _Hanging(self)
        self._list.setModel(self._hits)
        self._list.setAccessibleName(tools.words(say("Resultados")))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self.textEdited.connect(self._pause.start)
        self._pause.timeout.connect(self._ask)
        self._list.clicked.connect(self._choose)

    @property
    def shown(self) -> tuple[str, ...]:
        """The results now hanging below the box, in words."""
        if not self._list.isVisible():
            return ()
        return tuple(self._hits.item(row).text() for row in range(self._hits.rowCount()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._list.isVisible():
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._list.isVisible():
            self._choose(self._list.currentIndex())
        elif key == Qt.Key.Key_Escape and (self.text() or self._list.isVisible()):
            self._put_away()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Esc for ourselves while there is something to put away."""
        ours = event.type() == QEvent.Type.ShortcutOverride and self._keeps_escape(event)
        if ours:
            event.accept()
        return ours or super().event(event)

    def _keeps_escape(self, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        return pressed and bool(self.text() or self._list.isVisible())

    def put_away(self) -> None:
        """Hide the results, because the person went elsewhere."""
        self._list.hide()

    def _ask(self) -> None:
        text = self.text().strip()
        self._turn += 1
        if len(text) < _SHORTEST:
            self._list.hide()
            return
        self._tools.jobs.read(
            partial(self._searching.search, text, _HITS_MOST),
            done=partial(self._show, self._turn),
            failed=self._tools.prompts.show_error,
        )

    def _show(self, turn: int, hits: Sequence[Hit]) -> None:
        if turn != self._turn:
            return
        self._hits.clear()
        for hit in hits:
            self._hits.appendRow(self._line(hit))
        if not hits:
            nothing = QStandardItem(self._tools.words(say("No se encontró nada con esas palabras")))
            nothing.setEnabled(False)
            self._hits.appendRow(nothing)
        self._list.hang(min(self._hits.rowCount(), _HITS_MOST))
        if hits:
            self._list.setCurrentIndex(self._hits.index(0, 0))

    def _line(self, hit: Hit) -> QStandardItem:
        kinds = self._tools.kinds
        label = self._tools.words(kinds[hit.kind].label) if hit.kind in kinds else hit.kind
        line = QStandardItem(f"{hit.title or '—'}   ·   {label}")
        line.setData((hit.kind, hit.id), _ROLE)
        return line

    def _move(self, step: int) -> None:
        row = (self._list.currentIndex().row() + step) % self._hits.rowCount()
        self._list.setCurrentIndex(self._hits.index(row, 0))

    def _choose(self, index: object) -> None:
        chosen = self._list.currentIndex().data(_ROLE)
        if chosen is not None:
            self._put_away()
            self.found.emit(*chosen)

    def _put_away(self) -> None:
        self.clear()
        self._turn += 1
        self._list.hide()


class _Hanging(QListView):
    """A list laid over the window below the box, as wide as an answer needs."""

    def __init__(self, box: QLineEdit) -> None:
        super().__init__()
        self._box = box
        mark(self, "popup")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.hide()
        box.installEventFilter(self)

    def hang(self, rows: int) -> None:
        window = self._box.window()
        self.setParent(window)
        width = max(self._box.width(), window.width() // 3)
        corner = self._box.mapTo(window, QPoint(self._box.width() - width, self._box.height() + 4))
        row_px = max(self.sizeHintForRow(0), 1)
        room = window.height() - corner.y() - 16
        self.setGeometry(corner.x(), corner.y(), width, min(rows * row_px + 8, room))
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        return super().eventFilter(watched, event)
