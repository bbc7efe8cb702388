"""The honest sentence at the bottom: what is saved, whether there is network, what waits to go."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from fieldapp.records.text import Text, say, say_n
from fieldapp.ui.moments import ago
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.tips import plain_tip

_TICK_MS = 1_000


class Standing(Protocol):
    """How things stand between this laptop and headquarters."""

    @property
    def online(self) -> bool | None:
        """Whether there is network; None when nobody looked yet."""
        ...

    @property
    def waiting(self) -> int:
        """How many records wait to be sent."""
        ...

    @property
    def last_receipt_at(self) -> datetime | None:
        """When headquarters last acknowledged something."""
        ...


class StatusLine(QWidget):
    """One line, worded again every second while it says "hace … s"."""

    def __init__(self, tools: PageTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tools = tools
        self._saved_at: datetime | None = None
        self._writing = False
        self._standing: Standing | None = None
        self._sentence = QLabel()
        self._sentence.setAccessibleName(tools.words(say("Estado del guardado y del envío")))
        mark(self._sentence, "soft")
        self._sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(tools.theme.space(step) for step in (5, 1, 5, 1)))
        row.addWidget(self._sentence)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._word)
        self._word()

    def show_saved(self) -> None:
        """Something has just been saved."""
        self._saved_at = self._tools.clock.now()
        self._tick.start()
        self._word()

    def show_writing(self, writing: bool) -> None:
        """Something is being written, or no longer."""
        self._writing = writing
        self._word()

    def show_standing(self, standing: Standing) -> None:
        """Show how things stand with headquarters."""
        self._standing = standing
        self._word()

    @property
    def sentence(self) -> str:
        """What the line says now."""
        return self._sentence.text()

    def _word(self) -> None:
        parts = [self._saving(), *self._sending()]
        self._sentence.setText("  ·  ".join(self._tools.words(part) for part in parts))
        self._sentence.setToolTip(plain_tip(self._sentence.text()))

    def _saving(self) -> Text:
        if self._writing:
            return say("Guardando…")
        if self._saved_at is None:
            return say("Todo está guardado en este equipo")
        when = ago(self._saved_at, self._tools.clock.now(), self._tools.formats)
        return say("Guardado {when}", when=when)

    def _sending(self) -> list[Text]:
        standing = self._standing
        if standing is None:
            return []
        parts: list[Text] = []
        if standing.online is not None:
            parts.append(say("Con red") if standing.online else say("Sin red"))
        if standing.waiting:
            parts.append(say_n("{n} por enviar", "{n} por enviar", standing.waiting))
        else:
            parts.append(say("Nada por enviar"))
        if standing.last_receipt_at is not None:
            when = ago(standing.last_receipt_at, self._tools.clock.now(), self._tools.formats)
            parts.append(say("Último acuse de recibo: {when}", when=when))
        return parts
