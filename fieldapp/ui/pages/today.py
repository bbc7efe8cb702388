"""The first page: what this day asks of the officer, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final
from uuid import UUID

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout

from fieldapp.records import phrases
from fieldapp.records.text import Text, say, say_n
from fieldapp.ui.commitment_words import line_of
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.sync_words import SYNC_LOOKS, Standings, receipt
from fieldapp.ui.theme import mark
from fieldapp.ui.visit_words import ACTA_LOOKS, VISIT_LOOKS, visit_kind
from fieldapp.ui.widgets.cards import Card, CardColumns
from fieldapp.ui.widgets.empty import EmptyState
from fieldapp.ui.widgets.line import Line
from fieldapp.ui.widgets.line_row import LineRow
from fieldapp.ui.widgets.sheet import ActionBar
from fieldapp.work.commitment_lines import CommitmentLine
from fieldapp.work.syncing import SyncStanding, SyncState
from fieldapp.work.today import TodayPage as Asked
from fieldapp.work.visit_list import VisitLine
from fieldapp.work.work import Work

_SHOWN_MOST: Final = 6


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the page loads."""

    asked: Asked
    standing: SyncStanding


class TodayPage(Page):
    """Visits at the left, promises and sending at the right; each line opens where it belongs."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {"activity", "minutes", "commitment", "follow_up", "attendance", "agreement"}
    )
    purpose: ClassVar[Text] = say(
        "Aquí está lo que el día le pide: las visitas de hoy y de la semana, lo que quedó sin "
        "terminar, los compromisos vencidos o por vencer, y lo que falta por enviar."
    )

    def __init__(self, tools: PageTools, work: Work, standings: Standings) -> None:
        super().__init__(tools)
        self._work = work
        self._standings = standings
        self._visit = visit_kind(tools.kinds, work.desk.pack)
        self._new = QPushButton(self.words(phrases.new(self._visit)))
        self._cards = CardColumns(tools.theme)
        self._nothing = EmptyState(tools.theme, "today")
        self._stack = QStackedWidget()
        self._loaded_once = False
        self._lay_out()
        self._new.clicked.connect(self.start_new)
        self._nothing.wished.connect(self.start_new)

    # What the shell asks.

    def reload(self) -> None:
        self.load(self._read, self._show)

    def showEvent(self, event: QShowEvent) -> None:
        """Read again each time: the day may be another one, and what waits to be sent too."""
        again = self._loaded_once
        super().showEvent(event)
        if again:
            self.reload()
        self._loaded_once = True

    def start_new(self) -> None:
        self.open_requested.emit("activity", None)

    def main_action(self) -> None:
        self.start_new()

    # Inside.

    def _read(self) -> _Shown:
        return _Shown(self._work.today.page(), self._standings.now())

    def _lay_out(self) -> None:
        theme = self.tools.theme
        theme.dress(self._new, "add", "on_accent")
        self._nothing.say(
            self.words(
                say("Nada pendiente por ahora. Cuando planee o inicie una reunión, aparecerá aquí.")
            ),
            self.words(phrases.new(self._visit)),
        )
        self._stack.addWidget(self._cards)
        self._stack.addWidget(self._nothing)
        foot = ActionBar(theme)
        foot.add_main(self._new)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(foot)

    def _show(self, shown: _Shown) -> None:
        had_focus = self._focused()
        asked = shown.asked
        day = self.tools.formats.day(asked.day)
        self.place_changed.emit(self.words(say("Hoy · {day}", day=day)))
        sending = self._sending(shown.standing)
        self._cards.show_cards(self._visits(asked), [*self._promises(asked), sending])
        something = asked.visits or asked.week or asked.unfinished or asked.actas_to_finish
        empty = not (something or asked.late or asked.due_soon or _waits(shown.standing))
        self._stack.setCurrentIndex(1 if empty else 0)
        self._new.setVisible(not empty)
        self._focus_again(had_focus)

    def _visits(self, asked: Asked) -> list[Card]:
        line = self._visit_line
        today = [(line(one), self._starter(one)) for one in asked.visits]
        nothing = say("No hay nada planeado para hoy.")
        cards = [self._card(say("Hoy"), today, "activity", nothing=nothing)]
        for heading, lines in (
            (say("Quedaron sin terminar"), asked.unfinished),
            (say("Actas por firmar"), asked.actas_to_finish),
            (say("Próximos siete días"), asked.week),
        ):
            if lines:
                starts = lines is asked.week
                rows = [(line(one), self._starter(one) if starts else None) for one in lines]
                cards.append(self._card(heading, rows, "activity"))
        return cards

    def _promises(self, asked: Asked) -> list[Card]:
        if not asked.late and not asked.due_soon:
            nothing = say("Ningún compromiso vence en los próximos quince días.")
            return [self._card(say("Compromisos"), [], "commitment", nothing=nothing)]
        return [
            self._card(heading, [(self._promise_line(one), None) for one in found], "commitment")
            for heading, found in (
                (say("Compromisos vencidos"), asked.late),
                (say("Compromisos por vencer"), asked.due_soon),
            )
            if found
        ]

    def _card(
        self,
        heading: Text,
        rows: Sequence[tuple[Line, QPushButton | None]],
        kind: str,
        *,
        nothing: Text | None = None,
    ) -> Card:
        card = Card(self.tools.theme, self.words(heading), len(rows))
        for line, button in rows[:_SHOWN_MOST]:
            row = LineRow(self.tools.theme, line, button)
            row.chosen.connect(partial(self.open_requested.emit, kind, line.id))
            card.add(row)
        if len(rows) > _SHOWN_MOST:
            place = "visits" if kind == "activity" else "commitments"
            more = QPushButton(self.words(say("Ver los {n}", n=len(rows))))
            mark(more, "quiet")
            more.clicked.connect(lambda: self.open_requested.emit(place, None))
            card.add(more, wide=False)
        if not rows and nothing is not None:
            card.add_words(self.words(nothing))
        return card

    def _sending(self, standing: SyncStanding) -> Card:
        card = Card(self.tools.theme, self.words(say("Envío")))
        icon, role = SYNC_LOOKS[standing.state]
        pending = sum(standing.counts.pending.values())
        waiting = say_n("{n} registro por enviar.", "{n} registros por enviar.", pending)
        told = [waiting] if standing.state.is_failure and pending else []
        told.append(receipt(standing, self.tools.formats))
        line = Line(
            "sync",
            self.words(standing.text),
            below=" ".join(self.words(one) for one in told),
            icon=icon,
            role=role,
        )
        row = LineRow(self.tools.theme, line)
        row.chosen.connect(partial(self.open_requested.emit, "sync", None))
        card.add(row)
        return card

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


def _waits(standing: SyncStanding) -> bool:
    return standing.state is not SyncState.NOTHING
