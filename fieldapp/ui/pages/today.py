"""The first page: what this day asks of the officer, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records import phrases
from fieldapp.records.text import Text, say, say_n
from fieldapp.ui.commitment_words import line_of
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.theme import mark
from fieldapp.ui.visit_words import ACTA_LOOKS, VISIT_LOOKS, visit_kind
from fieldapp.ui.widgets.empty import EmptyState
from fieldapp.ui.widgets.line_row import LineRow
from fieldapp.ui.widgets.lines import Line
from fieldapp.ui.widgets.sheet import ActionBar, Sheet
from fieldapp.work.commitment_lines import CommitmentLine
from fieldapp.work.syncing import SyncStanding, SyncStandings, SyncState
from fieldapp.work.today import TodayPage as Asked
from fieldapp.work.visit_list import VisitLine
from fieldapp.work.work import Work

_SHOWN_MOST: Final = 6
_TWO_COLUMNS_FROM: Final = 820
_WIDEST_PX: Final = 1240
_SYNC_LOOKS: Final = {
    SyncState.NOTHING: ("good", "good"),
    SyncState.WAITING: ("clock", "info"),
    SyncState.FAILED: ("warn", "warn"),
    SyncState.REVOKED: ("warn", "warn"),
    SyncState.IN_REVIEW: ("info", "info"),
    SyncState.RECEIVED: ("good", "good"),
}


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the page loads."""

    asked: Asked
    standing: SyncStanding | None


