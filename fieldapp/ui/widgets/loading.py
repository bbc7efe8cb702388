"""«Cargando…» over a page whose records take longer than a moment: never a window that is dumb."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from fieldapp.records.text import say
from fieldapp.ui.theme import Theme, mark

LOADING: Final = say("Cargando…")
_MOMENT_MS = 200


class Loading(QLabel):
    """Laid over the top of what waits, and only after a moment: most answers come before."""

    def __init__(self, holder: QWidget, theme: Theme, worded: str) -> None:
        super().__init__(worded, holder)
        self._theme = theme
        self._holder = holder
        self._awaited: set[str] = set()
        mark(self, "loading")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self._moment = QTimer(self)
        self._moment.setSingleShot(True)
        self._moment.setInterval(_MOMENT_MS)
        self._moment.timeout.connect(self._tell)
        holder.installEventFilter(self)

    def begin(self, topic: str) -> None:
        """Something was asked for."""
        self._awaited.add(topic)
        if self.isHidden() and not self._moment.isActive():
            self._moment.start()

    def end(self, topic: str) -> None:
        """It is here, or it will not come."""
        self._awaited.discard(topic)
        if not self._awaited:
            self._moment.stop()
            self.hide()

    def _tell(self) -> None:
        self._lay_over()
        self.show()
        self.raise_()

    def _lay_over(self) -> None:
        self.adjustSize()
        self.move((self._holder.width() - self.width()) // 2, self._theme.space(4))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._lay_over()
        return super().eventFilter(watched, event)
