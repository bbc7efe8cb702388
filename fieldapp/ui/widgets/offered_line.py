"""A line of free text below which hangs what is known: taking one writes its name, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from fieldapp.records.describe import Fact, FieldSpec, FieldType
from fieldapp.ui.widgets.editors import LineEditor
from fieldapp.ui.widgets.hanging import HangingList
from fieldapp.ui.widgets.ports import FormTools, Option

_PAUSE_MS: Final = 120
_LEAST: Final = 2
_OFFERED_MOST: Final = 8


class OfferedLineEditor(LineEditor):
    """For a text whose description names kinds in `offers`. What is not known may be written.

    The records are asked for by the reading worker when the keys pause, never at a key. Nothing is
    marked by itself: Enter takes only what somebody went to with the arrows.
    """

    def __init__(self, field: FieldSpec, tools: FormTools) -> None:
        super().__init__(field, tools)
        known = Fact(field.fact.label, to=field.fact.offers)
        self._asked = replace(field, type=FieldType.REF, fact=known)
        self._turn = 0
        self._list = HangingList(self.line, tools.theme)
        self._list.clicked.connect(self._take)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.line.textEdited.connect(self._on_keys)
        self.line.editingFinished.connect(self._list.hide)
        self.line.installEventFilter(self)

    @property
    def shown(self) -> tuple[str, ...]:
        """What hangs below the line."""
        return self._list.shown

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._list.isVisible() and self._on_list_key(Qt.Key(event.key()))
        if event.type() is QEvent.Type.FocusOut:
            self._put_away()
        return super().eventFilter(watched, event)

    def _on_list_key(self, key: Qt.Key) -> bool:
        """Whether the key was for the list."""
        if self._list.steps(key):
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._list.chosen is not None:
            self._take()
            return True
        if key == Qt.Key.Key_Escape:
            self._put_away()
            return True
        return False

    def _on_keys(self) -> None:
        self._turn += 1
        self._list.hide()
        self._pause.start()

    def _put_away(self) -> None:
        self._turn += 1
        self._pause.stop()
        self._list.hide()

    def _ask(self) -> None:
        words = self.line.text().strip()
        if len(words) < _LEAST:
            return
        self.tools.jobs.read(
            partial(self.tools.options.options, self._asked, words, _OFFERED_MOST),
            done=partial(self._show, self._turn),
            failed=lambda _error: self._list.hide(),
        )

    def _show(self, turn: int, options: Sequence[Option]) -> None:
        if turn == self._turn and options and self.line.hasFocus():
            self._list.show_answers([(one.label, one) for one in options], marked=False)

    def _take(self) -> None:
        chosen: Option | None = self._list.chosen
        self._put_away()
        if chosen is not None:
            self.line.setText(chosen.label)
            self.typed.emit()
            self.left.emit()