class TodayPage(Page):
    """Visits at the left, promises and sending at the right; each line opens where it belongs."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {"activity", "minutes", "commitment", "follow_up", "attendance", "agreement"}
    )
    purpose: ClassVar[Text] = say(
        "Aquí está lo que el día le pide: las visitas de hoy y de la semana, lo que quedó sin "
        "terminar, los compromisos vencidos o por vencer, y lo que falta por enviar."
    )

    def __init__(
        self, tools: PageTools, work: Work, standings: SyncStandings | None = None
    ) -> None:
        super().__init__(tools)
        self._work = work
        self._standings = standings
        self._visit = visit_kind(tools.kinds, work.desk.pack)
        self._new = QPushButton(self.words(phrases.new(self._visit)))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._nothing = EmptyState(tools.theme, "today")
        self._stack = QStackedWidget()
        self._lay_out()
        self._new.clicked.connect(self.start_new)
        self._nothing.wished.connect(self.start_new)

    # What the shell asks.

    def reload(self) -> None:
        self.load(self._read, self._show)

    def start_new(self) -> None:
        self.open_requested.emit("activity", None)

    def main_action(self) -> None:
        self.start_new()

    # Inside.

    def _read(self) -> _Shown:
        standing = self._standings.now() if self._standings is not None else None
        return _Shown(self._work.today.page(), standing)

    def _lay_out(self) -> None:
        theme = self.tools.theme
        theme.dress(self._new, "add", "on_accent")
        held = QWidget()
        held.setLayout(self._columns)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(theme.space(4))
        for column in (self._left, self._right):
            column.setSpacing(theme.space(4))
            self._columns.addLayout(column, 1)
        sheet = Sheet(theme, widest_px=_WIDEST_PX)
        sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sheet.add(held)
        self._nothing.say(
            self.words(
                say("Nada pendiente por ahora. Cuando planee o inicie una reunión, aparecerá aquí.")
            ),
            self.words(phrases.new(self._visit)),
        )
        self._stack.addWidget(sheet)
        self._stack.addWidget(self._nothing)
        foot = ActionBar(theme)
        foot.add_main(self._new)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.tools.theme.px(_TWO_COLUMNS_FROM)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(across if wide else down)

    def _show(self, shown: _Shown) -> None:
        had_focus = self._focused()
        for column in (self._left, self._right):
            _clear(column)
        asked = shown.asked
        day = self.tools.formats.day(asked.day)
        self.place_changed.emit(self.words(say("Hoy · {day}", day=day)))
        self._add_visits(asked)
        self._add_promises(asked)
        if shown.standing is not None:
            self._right.addWidget(self._sending(shown.standing))
        for column in (self._left, self._right):
            _show_cards(column)  # now, not on the next turn: one of them may take the cursor
            column.addStretch(1)
        something = asked.visits or asked.week or asked.unfinished or asked.actas_to_finish
        empty = not (something or asked.late or asked.due_soon or _waits(shown.standing))
        self._stack.setCurrentIndex(1 if empty else 0)
        self._new.setVisible(not empty)
        self._focus_again(had_focus)

    def _add_visits(self, asked: Asked) -> None:
        line = self._visit_line
        today = [(line(one), self._starter(one)) for one in asked.visits]
        nothing = say("No hay nada planeado para hoy.")
        left = self._left
        left.addWidget(self._section(say("Hoy"), today, "activity", nothing=nothing))
        for heading, lines in (
            (say("Quedaron sin terminar"), asked.unfinished),
            (say("Actas por firmar"), asked.actas_to_finish),
            (say("Próximos siete días"), asked.week),
        ):
            if lines:
                starts = lines is asked.week
                rows = [(line(one), self._starter(one) if starts else None) for one in lines]
                left.addWidget(self._section(heading, rows, "activity"))

    def _add_promises(self, asked: Asked) -> None:
        for heading, promises in (
            (say("Compromisos vencidos"), asked.late),
            (say("Compromisos por vencer"), asked.due_soon),
        ):
            if promises:
                rows = [(self._promise_line(one), None) for one in promises]
                self._right.addWidget(self._section(heading, rows, "commitment"))
        if not asked.late and not asked.due_soon:
            nothing = say("Ningún compromiso vence en los próximos quince días.")
            self._right.addWidget(
                self._section(say("Compromisos"), [], "commitment", nothing=nothing)
            )

    def _section(
        self,
        heading: Text,
        rows: Sequence[tuple[Line, QPushButton | None]],
        kind: str,
        *,
        nothing: Text | None = None,
    ) -> QFrame:
        card, column = self._card(heading, len(rows))
        for line, button in rows[:_SHOWN_MOST]:
            row = LineRow(self.tools.theme, line, button)
            row.chosen.connect(partial(self.open_requested.emit, kind, line.id))
            column.addWidget(row)
        if len(rows) > _SHOWN_MOST:
            place = "visits" if kind == "activity" else "commitments"
            button = QPushButton(self.words(say("Ver los {n}", n=len(rows))))
            mark(button, "quiet")
            button.clicked.connect(lambda: self.open_requested.emit(place, None))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if not rows and nothing is not None:
            column.addWidget(self._soft(nothing))
        return card

    def _sending(self, standing: SyncStanding) -> QFrame:
        card, column = self._card(say("Envío"), 0)
        icon, role = _SYNC_LOOKS[standing.state]
        pending = sum(standing.counts.pending.values())
        waiting = say_n("{n} registro por enviar.", "{n} registros por enviar.", pending)
        below = waiting if standing.state is SyncState.FAILED and pending else say("")
        line = Line(
            "sync",
            self.words(standing.text),
            below=" ".join(
                self.words(one) for one in (below, self._receipt(standing)) if one.source
            ),
            icon=icon,
            role=role,
        )
        row = LineRow(self.tools.theme, line)
        row.chosen.connect(partial(self.open_requested.emit, "sync", None))
        column.addWidget(row)
        return card

    def _receipt(self, standing: SyncStanding) -> Text:
        if standing.last_receipt_at is None:
            return say("Todavía no hay ningún acuse de recibo.")
        formats = self.tools.formats
        when = standing.last_receipt_at
        return say(
            "Último acuse de recibo: {day}, {hour}.",
            day=formats.day(formats.day_of(when)),
            hour=formats.clock(when),
        )

    def _card(self, heading: Text, count: int) -> tuple[QFrame, QVBoxLayout]:
        theme = self.tools.theme
        card = QFrame()
        mark(card, "raised")
        column = QVBoxLayout(card)
        column.setContentsMargins(*(theme.space(step) for step in (3, 3, 3, 3)))
        column.setSpacing(theme.space(1))
        said = self.words(heading)
        title = QLabel(f"{said}  ·  {count}" if count else said)
        title.setContentsMargins(theme.space(2), 0, 0, theme.space(1))
        mark(title, "section")
        column.addWidget(title)
        return card, column

    def _soft(self, sentence: Text) -> QLabel:
        label = QLabel(self.words(sentence))
        label.setWordWrap(True)
        label.setContentsMargins(self.tools.theme.space(2), 0, 0, 0)
        mark(label, "soft-body")
        return label

    # Lines and what is done with them.

    def _visit_line(self, visit: VisitLine) -> Line:
        look = VISIT_LOOKS.get(visit.status) or VISIT_LOOKS["planned"]
        status = self.words(look.word)
        acta = ACTA_LOOKS.get(visit.acta_status)
        if visit.status == "closed":
            look = acta or look
            word = self.words(look.word) if acta else self.words(say("Sin acta"))
            status = self.words(say("Acta: {status}", status=word))
        day = visit.day
        dated = self.tools.formats.day(day) if day and day != self.tools.clock.today() else ""
        return Line(
            visit.id,
            " ".join(visit.title.split()) or self.words(say("Sin objetivo todavía")),
            below=visit.place,
            icon=look.icon,
            word=status,
            role=look.role,
            aside=dated,
        )

    def _promise_line(self, promise: CommitmentLine) -> Line:
        tools = self.tools
        return line_of(promise, tools.clock.today(), tools.formats, tools.words)

    def _starter(self, visit: VisitLine) -> QPushButton | None:
        if visit.status != "planned":
            return None
        button = QPushButton(self.words(say("Iniciar")))
        self.tools.theme.dress(button, "start", "accent")
        button.setAccessibleName(self.words(say("Iniciar: {title}", title=visit.title)))
        button.clicked.connect(lambda: self._on_start(visit.id))
        return button

    def _on_start(self, visit: UUID) -> None:
        self.save(
            partial(self._work.visits.start, visit),
            done=lambda saved: self.open_requested.emit("activity", saved.id),
        )

    # Where the person stands, through a reload.

    def _focused(self) -> object:
        widget = self.focusWidget()
        return widget.line.id if isinstance(widget, LineRow) and widget.hasFocus() else None

    def _focus_again(self, id: object) -> None:
        rows = self.findChildren(LineRow)
        again = next((row for row in rows if id is not None and row.line.id == id), None)
        self.setFocusProxy(rows[0] if rows else self._new)
        if again is not None:
            again.setFocus()


def _waits(standing: SyncStanding | None) -> bool:
    return standing is not None and standing.state is not SyncState.NOTHING


def _show_cards(column: QVBoxLayout) -> None:
    for place in range(column.count()):
        held = column.itemAt(place)
        card = held.widget() if held is not None else None
        if card is not None:
            card.show()


def _clear(column: QVBoxLayout) -> None:
    while (held := column.takeAt(0)) is not None:
        widget = held.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
