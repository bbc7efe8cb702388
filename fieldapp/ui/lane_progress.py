"""Files on their way: how much of each lane has gone, how long the rest takes, and the pause."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.text import Text, say, say_n
from fieldapp.ui.page import PageTools
from fieldapp.ui.sync_turns import Pausing, SyncWork
from fieldapp.ui.theme import mark
from fieldapp.work.sync_watch import LaneMoved

_LANES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "records": say("Registros"),
        "small": say("Actas y archivos pequeños"),
        "large": say("Fotografías y documentos"),
    }
)
_LOOK_AGAIN_MS: Final = 500
_MEGABYTE: Final = 1024 * 1024
_MINUTE: Final = timedelta(minutes=1)


class Watched(Protocol):
    """What has moved in the sync that is under way."""

    @property
    def lane(self) -> LaneMoved | None:
        """The lane under way."""
        ...


class Watching(Pausing, Watched, Protocol):
    """Both what moves, and whoever holds it up."""


class WatchedSync(SyncWork, Protocol):
    """Syncs, and lets somebody look on."""

    @property
    def watch(self) -> Watching:
        """Where one looks."""
        ...


class LaneProgress(QWidget):
    """A line and a bar while a turn is under way, and the button that holds files up."""

    pause_wished = Signal(bool)

    def __init__(self, tools: PageTools, watched: Watched) -> None:
        super().__init__()
        self._tools = tools
        self._watched = watched
        self._waiting: Mapping[str, int] = {}
        self._under_way = False
        self.paused = False
        self.sentence = QLabel()
        self._bar = QProgressBar()
        self.button = QPushButton()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_AGAIN_MS)
        mark(self.sentence, "soft-body")
        mark(self.button, "quiet")
        self._bar.setFixedHeight(tools.theme.space(2))
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tools.words(say("Sincronizando")))
        row = QHBoxLayout()
        row.addWidget(self.sentence, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._bar)
        self._timer.timeout.connect(self.look)
        self.button.clicked.connect(self._on_button)
        self._fit()

    def show_waiting(self, waiting: Mapping[str, int]) -> None:
        """Know how many bytes of each lane were waiting; not while they are going."""
        if not self._under_way:
            self._waiting = dict(waiting)

    def show_under_way(self, *, under_way: bool) -> None:
        """A turn begins or has ended."""
        self._under_way = under_way
        if under_way:
            self._timer.start()
        else:
            self._timer.stop()
        self._fit()
        self.look()

    def look(self) -> None:
        """Say how far the lane under way has come."""
        moved = self._watched.lane
        if self.paused and not self._under_way:
            said = say("En pausa: lo que falta sigue cuando usted diga.")
            self.sentence.setText(self._tools.words(said))
            return
        waiting = self._waiting.get(moved.lane, 0) if moved is not None else 0
        if moved is None or not waiting:
            self._bar.setRange(0, 0)  # nobody can tell how much comes: the bar runs to and fro
            self.sentence.setText("" if moved is None else self._tools.words(self._came(moved)))
            return
        self._bar.setRange(0, waiting)
        self._bar.setValue(min(moved.bytes_sent, waiting))
        self.sentence.setText(" · ".join(map(self._tools.words, self._went(moved, waiting))))

    def _went(self, moved: LaneMoved, waiting: int) -> list[Text]:
        went = say(
            "{lane}: {sent} de {waiting} MB",
            lane=_LANES.get(moved.lane, say("Archivos")),
            sent=self._megabytes(moved.bytes_sent),
            waiting=self._megabytes(waiting),
        )
        left = moved.left(waiting)
        return [went] if left is None else [went, _in_words(left)]

    def _came(self, moved: LaneMoved) -> Text:
        lane = _LANES.get(moved.lane, say("Archivos"))
        came = self._megabytes(moved.bytes_received)
        return say("{lane}: {came} MB recibidos", lane=lane, came=came)

    def _megabytes(self, count: int) -> str:
        return self._tools.formats.number(round(Decimal(count) / _MEGABYTE, 1))

    def _fit(self) -> None:
        words = self._tools.words
        worded = say("Seguir enviando") if self.paused else say("Pausar los archivos")
        self.button.setText(words(worded))
        self._tools.theme.dress(self.button, "start" if self.paused else "clock", "accent")
        self._bar.setVisible(self._under_way)
        self.setVisible(self._under_way or self.paused)

    def _on_button(self) -> None:
        self.paused = not self.paused
        self._fit()
        self.look()
        self.pause_wished.emit(self.paused)


def _in_words(left: timedelta) -> Text:
    if left < _MINUTE:
        return say("falta menos de un minuto")
    minutes = -(-left // _MINUTE)
    return say_n("falta cerca de {n} minuto", "faltan cerca de {n} minutos", minutes)
