"""The foot of the room: where the visit stands at the left, what comes next at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from fieldapp.records.text import Text, say, say_n
from fieldapp.rules.quorum import Quorum
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark
from fieldapp.ui.visit_words import ACTA_LOOKS, VISIT_LOOKS
from fieldapp.ui.widgets.elided import Elided, ElidedButton
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.status_chip import StatusChip
from fieldapp.work.visit_room import VisitRoom


class RoomFoot(QWidget):
    """Chips and stamps, the stamp still to be given, and the one main action."""

    shown = Signal(object)
    """The `VisitRoom` it shows now, or None."""

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self._tools = tools
        theme = tools.theme
        self._visit, self._acta = StatusChip(theme), StatusChip(theme)
        self._quorum = StatusChip(theme)
        self._stamps = Elided()
        self._stamps.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._stamps.setMinimumWidth(1)  # a line of its own before it is cut
        self.finish = QPushButton(tools.words(say("Terminar")))
        self.pass_on = ElidedButton()
        self.pass_on.show_words(tools.words(say("Pasar a un colega…")))
        self.convene = QPushButton(tools.words(say("Convocar…")))
        self.main = QPushButton()
        mark(self._stamps, "soft-body")
        mark(self.main, "main")
        self.finish.setToolTip(tools.words(say("Deja escrita la hora de cierre")))
        theme.dress(self.finish, "clock", "accent")
        mark(self.pass_on, "quiet")
        mark(self.convene, "quiet")
        theme.dress(self.convene, "calendar", "accent")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.space(step) for step in (5, 2, 4, 2)))
        row.setSpacing(theme.space(3))
        standing = QWidget()
        flow = FlowLayout(theme.space(3), standing)
        for part in (self._visit, self._acta, self._quorum, self._stamps):
            flow.addWidget(part)
        row.addWidget(standing, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.pass_on)
        row.addWidget(self.convene)
        row.addWidget(self.finish)
        row.addWidget(self.main)

    def show_room(self, room: VisitRoom | None, main_words: str) -> None:
        """Show where a visit stands; None is one that nobody has written yet."""
        words = self._tools.words
        status = (room.activity.status or "planned") if room is not None else "planned"
        look = VISIT_LOOKS[status]
        self._visit.show_status(look.icon, words(look.word), look.role)
        acta = room.minutes.status if room is not None and room.minutes is not None else None
        self._acta.setVisible(acta is not None)
        if acta is not None:
            drawn = ACTA_LOOKS[acta]
            worded = say("Acta: {state}", state=words(drawn.word).lower())
            self._acta.show_status(drawn.icon, words(worded), drawn.role)
        self._show_quorum(room.quorum if room is not None else None)
        stamps = self._stamps_of(room)
        self._stamps.setText(words(stamps) if stamps is not None else "")
        self._stamps.setVisible(stamps is not None)
        self.convene.setVisible(room is not None and status == "planned")
        self.finish.setVisible(status == "in_progress")
        # Where the acta is issued, the visit is no longer to be written by two.
        self.pass_on.setVisible(room is not None and acta in (None, "draft", "review"))
        self.main.setText(main_words)
        self.main.setVisible(bool(main_words))
        self.shown.emit(room)

    def offer(self, button: QPushButton) -> None:
        """Put a lesser action before the main one; whoever made it shows and hides it."""
        self._row.insertWidget(self._row.indexOf(self.main), button)

    def _show_quorum(self, quorum: Quorum | None) -> None:
        """In sight on every tab: it changes while people come in and go out."""
        self._quorum.setVisible(quorum is not None)
        if quorum is None:
            return
        words, missing = self._tools.words, quorum.missing
        if missing:
            worded = say_n("Sin quórum: falta {n}", "Sin quórum: faltan {n}", missing)
            self._quorum.show_status("warn", words(worded), "warn")
        else:
            self._quorum.show_status("good", words(say("Hay quórum")), "good")
        counted = say(
            "{present} presentes de {required} requeridos",
            present=quorum.present,
            required=quorum.required,
        )
        majority = say("mayoría de {convened} convocados", convened=quorum.convened)
        told = [counted, majority] if quorum.convened else [counted]
        self._quorum.setToolTip(" · ".join(words(one) for one in told))

    def _stamps_of(self, room: VisitRoom | None) -> Text | None:
        if room is None:
            return None
        formats, visit = self._tools.formats, room.activity
        if visit.starts_at is None:
            return say("{day}", day=formats.day(visit.planned_on)) if visit.planned_on else None
        day, began = formats.day(formats.day_of(visit.starts_at)), formats.clock(visit.starts_at)
        if visit.ends_at is None:
            return say("inició {hour} · {day}", hour=began, day=day)
        ended = formats.clock(visit.ends_at)
        return say("{began} a {ended} · {day}", began=began, ended=ended, day=day)
