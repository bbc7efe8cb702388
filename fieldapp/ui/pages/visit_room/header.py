"""The head of the room: what the visit is for, where it stands, and the two stamps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from fieldapp.records.text import say
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark
from fieldapp.ui.visit_words import ACTA_LOOKS, VISIT_LOOKS
from fieldapp.ui.widgets.status_chip import StatusChip
from fieldapp.work.visit_room import VisitRoom


class RoomHeader(QWidget):
    """One line; where there is little room the words of the purpose go first."""

    finish_wished = Signal()

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self._tools = tools
        self._full = ""
        self._title = QLabel()
        self._visit, self._acta = StatusChip(tools.theme), StatusChip(tools.theme)
        self._stamps = QLabel()
        self.stamp = QPushButton(tools.words(say("Terminar")))
        theme = tools.theme
        self.stamp.setToolTip(tools.words(say("Deja escrita la hora de cierre")))
        theme.dress(self.stamp, "clock", "accent")
        mark(self._title, "section")
        mark(self._stamps, "soft-body")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.space(step) for step in (5, 2, 4, 1)))
        row.setSpacing(theme.space(4))
        row.addWidget(self._title, 1)
        for part in (self._visit, self._acta, self._stamps, self.stamp):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.stamp.clicked.connect(self.finish_wished)

    def show_room(self, room: VisitRoom | None) -> None:
        """Show where a visit stands; None is one that nobody has written yet."""
        words = self._tools.words
        status = (room.activity.status or "planned") if room is not None else "planned"
        self._full = _one_line(room.activity.objective) if room is not None else ""
        self._elide()
        look = VISIT_LOOKS[status]
        self._visit.show_status(look.icon, words(look.word), look.role)
        acta = room.minutes.status if room is not None and room.minutes is not None else None
        self._acta.setVisible(acta is not None)
        if acta is not None:
            drawn = ACTA_LOOKS[acta]
            worded = say("Acta: {state}", state=words(drawn.word).lower())
            self._acta.show_status(drawn.icon, words(worded), drawn.role)
        self._stamps.setText(self._worded_stamps(room))
        self._stamps.setVisible(bool(self._stamps.text()))
        self.stamp.setVisible(status == "in_progress")

    def _worded_stamps(self, room: VisitRoom | None) -> str:
        if room is None:
            return ""
        words, formats, visit = self._tools.words, self._tools.formats, room.activity
        if visit.starts_at is None:
            return formats.day(visit.planned_on) if visit.planned_on else ""
        day, began = formats.day(formats.day_of(visit.starts_at)), formats.clock(visit.starts_at)
        if visit.ends_at is None:
            return words(say("{day} · inició {hour}", day=day, hour=began))
        ended = formats.clock(visit.ends_at)
        return words(say("{day} · {began} a {ended}", day=day, began=began, ended=ended))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self._title.width()
        words = self._title.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, room)
        self._title.setText(words)
        self._title.setToolTip(self._full)
        self._title.setAccessibleName(self._full)


def _one_line(text: str) -> str:
    return " ".join(text.split())
