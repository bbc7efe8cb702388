"""Commitments as cards: those of last time, settled by one key, and those of today, edited here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.text import Text, say
from fieldapp.ui import moments
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark, restyle
from fieldapp.ui.visit_words import COMMITMENT_LOOKS
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.status_chip import StatusChip
from fieldapp.ui.widgets.typed_days import read_day
from fieldapp.work.commitment_lines import CommitmentLine

PENDING, DONE, PARTLY, UNDER_WAY, NOT_DONE, RESCHEDULED = (
    "pending",
    "done",
    "partly_done",
    "in_progress",
    "not_done",
    "rescheduled",
)


class CommitmentCard(QFrame):
    """What was promised, by whom and by when; takes the focus, so that keys act on it."""

    step_wished = Signal(int)
    """Up or Down: the card before or after this one."""

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self.tools = tools
        self.line: CommitmentLine | None = None
        theme = tools.theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        mark(self, "card")
        self._said, self._who, self._late = QLabel(), QLabel(), QLabel()
        self._status = StatusChip(theme)
        self._said.setWordWrap(True)
        self._who.setWordWrap(True)
        mark(self._who, "soft-body")
        mark(self._late, "bad")
        below = QHBoxLayout()
        below.setSpacing(theme.space(3))
        below.addWidget(self._who, 1)
        below.addWidget(self._late)
        below.addWidget(self._status)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*(theme.space(step) for step in (4, 2, 3, 2)))
        self.column.setSpacing(theme.space(1))
        self.column.addWidget(self._said)
        self.column.addLayout(below)

    def show_line(self, line: CommitmentLine, number: str = "") -> None:
        """Show a commitment as it stands today."""
        self.line = line
        words, formats = self.tools.words, self.tools.formats
        look = COMMITMENT_LOOKS[line.status]
        said = line.text or words(say("Sin texto"))
        self._said.setText(f"{number} {said}".strip())
        who = line.responsible or words(say("Sin responsable"))
        due = formats.day(line.due_on) if line.due_on else words(say("sin fecha"))
        self._who.setText(words(say("{who} · {day}", who=who, day=due)))
        self._late.setText(words(moments.late(line.days_late)) if line.late else "")
        self._late.setVisible(line.late)
        self._status.show_status(look.icon, words(look.word), look.role)
        self._status.setVisible(line.status != PENDING)
        self.setAccessibleName(
            words(
                say(
                    "{said}. {who}, {day}. {status}",
                    said=said,
                    who=who,
                    day=due,
                    status=words(look.word),
                )
            )
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            self.step_wished.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class LastTimeCard(CommitmentCard):
    """One key says how it went; what needs a word of evidence or a reason asks for it here."""

    reported = Signal(object, str, str, str)
    """The commitment, its status, the text, the evidence."""
    rescheduled = Signal(object, object, str)
    """The commitment, its new day, and why."""

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools)
        words, theme = tools.words, tools.theme
        self._asked = ""
        self._day_typed = ""
        self.answer = QLineEdit()
        self._question = QLabel()
        self._ways: Mapping[str, QPushButton] = {
            status: QPushButton(words(word)) for status, (_, word) in _WAYS.items()
        }
        held = QWidget()
        ways = FlowLayout(theme.space(1), held)
        for status, button in self._ways.items():
            mark(button, "choice")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            ways.addWidget(button)
            button.clicked.connect(partial(self.report, status))
        mark(self._question, "label")
        self._held = held
        held.hide()
        self.column.addWidget(held)
        self.column.addWidget(self._question)
        self.column.addWidget(self.answer)
        self._question.hide()
        self.answer.hide()
        self.answer.returnPressed.connect(self._on_answer)

    def report(self, status: str) -> None:
        """Say how it went; ask first what has to be written with it."""
        if self.line is None:
            return
        question = _QUESTIONS.get(status)
        if question is None:
            self.reported.emit(self.line.id, status, "", "")
            return
        self._asked, self._day_typed = status, ""
        self._ask(question)

    @property
    def is_asking(self) -> bool:
        """Whether a word is waited for."""
        return not self.answer.isHidden()

    def give_up(self) -> bool:
        """Leave it as it stands; False when nothing was asked."""
        if not self.is_asking:
            return False
        self._put_away()
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._held.show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self.is_asking:
            self._held.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        for status, (key, _) in _WAYS.items():
            if event.text().upper() == key and not self.is_asking:
                self.report(status)
                return
        super().keyPressEvent(event)

    def _ask(self, question: Text) -> None:
        worded = self.tools.words(question)
        self._question.setText(worded)
        self.answer.setAccessibleName(worded)
        self.answer.clear()
        self._question.show()
        self.answer.show()
        self.answer.setFocus()

    def _put_away(self) -> None:
        self._question.hide()
        self.answer.hide()
        self.setFocus()

    def _on_answer(self) -> None:
        written, line = self.answer.text().strip(), self.line
        if not written or line is None:
            return
        if self._asked != RESCHEDULED:
            self._put_away()
            evidence = written if self._asked in (DONE, PARTLY) else ""
            self.reported.emit(line.id, self._asked, "" if evidence else written, evidence)
        elif not self._day_typed:
            self._on_day(written)
        else:
            self._put_away()
            day = read_day(self._day_typed, self.tools.clock.today(), ahead=True)
            self.rescheduled.emit(line.id, day, written)

    def _on_day(self, written: str) -> None:
        day = read_day(written, self.tools.clock.today(), ahead=True)
        if day is None:
            restyle(self.answer, "wrong", "true")
            self._question.setText(
                self.tools.words(
                    say("No se entiende «{text}». Escriba, por ejemplo, 30 nov.", text=written)
                )
            )
            return
        restyle(self.answer, "wrong", "false")
        self._day_typed = written
        self._ask(say("Nueva fecha: {day}. ¿Por qué?", day=self.tools.formats.day(day)))


class TodayCard(CommitmentCard):
    """One of today's: Enter writes on it, Alt and arrows move it, Del takes it out."""

    write_wished = Signal(object)
    move_wished = Signal(object, int)
    remove_wished = Signal(object)

    def __init__(self, tools: PageTools) -> None:
        super().__init__(tools)
        self.locked = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def id(self) -> UUID | None:
        """The commitment shown."""
        return self.line.id if self.line is not None else None

    def mouseReleaseEvent(self, event: object) -> None:
        del event
        self.write_wished.emit(self.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.write_wished.emit(self.id)
        elif self.locked:
            super().keyPressEvent(event)
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_wished.emit(self.id, -1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_wished.emit(self.id)
        else:
            super().keyPressEvent(event)


_WAYS: Mapping[str, tuple[str, Text]] = {
    PENDING: ("1", say("1 Pendiente")),
    UNDER_WAY: ("2", say("2 En proceso")),
    DONE: ("3", say("3 Cumplido")),
    PARTLY: ("4", say("4 A medias")),
    NOT_DONE: ("5", say("5 Incumplido")),
    RESCHEDULED: ("6", say("6 Otra fecha")),
}
"""The key of each status is the same on the page of all commitments."""
_QUESTIONS: Mapping[str, Text] = {
    DONE: say("¿Con qué se comprueba? Intro lo guarda."),
    PARTLY: say("¿Con qué se comprueba lo cumplido? Intro lo guarda."),
    RESCHEDULED: say("¿Para cuándo? Por ejemplo, 30 nov o en 15 días."),
}
