"""Notices that nobody has touched the program for a while, or that the lid was closed.

It looks at what reaches the windows from the system, never at what goes on between widgets: a
filter on the whole application would run Python for every paint and cost each key its time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_LOOKS_EVERY_S: Final = 5
_SLEPT_S: Final = 60
"""Two looks so far apart mean that the machine slept in between."""

_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)


class IdleWatch(QObject):
    """`left_alone` once the minutes asked for have passed without a touch; 0 watches nothing.

    `now_s` is the wall clock in seconds: unlike the machine's own count it goes on while the lid
    is closed.
    """

    left_alone = Signal()

    def __init__(
        self,
        minutes: Callable[[], int],
        now_s: Callable[[], float] = time.time,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._minutes = minutes
        self._now_s = now_s
        self._touched_s = self._looked_s = now_s()
        self._turn = QTimer(self)
        self._turn.timeout.connect(self.look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._on_window)

    def begin(self) -> None:
        """Watch from now on."""
        self._touched_s = self._looked_s = self._now_s()
        self._turn.start(_LOOKS_EVERY_S * 1000)
        self._on_window(QGuiApplication.focusWindow())

    def stop(self) -> None:
        """Watch no more."""
        self._turn.stop()

    def look(self) -> None:
        """Look at the clock once."""
        now_s, minutes = self._now_s(), self._minutes()
        slept = abs(now_s - self._looked_s) > _SLEPT_S
        self._looked_s = now_s
        if minutes and (slept or now_s - self._touched_s >= minutes * 60):
            self._touched_s = now_s
            self.left_alone.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._touched_s = self._now_s()
        return super().eventFilter(watched, event)

    def _on_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # again for the same window changes nothing
