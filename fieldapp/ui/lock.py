"""The locked screen: everything out of sight, nothing lost, and a PIN or the password to go on."""

from __future__ import annotations

from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.text import Text, say
from fieldapp.ui.fault_words import said_of
from fieldapp.ui.jobs import Jobs
from fieldapp.ui.ports import Wording
from fieldapp.ui.theme import Theme, mark

_COLUMN_PX: Final = 420
_CLOSED_AFTER_MIN: Final = 30
"""So long after it was locked, the vault behind the screen is closed too."""


class LockWork(Protocol):
    """What the locked screen asks of work."""

    def has_pin(self) -> bool:
        """Whether a PIN was chosen."""
        ...

    def open(self, secret: str) -> None:
        """Raises Refused, in words, when this is neither the PIN nor the password."""
        ...


class LockFace(QWidget):
    """A window that shows whose bitácora this is, and one line to type in."""

    said = Signal(str)
    given_up = Signal()
    """The person closed it: the program is to close, without opening anything."""

    def __init__(self, theme: Theme, words: Wording, whose: str) -> None:
        super().__init__()
        self._words = words
        self._done = False
        self.setWindowTitle(words(say("Bitácora · pantalla bloqueada")))
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._secret = QLineEdit()
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._secret.returnPressed.connect(self._on_said)
        self._fault = QLabel()
        self._fault.setWordWrap(True)
        mark(self._fault, "fault")
        self._go_on = QPushButton(words(say("Seguir trabajando")))
        mark(self._go_on, "main")
        self._go_on.clicked.connect(self._on_said)
        self._label = QLabel()
        mark(self._label, "label")
        self._label.setBuddy(self._secret)
        self._lay_out(theme, whose)
        self.show_ways(has_pin=False)

    def _lay_out(self, theme: Theme, whose: str) -> None:
        column = QWidget()
        column.setMaximumWidth(theme.px(_COLUMN_PX))
        lines = QVBoxLayout(column)
        lines.setSpacing(theme.space(3))
        heading, told = QLabel(self._words(say("Pantalla bloqueada"))), QLabel(whose)
        mark(heading, "page-title")
        mark(told, "soft")
        kept = QLabel(self._words(say("Lo escrito está guardado. Nadie lo ve mientras tanto.")))
        kept.setWordWrap(True)
        mark(kept, "soft")
        lines.addStretch(1)
        for one in (heading, told, kept, self._label, self._secret, self._fault):
            lines.addWidget(one)
        lines.addWidget(self._go_on, 0, Qt.AlignmentFlag.AlignRight)
        lines.addStretch(1)
        across = QHBoxLayout(self)
        across.addStretch(1)
        across.addWidget(column, 100)
        across.addStretch(1)

    def show_ways(self, *, has_pin: bool) -> None:
        """Name what opens it."""
        label = self._words(say("PIN o contraseña") if has_pin else say("Contraseña"))
        self._label.setText(label)
        self._secret.setAccessibleName(label)

    def show_fault(self, sentence: Text) -> None:
        """Say what is wrong and let the person try again."""
        self._fault.setText(self._words(sentence))
        self._wait(waiting=False)
        self._secret.setFocus()
        self._secret.selectAll()

    def let_in(self) -> None:
        """Close: the person may go on."""
        self._done = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if not self._done:
            self.given_up.emit()

    def _on_said(self) -> None:
        if self._secret.text():
            self._wait(waiting=True)
            self.said.emit(self._secret.text())

    def _wait(self, *, waiting: bool) -> None:
        self._go_on.setEnabled(not waiting)
        self._secret.setReadOnly(waiting)


class ScreenLock(QObject):
    """Hides every window of the program behind a `LockFace` and brings them back.

    Dialogs are dismissed as by «No, volver». `worn_out` says that nobody came back for half an
    hour, `given_up` that the person closes the program from the locked screen.
    """

    locking = Signal()
    """About to hide everything: what is typed is to be handed over."""
    opened = Signal()
    worn_out = Signal()
    given_up = Signal()

    def __init__(
        self,
        jobs: Jobs,
        theme: Theme,
        words: Wording,
        work: LockWork,
        whose: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._theme = theme
        self._words = words
        self._work = work
        self._whose = whose
        self._hidden: list[QWidget] = []
        self.face: LockFace | None = None
        """The locked screen, while it is locked."""
        self._worn = QTimer(self)
        self._worn.setSingleShot(True)
        self._worn.timeout.connect(self.worn_out)

    def lock(self) -> None:
        """Put everything out of sight; a second time changes nothing."""
        if self.face is not None:
            return
        self.locking.emit()
        face = self.face = LockFace(self._theme, self._words, self._whose)
        face.said.connect(self._on_said)
        face.given_up.connect(self.given_up)
        in_sight = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        before = QApplication.activeWindow() or (in_sight[0] if in_sight else None)
        if before is not None:
            face.setGeometry(before.window().geometry())
            face.setWindowState(before.windowState() & ~Qt.WindowState.WindowMinimized)
        face.show()
        for one in in_sight:
            one.hide()
        # A dialog hidden is a dialog dismissed, and a list that hung down is gone: neither returns.
        self._hidden = [
            one
            for one in in_sight
            if one.windowType() == Qt.WindowType.Window and not isinstance(one, QDialog)
        ]
        self._worn.start(_CLOSED_AFTER_MIN * 60_000)
        self._jobs.read(self._work.has_pin, done=self._show_ways, failed=self._on_failed)
        face.activateWindow()

    def put_away(self) -> None:
        """Take the locked screen down without showing what was behind it."""
        self._worn.stop()
        if self.face is not None:
            self.face.let_in()
            self.face.deleteLater()
            self.face = None

    def _show_ways(self, has_pin: bool) -> None:
        if self.face is not None:
            self.face.show_ways(has_pin=has_pin)

    def _on_said(self, secret: str) -> None:
        work = partial(self._work.open, secret)
        self._jobs.read(work, done=self._on_opened, failed=self._on_failed)

    def _on_opened(self, _nothing: None) -> None:
        for one in self._hidden:
            one.show()
        self.put_away()
        if self._hidden:
            self._hidden[-1].activateWindow()
        self._hidden = []
        self.opened.emit()

    def _on_failed(self, fault: Exception) -> None:
        if self.face is not None:
            self.face.show_fault(said_of(fault))
