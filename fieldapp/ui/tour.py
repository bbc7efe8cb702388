"""Walk through the real windows with real keys, keeping a picture of each page (the demo)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from fieldapp.records.text import Outside, say
from fieldapp.ui.jobs import Jobs
from fieldapp.ui.window import Window

_LOOK_AGAIN_MS = 20
_PATIENCE_MS = 120_000
_PAINTED_MS = 120
_VERBS = ("main", "bad")


def wait_until(true: Callable[[], bool]) -> None:
    """Let the program live until something is true. Raises Outside when it never is."""
    loop = QEventLoop()
    look, patience = QTimer(), QTimer()
    look.timeout.connect(lambda: loop.quit() if true() else None)
    patience.timeout.connect(loop.quit)
    look.start(_LOOK_AGAIN_MS)
    patience.start(_PATIENCE_MS)
    loop.exec()
    if not true():
        raise Outside(say("Las ventanas tardaron demasiado en responder."))


class Tour:
    """A person at the keyboard, and a camera."""

    def __init__(self, window: Window, jobs: Jobs, pictures: Path) -> None:
        self.window = window
        self._jobs = jobs
        self._pictures = pictures
        pictures.mkdir(parents=True, exist_ok=True)

    def press(self, keys: str) -> None:
        """Press a combination of keys ("Alt+2") wherever the cursor is, and let it take effect."""
        self._come_to_the_front()
        QTest.keySequence(QApplication.focusWidget() or self.window, QKeySequence(keys))
        self.settle()

    def write(self, text: str) -> None:
        """Type a text where the cursor is."""
        self._come_to_the_front()
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)
        self.settle()

    def press_and_agree(self, keys: str) -> None:
        """Press keys that ask a question, and answer it with its verb."""
        answer = QTimer()
        answer.timeout.connect(_agree)
        answer.start(_LOOK_AGAIN_MS)
        self.press(keys)
        answer.stop()

    def _come_to_the_front(self) -> None:
        """Without a desktop around it, nobody makes the window active after a dialog closes."""
        self.window.activateWindow()
        wait_until(self.window.isActiveWindow)

    def settle(self) -> None:
        """Wait until everything asked of the workers so far is answered and painted."""
        for _ in range(2):  # an answer may itself ask the workers again
            self._let_workers_answer()
        self._let_paint()

    def picture(self, name: str) -> Path:
        """Keep what the person sees."""
        self.settle()
        file = self._pictures / f"{name}.png"
        self.window.grab().save(str(file))
        return file

    def _let_workers_answer(self) -> None:
        waiting = {"read", "write"}
        self._jobs.read(lambda: "read", done=waiting.discard, failed=_fly)
        self._jobs.write(lambda: "write", done=waiting.discard, failed=_fly)
        wait_until(lambda: not waiting)

    def _let_paint(self) -> None:
        loop = QEventLoop()
        QTimer.singleShot(_PAINTED_MS, loop.quit)
        loop.exec()


def _agree() -> None:
    """Press the verb of the question that is open, as a person who read it would."""
    asking = QApplication.activeModalWidget()
    if asking is None:
        return
    for button in asking.findChildren(QAbstractButton):
        if button.property("look") in _VERBS:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            return


def _fly(fault: Exception) -> None:
    raise fault
