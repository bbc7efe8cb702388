"""The screen while the kiosk is locked: nothing of the meeting, and a line for the officer."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from fieldapp.records.text import Worded, say
from fieldapp.ui.lock import LockWork
from fieldapp.ui.page import PageTools
from fieldapp.ui.pages.visit_room.kiosk.card import Card
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.flow import FlowLayout

_TRIES, _WAIT_MS = 3, 15_000


class LockCard(Card):
    """Only the officer's PIN or password opens it: to go on with the attendee, or to leave."""

    opened = Signal(bool)
    """The secret was right; True to leave, False to go on where the attendee was."""

    def __init__(self, tools: PageTools, work: LockWork) -> None:
        super().__init__(
            tools,
            say("Entregue el equipo al funcionario"),
            say("Lo escrito está guardado. Para seguir, el funcionario escribe su clave."),
        )
        self._work = work
        self._wrong = 0
        self._leaving = False
        words = tools.words
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        mark(self.secret, "kiosk-line")
        self.stay = QPushButton(words(say("Seguir con el asistente")))
        self.leave = QPushButton(words(say("Salir del modo asistente")))
        mark(self.stay, "kiosk-main")
        mark(self.leave, "kiosk")
        ways = QWidget()
        flow = FlowLayout(tools.theme.space(2), ways)
        flow.addWidget(self.stay)
        flow.addWidget(self.leave)
        self.column.addWidget(self.secret)
        self.column.addWidget(self.fault)
        self.column.addWidget(ways)
        self.settle()
        self._show_ways(has_pin=False)
        self.secret.returnPressed.connect(self._on_entered)
        self.stay.clicked.connect(lambda _checked=False: self._try(leaving=False))
        self.leave.clicked.connect(lambda _checked=False: self._try(leaving=True))

    def lock(self, *, leaving: bool) -> None:
        """Ask for the secret; Enter means to leave, or else to go on."""
        self._leaving = leaving
        self.secret.clear()
        if self.secret.isEnabled():
            self.show_fault("")
        self.tools.jobs.read(
            self._work.has_pin,
            done=lambda has_pin: self._show_ways(has_pin=has_pin),
            failed=self._on_refused,
        )

    def begin(self) -> None:
        self.secret.setFocus()

    def _show_ways(self, *, has_pin: bool) -> None:
        """Name what opens it."""
        label = self.tools.words(say("PIN o contraseña") if has_pin else say("Contraseña"))
        self.secret.setAccessibleName(label)
        self.secret.setPlaceholderText(label)

    def _on_entered(self) -> None:
        self._try(leaving=self._leaving)

    def _try(self, *, leaving: bool) -> None:
        secret = self.secret.text()
        if not secret or not self.secret.isEnabled():
            return
        self._wait(waiting=True)
        self.tools.jobs.read(
            lambda: self._work.open(secret),
            done=lambda _nothing: self._on_right(leaving=leaving),
            failed=self._on_refused,
        )

    def _on_right(self, *, leaving: bool) -> None:
        self._wait(waiting=False)
        self.secret.clear()
        self._wrong = 0
        self.opened.emit(leaving)

    def _on_refused(self, error: Exception) -> None:
        """After each third wrong one whoever holds the laptop has to wait."""
        self._wait(waiting=False)
        self.secret.clear()
        if not isinstance(error, Worded):
            self.tools.prompts.show_error(error)
            return
        self._wrong += 1
        self.show_fault(self.tools.words(error.text))
        if self._wrong % _TRIES == 0:
            self._wait(waiting=True)
            QTimer.singleShot(_WAIT_MS, self, self._on_waited)
        self.secret.setFocus()

    def _on_waited(self) -> None:
        self._wait(waiting=False)
        self.show_fault("")
        self.secret.setFocus()

    def _wait(self, *, waiting: bool) -> None:
        for part in (self.secret, self.stay, self.leave):
            part.setEnabled(not waiting)
