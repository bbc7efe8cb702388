"""The screen while the kiosk is locked: nothing of the meeting, and a line for the officer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from fieldapp.records.text import say
from fieldapp.ui.page import PageTools
from fieldapp.ui.pages.visit_room.kiosk.card import Card
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.flow import FlowLayout

Opens = Callable[[str], bool]
"""Whether a secret is the officer's; slow on purpose, so it is asked on a worker."""

_TRIES, _WAIT_MS = 3, 15_000


class LockCard(Card):
    """Only the officer's secret opens it: to go on with the attendee, or to leave the kiosk."""

    opened = Signal(bool)
    """The secret was right; True to leave, False to go on where the attendee was."""

    def __init__(self, tools: PageTools, opens: Opens) -> None:
        super().__init__(
            tools,
            say("Entregue el equipo al funcionario"),
            say("Lo escrito está guardado. Para seguir, el funcionario escribe su contraseña."),
        )
        self._opens = opens
        self._wrong = 0
        words = tools.words
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setAccessibleName(words(say("Contraseña")))
        self.secret.setPlaceholderText(words(say("Contraseña")))
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
        self._leaving = False
        self.secret.returnPressed.connect(self._on_entered)
        self.stay.clicked.connect(lambda _checked=False: self._try(leaving=False))
        self.leave.clicked.connect(lambda _checked=False: self._try(leaving=True))

    def lock(self, *, leaving: bool) -> None:
        """Ask for the secret; Enter means to leave, or else to go on."""
        self._leaving = leaving
        self.secret.clear()
        self.show_fault("")

    def begin(self) -> None:
        self.secret.setFocus()

    def _on_entered(self) -> None:
        self._try(leaving=self._leaving)

    def _try(self, *, leaving: bool) -> None:
        secret = self.secret.text()
        if not secret or not self.secret.isEnabled():
            return
        self._wait(waiting=True)
        self.tools.jobs.read(
            lambda: self._opens(secret),
            done=lambda right: self._on_answer(right, leaving=leaving),
            failed=self._on_failed,
        )

    def _on_answer(self, right: bool, *, leaving: bool) -> None:
        self._wait(waiting=False)
        self.secret.clear()
        if right:
            self._wrong = 0
            self.opened.emit(leaving)
            return
        self._wrong += 1
        if self._wrong % _TRIES == 0:
            self._wait(waiting=True)
            QTimer.singleShot(_WAIT_MS, self, self._on_waited)
            self.show_fault(
                self.tools.words(say("La contraseña no es esa. Espere un momento para reintentar."))
            )
            return
        self.show_fault(self.tools.words(say("La contraseña no es esa. Inténtelo otra vez.")))
        self.secret.setFocus()

    def _on_waited(self) -> None:
        self._wait(waiting=False)
        self.show_fault("")
        self.secret.setFocus()

    def _on_failed(self, error: Exception) -> None:
        self._wait(waiting=False)
        self.tools.prompts.show_error(error)

    def _wait(self, *, waiting: bool) -> None:
        for part in (self.secret, self.stay, self.leave):
            part.setEnabled(not waiting)
