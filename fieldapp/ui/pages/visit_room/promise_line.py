"""A commitment written as one sentence, with what was understood shown while it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from fieldapp.records.text import say
from fieldapp.ui.page import Page
from fieldapp.ui.pages.visit_room.ports import CommitmentActions
from fieldapp.ui.theme import mark

_PAUSE_MS = 150


class PromiseLine(QWidget):
    """Enter writes the commitment down and leaves the line ready for the next."""

    promised = Signal(dict)
    """What the sentence says, as fields of a commitment."""

    def __init__(self, page: Page, work: CommitmentActions) -> None:
        super().__init__()
        self._page = page
        self._work = work
        theme, words = page.tools.theme, page.words
        self.line = QLineEdit()
        self.preview = QLabel()
        self.line.setPlaceholderText(words(say("@Alcaldía de Guapi entregar el acta 30 nov")))
        self.line.setAccessibleName(words(say("Nuevo compromiso, en una frase")))
        mark(self.preview, "hint")
        self.preview.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(self.line)
        column.addWidget(self.preview)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._read)
        self.line.textEdited.connect(self._pause.start)
        self.line.returnPressed.connect(self._on_enter)
        self._show({})

    def _read(self) -> None:
        text = self.line.text()
        self._page.load(lambda: self._work.read_sentence(text), self._show, topic="sentence")

    def _show(self, changes: Mapping[str, Any]) -> None:
        words = self._page.words
        if not self.line.text().strip():
            self.preview.setText(
                words(
                    say(
                        "Escriba quién con @, qué, y cuándo: «30 nov», «en 15 días», «mañana». "
                        "Intro lo anota."
                    )
                )
            )
            mark(self.preview, "hint")
            return
        who, due = str(changes.get("responsible_name") or ""), changes.get("due_on")
        day = self._page.tools.formats.day(due) if isinstance(due, date) else ""
        self.preview.setText(
            words(
                say(
                    "Responsable: {who} · Vence: {day} · {what}",
                    who=who or say("falta, escríbalo con @"),
                    day=day or say("falta la fecha"),
                    what=str(changes.get("text") or ""),
                )
            )
        )
        mark(self.preview, "hint" if who and day else "warning")

    def _on_enter(self) -> None:
        text = self.line.text().strip()
        if text:
            self._pause.stop()
            self._page.load(lambda: self._work.read_sentence(text), self._promise, topic="promise")

    def _promise(self, changes: Mapping[str, Any]) -> None:
        self.line.clear()
        self._show({})
        self.promised.emit(dict(changes))
