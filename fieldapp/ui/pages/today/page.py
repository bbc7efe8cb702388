"""The first page: what this day asks of the officer, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout

from fieldapp.records import phrases
from fieldapp.records.text import Text, say
from fieldapp.rules.readiness import Check, clock_check, copy_check, room_check
from fieldapp.ui.clock_question import with_the_right_time
from fieldapp.ui.mending import KeepingWork, Mending
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.pages.today.cards import TodayCards
from fieldapp.ui.sync_words import Standings
from fieldapp.ui.theme import mark
from fieldapp.ui.visit_lines import short
from fieldapp.ui.visit_words import visit_kind
from fieldapp.ui.widgets.cards import CardColumns
from fieldapp.ui.widgets.empty import EmptyState
from fieldapp.ui.widgets.line_row import LineRow
from fieldapp.ui.widgets.sheet import ActionBar
from fieldapp.work.syncing import SyncStanding, SyncState
from fieldapp.work.today import TodayPage as Asked
from fieldapp.work.visit_list import VisitLine
from fieldapp.work.work import Work


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the page loads; `lacking` is what must be mended on this laptop before long."""

    asked: Asked
    standing: SyncStanding
    lacking: list[Check]


class TodayPage(Page):
    """Visits at the left, promises and sending at the right; each line opens where it belongs."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {
            *("activity", "minutes", "commitment", "follow_up", "attendance", "agreement"),
            *("citizen_request", "content_item", "content_receipt", "trip"),
        }
    )
    purpose: ClassVar[Text] = say(
        "Aquí está lo que el día le pide: las visitas de hoy y de la semana, lo que quedó sin "
        "terminar, los compromisos vencidos o por vencer, y lo que falta por enviar."
    )

    def __init__(
        self, tools: PageTools, work: Work, standings: Standings, keeping: KeepingWork
    ) -> None:
        super().__init__(tools)
        self._work = work
        self._standings = standings
        self._keeping = keeping
        mending = Mending(self, keeping, work.clocks, self.reload)
        self._made = TodayCards(tools, self.open_requested.emit, self._on_start, mending.mend)
        self._visit = visit_kind(tools.kinds, work.desk.pack)
        self._to_start: UUID | None = None
        self._new = QPushButton(self.words(phrases.new(self._visit)))
        self._travel = QPushButton(self.words(say("Preparar viaje")))
        self._start = QPushButton()
        self._cards = CardColumns(tools.theme)
        self._nothing = EmptyState(tools.theme, "today")
        self._stack = QStackedWidget()
        self._loaded_once = False
        self._lay_out()
        self._new.clicked.connect(self.start_new)
        self._travel.clicked.connect(partial(self.open_requested.emit, "travel", None))
        self._start.clicked.connect(self.main_action)
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
        """Begin the visit planned for today; without one, write a new one."""
        if self._to_start is not None:
            self._on_start(self._to_start)
        else:
            self.start_new()

    # Inside.

    def _read(self) -> _Shown:
        now, formats = self.tools.clock.now(), self.tools.formats
        checks = (
            clock_check(self._work.clocks.doubt(), now, formats),
            room_check(self._keeping.room_bytes()),
            copy_check(self._keeping.last_outside(), now, formats),
        )
        lacking = [check for check in checks if not check.ready]
        leaving = self._work.handovers.told()
        if leaving is not None:
            topic = say("Entrega del puesto")
            lacking.insert(0, Check(topic, ready=False, text=leaving, way="handover"))
        lacking += self._work.today.waiting()
        return _Shown(self._work.today.page(), self._standings.now(), lacking)

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
        theme.dress(self._travel, "check", "accent")
        theme.dress(self._start, "start", "on_accent")
        mark(self._travel, "quiet")
        foot = ActionBar(theme)
        foot.add(self._travel)
        foot.add_main(self._new)
        foot.add_main(self._start)
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
        right = self._made.right(asked, shown.lacking, shown.standing)
        self._cards.show_cards(self._made.left(asked), right)
        something = asked.visits or asked.week or asked.unfinished or asked.actas_to_finish
        something = something or asked.drafts or asked.trips or shown.lacking
        empty = not (something or asked.owed.late or asked.owed.due_soon or _waits(shown.standing))
        self._stack.setCurrentIndex(1 if empty else 0)
        self._show_foot(asked.to_start, empty=empty)
        self._focus_again(had_focus)

    def _show_foot(self, to_start: VisitLine | None, *, empty: bool) -> None:
        """One main action: the visit of today where there is one, a new one where there is none."""
        self._to_start = to_start.id if to_start is not None else None
        self._new.setVisible(not empty)
        mark(self._new, "main" if to_start is None else "quiet")
        self.tools.theme.dress(self._new, "add", "on_accent" if to_start is None else "accent")
        self._start.setVisible(to_start is not None)
        if to_start is not None:
            place = self._work.desk.pack.territories.get(to_start.territory)
            begin = say("Iniciar en {place}", place=short(place.name)) if place else say("Iniciar")
            self._start.setText(self.words(begin))
            self._start.setToolTip(to_start.title)

    def _on_start(self, visit: UUID) -> None:
        with_the_right_time(self, self._work.clocks, partial(self._begin, visit))

    def _begin(self, visit: UUID) -> None:
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
