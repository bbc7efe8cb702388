"""The bar of what takes long: its name, how far it has come, and the button that stops it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton

from fieldapp.records.text import Text, say
from fieldapp.ui.jobs import LongWork
from fieldapp.ui.ports import Wording
from fieldapp.ui.theme import Theme

_SHOWN_AFTER_MS = 300
_BAR_PX = 220


class ProgressLine(QFrame):
    """Appears above the bottom line once something takes more than a blink; the work goes on."""

    stop_wished = Signal()
    stopped = Signal(str)
    """What was stopped, in words; it left nothing half done."""

    def __init__(self, theme: Theme, words: Wording) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._words = words
        self._sentence = QLabel()
        self._bar = QProgressBar()
        self._button = QPushButton(words(say("Detener")))
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.px(_BAR_PX))
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.space(step) for step in (4, 2, 2, 2)))
        row.setSpacing(theme.space(3))
        row.addWidget(self._sentence, 1)
        row.addWidget(self._bar)
        row.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_AFTER_MS)
        self._timer.timeout.connect(self.show)
        self._button.clicked.connect(self._on_stop)
        self.hide()

    def show_work(self, work: object) -> None:
        """Show how far `LongWork` has come; None is the end of it."""
        if not isinstance(work, LongWork) or work.stopped:
            self._timer.stop()
            self.hide()
            if isinstance(work, LongWork):
                self.stopped.emit(self._words(_stopped(work)))
            return
        if not self.isVisible() and not self._timer.isActive():
            self._button.setEnabled(True)
            self._timer.start()
        self._say(work)

    def _say(self, work: LongWork) -> None:
        title = self._words(work.title)
        self._bar.setRange(0, work.total)  # a range of nothing makes the bar run to and fro
        self._bar.setValue(work.done)
        self._bar.setAccessibleName(title)
        if work.total:
            percent = 100 * work.done // work.total
            title = self._words(say("{title}: {n} %", title=title, n=percent))
        self._sentence.setText(title)
        self.setAccessibleName(title)

    def _on_stop(self) -> None:
        self._button.setEnabled(False)
        self.stop_wished.emit()


def _stopped(work: LongWork) -> Text:
    if work.writes:
        return say("Se detuvo: {title}. No se guardó ninguna fila.", title=work.title)
    return say("Se detuvo: {title}. Nada quedó a medias.", title=work.title)
