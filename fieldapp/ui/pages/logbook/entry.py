"""The quick entry: where, what kind, and the words; the day is today. Also for corrections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.describe import TerritoryCode
from fieldapp.records.logbook import LogbookEntry
from fieldapp.records.text import Text, say
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.ui.widgets.ports import FormTools

_NEEDED: Final = ("territory", "type", "text")
_WRITTEN: Final = (*_NEEDED, "instrument", "visibility")
_BUTTONS_BESIDE_FROM: Final = 820


class QuickEntry(QFrame):
    """An entry is kept whole, when the person says so: afterwards it is never changed."""

    wished = Signal()
    """Keep what is written."""
    given_up = Signal()
    """No correction after all."""
    typed = Signal()
    """What is written changed; `draft` is all of it."""

    def __init__(self, tools: PageTools, form_tools: FormTools) -> None:
        super().__init__()
        self._tools = tools
        self._spec = tools.kinds["logbook_entry"]
        self._typed: dict[str, Any] = {}
        self._wrong: LogbookEntry | None = None
        self._heading = QLabel()
        self.form = RecordForm(self._spec, form_tools, fields=_WRITTEN)
        self._give_up = QPushButton(tools.words(say("No corregir")))
        self._keep = QPushButton()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self.setFocusProxy(self.form.editors["text"])
        self.form.edited.connect(self._on_edited)
        self._keep.clicked.connect(self.wished)
        self._give_up.clicked.connect(self.given_up)
        self._word()

    @property
    def corrected(self) -> LogbookEntry | None:
        """The entry that is being corrected, if one is."""
        return self._wrong

    @property
    def draft(self) -> dict[str, Any]:
        """What is written and not yet kept."""
        return dict(self._typed)

    def resume(self, draft: Mapping[str, Any]) -> None:
        """Go on where the person left it the last time, unless they wrote something since."""
        if not draft or self._typed.get("text"):
            return
        self._typed = dict(draft)
        for name in _WRITTEN:
            self.form.editors[name].show_value(draft.get(name))

    def begin(self, territory: str) -> None:
        """Start an empty entry about a territory."""
        self._wrong = None
        self._typed = {"territory": TerritoryCode(territory)} if territory else {}
        self.form.show_blank()
        self.form.editors["territory"].show_value(territory or None)
        self._lock(locked=False)
        self._word()

    def correct(self, wrong: LogbookEntry) -> None:
        """Write what an entry should have said, starting from what it says."""
        self._wrong = wrong
        self._typed = {name: getattr(wrong, name) for name in _WRITTEN}
        self.form.show_blank()
        for name in _WRITTEN:
            self.form.editors[name].show_value(self._typed[name])
        self._lock(locked=True)
        self._word()
        self.form.focus_field("text")

    def changes(self) -> Mapping[str, Any] | None:
        """What is to be kept; None, and a sentence under each empty field, while one is missing."""
        self.form.flush()
        empty = [name for name in _NEEDED if not self._typed.get(name)]
        label = {name: Text(self._spec[name].label) for name in empty}
        self.form.show_missing({name: say("Falta «{field}».", field=label[name]) for name in empty})
        if empty:
            self.form.focus_field(empty[0])
            return None
        return dict(self._typed)

    @property
    def territory(self) -> str:
        """The territory written about."""
        return str(self._typed.get("territory") or "")

    def _lay_out(self) -> None:
        theme = self._tools.theme
        mark(self, "raised")
        mark(self._heading, "section")
        self._heading.setWordWrap(True)
        mark(self._give_up, "quiet")
        mark(self._keep, "main")
        theme.dress(self._keep, "write", "on_accent")
        buttons = QWidget()
        beside = QHBoxLayout(buttons)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addStretch(1)
        beside.addWidget(self._give_up)
        beside.addWidget(self._keep)
        self._row.setSpacing(theme.space(4))
        self._row.addWidget(self.form, 1)
        self._row.addWidget(buttons, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(step) for step in (4, 3, 4, 3)))
        column.setSpacing(theme.space(2))
        column.addWidget(self._heading)
        column.addLayout(self._row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self._tools.theme.px(_BUTTONS_BESIDE_FROM)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if wide else down)

    def _lock(self, *, locked: bool) -> None:
        for name in ("territory", "type"):
            self.form.editors[name].lock(locked=locked)

    def _word(self) -> None:
        words, formats = self._tools.words, self._tools.formats
        wrong = self._wrong
        if wrong is None:
            today = formats.day(self._tools.clock.today())
            self._heading.setText(words(say("Nueva anotación · {day}", day=today)))
        else:
            day = formats.day(wrong.on) if wrong.on else ""
            self._heading.setText(words(say("Corrige la anotación del {day}", day=day)))
        self._keep.setText(words(say("Anotar") if wrong is None else say("Guardar la corrección")))
        self._give_up.setVisible(wrong is not None)

    def _on_edited(self, changes: dict[str, Any]) -> None:
        self._typed.update(changes)
        self.typed.emit()
