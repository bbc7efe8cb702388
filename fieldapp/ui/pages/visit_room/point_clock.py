"""The stamps of one point of the meeting: one button (Ctrl+T) begins it and ends it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.text import Text, say
from fieldapp.records.visits import AgendaItem
from fieldapp.rules.agenda_clock import is_running, minutes_taken
from fieldapp.rules.quorum import votes_cast
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark

_LOOK_AGAIN_MS = 20_000


def stamps_of(point: AgendaItem, tools: PageTools) -> Text | None:
    """Return "10:05 a 10:17 · 12 min"; nothing for a point that was not begun."""
    if point.started_at is None:
        return None
    began = tools.formats.clock(point.started_at)
    taken = tools.words(say("{n} min", n=minutes_taken(point, tools.clock.now())))
    if point.ended_at is None:
        return say("desde las {began} · {taken}", began=began, taken=taken)
    ended = tools.formats.clock(point.ended_at)
    return say("{began} a {ended} · {taken}", began=began, ended=ended, taken=taken)


class PointClock(QWidget):
    """What the stamps say at the left, the next stamp at the right, the votes under them."""

    begin_wished = Signal()
    end_wished = Signal()
    minute_passed = Signal()
    """While a point is under way: whatever shows its minutes looks again."""

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self._tools = tools
        self._point: AgendaItem | None = None
        self._stamps, self._votes = QLabel(), QLabel()
        self.button = QPushButton()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_AGAIN_MS)
        for label in (self._stamps, self._votes):
            mark(label, "soft-body")
            label.setWordWrap(True)
        mark(self.button, "quiet")
        row = QHBoxLayout()
        row.addWidget(self._stamps, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tools.theme.space(1))
        column.addLayout(row)
        column.addWidget(self._votes)
        self.button.clicked.connect(self._on_button)
        self._timer.timeout.connect(self._on_minute)

    def show_point(self, point: AgendaItem, present: int, *, locked: bool) -> None:
        """Show a point's stamps, and who voted of those present."""
        self._point = point
        self._say_stamps(point)
        voted = votes_cast(point)
        too_many = voted > present
        self._votes.setVisible(bool(voted))
        counted = say("Votaron {voted} de {present} presentes", voted=voted, present=present)
        wrong = say("Votaron {voted} y hay {present} presentes", voted=voted, present=present)
        self._votes.setText(self._tools.words(wrong if too_many else counted))
        mark(self._votes, "warn" if too_many else "soft-body")
        self._dress(point)
        self.button.setVisible(not locked)
        self.button.setEnabled(not locked)
        if is_running(point):
            self._timer.start()
        else:
            self._timer.stop()

    def _dress(self, point: AgendaItem) -> None:
        words, theme = self._tools.words, self._tools.theme
        if is_running(point):
            self.button.setText(words(say("Terminar el punto")))
            theme.dress(self.button, "clock", "accent")
        else:
            again = point.started_at is not None
            worded = say("Retomar el punto") if again else say("Empezar el punto")
            self.button.setText(words(worded))
            theme.dress(self.button, "start", "accent")
        self.button.setToolTip(words(say("Deja escrita la hora (Ctrl+T)")))

    def _say_stamps(self, point: AgendaItem) -> None:
        stamps = stamps_of(point, self._tools)
        self._stamps.setText(self._tools.words(stamps) if stamps is not None else "")

    def _on_minute(self) -> None:
        if self._point is not None and self.isVisible():
            self._say_stamps(self._point)
            self.minute_passed.emit()

    def _on_button(self) -> None:
        if self._point is not None and is_running(self._point):
            self.end_wished.emit()
        else:
            self.begin_wished.emit()
