"""The cards of the first page: lines that open where they belong, buttons that begin a visit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QPushButton

from fieldapp.records.text import Text, say, say_n
from fieldapp.rules.readiness import Check
from fieldapp.ui.commitment_words import line_of
from fieldapp.ui.mending import line_of_check
from fieldapp.ui.moments import late
from fieldapp.ui.page import PageTools
from fieldapp.ui.sync_words import SYNC_LOOKS, receipt
from fieldapp.ui.theme import mark
from fieldapp.ui.visit_lines import line_of_visit, short
from fieldapp.ui.widgets.cards import Card
from fieldapp.ui.widgets.line import Line
from fieldapp.ui.widgets.line_row import LineRow
from fieldapp.work.commitment_lines import CommitmentLine
from fieldapp.work.drafts import OpenDraft
from fieldapp.work.syncing import SyncStanding
from fieldapp.work.today import TodayPage
from fieldapp.work.trips_due import TripDue
from fieldapp.work.visit_list import VisitLine

_SHOWN_MOST: Final = 6
_LISTS: Final = {"activity": "visits", "commitment": "commitments"}
"""The page where all of a kind are listed."""


class TodayCards:
    """Makes the cards; `go` opens a record where it belongs, `mend` does what a check lacks."""

    def __init__(
        self,
        tools: PageTools,
        go: Callable[[str, object], object],
        start: Callable[[UUID], object],
        mend: Callable[[Check], object],
    ) -> None:
        self._tools = tools
        self._go = go
        self._start = start
        self._mend = mend

    def left(self, asked: TodayPage) -> list[Card]:
        """Visits and papers."""
        return [*self._visits(asked), *self._drafts(asked.drafts)]

    def right(
        self, asked: TodayPage, lacking: Sequence[Check], standing: SyncStanding
    ) -> list[Card]:
        """What this laptop lacks, promises, and sending."""
        return [
            *self._warnings(lacking),
            *self._promises(asked),
            *self._trips(asked.trips),
            self._sending(standing),
        ]

    def _warnings(self, lacking: Sequence[Check]) -> list[Card]:
        if not lacking:
            return []
        card = Card(self._tools.theme, self._tools.words(say("Conviene atender")), len(lacking))
        for check in lacking:
            row = LineRow(self._tools.theme, line_of_check(check, self._tools.words))
            row.chosen.connect(partial(self._mend, check))
            card.add(row)
        return [card]

    def _drafts(self, drafts: Sequence[OpenDraft]) -> list[Card]:
        if not drafts:
            return []
        card = Card(
            self._tools.theme, self._tools.words(say("Quedó a medio escribir")), len(drafts)
        )
        for draft in drafts[:_SHOWN_MOST]:
            label = self._tools.words(self._tools.kinds[draft.kind].label)
            line = Line(draft, short(draft.words), below=label, icon="write")
            row = LineRow(self._tools.theme, line)
            row.chosen.connect(partial(self._go, *_place_of(draft)))
            card.add(row)
        return [card]

    def _visits(self, asked: TodayPage) -> list[Card]:
        tools, today = self._tools, self._tools.clock.today()

        def line(visit: VisitLine) -> Line:
            return line_of_visit(visit, today, tools.formats, tools.words)

        todays = [(line(one), self._starter(one)) for one in asked.visits]
        nothing = say("No hay nada planeado para hoy.")
        cards = [self._card(say("Hoy"), todays, "activity", nothing=nothing)]
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

    def _promises(self, asked: TodayPage) -> list[Card]:
        if self._tools.kinds["commitment"].off:
            return []
        if not asked.owed.late and not asked.owed.due_soon:
            nothing = say("Ningún compromiso vence en los próximos quince días.")
            return [self._card(say("Compromisos"), [], "commitment", nothing=nothing)]
        owed = asked.owed
        return [
            self._card(
                heading,
                [(self._promise_line(one), None) for one in found],
                "commitment",
                count=count,
            )
            for heading, found, count in (
                (say("Compromisos vencidos"), owed.late, owed.late_count),
                (say("Compromisos por vencer"), owed.due_soon, owed.due_soon_count),
            )
            if found
        ]

    def _trips(self, trips: Sequence[TripDue]) -> list[Card]:
        """Trips that still owe their report, each with its last day."""
        if not trips:
            return []
        rows = [(self._trip_line(one), None) for one in trips]
        return [self._card(say("Informes de comisión por entregar"), rows, "trip")]

    def _trip_line(self, trip: TripDue) -> Line:
        words, deadline = self._tools.words, trip.deadline
        day = self._tools.formats.day(deadline.due_on)
        when = say("hasta el {day}", day=day)
        return Line(
            trip.id,
            short(trip.object),
            below=trip.place,
            icon="late" if deadline.late else "write",
            word=words(late(-deadline.days_left) if deadline.late else when),
            role="bad" if deadline.late else "info",
            aside=day if deadline.late else "",
        )

    def _card(
        self,
        heading: Text,
        rows: Sequence[tuple[Line, QPushButton | None]],
        kind: str,
        *,
        count: int | None = None,
        nothing: Text | None = None,
    ) -> Card:
        count = len(rows) if count is None else count
        card = Card(self._tools.theme, self._tools.words(heading), count)
        for line, button in rows[:_SHOWN_MOST]:
            row = LineRow(self._tools.theme, line, button)
            row.chosen.connect(partial(self._go, kind, line.id))
            card.add(row)
        if count > _SHOWN_MOST:
            place = _LISTS.get(kind, "registers")
            more = QPushButton(self._tools.words(say("Ver los {n}", n=count)))
            mark(more, "quiet")
            more.clicked.connect(lambda: self._go(place, None))
            card.add(more, wide=False)
        if not rows and nothing is not None:
            card.add_words(self._tools.words(nothing))
        return card

    def _sending(self, standing: SyncStanding) -> Card:
        card = Card(self._tools.theme, self._tools.words(say("Envío")))
        icon, role = SYNC_LOOKS[standing.state]
        pending = sum(standing.counts.pending.values())
        waiting = say_n("{n} registro por enviar.", "{n} registros por enviar.", pending)
        told = [waiting] if standing.state.is_failure and pending else []
        told.append(receipt(standing, self._tools.formats))
        line = Line(
            "sync",
            self._tools.words(standing.text),
            below=" ".join(self._tools.words(one) for one in told),
            icon=icon,
            role=role,
        )
        row = LineRow(self._tools.theme, line)
        row.chosen.connect(partial(self._go, "sync", None))
        card.add(row)
        return card

    def _promise_line(self, promise: CommitmentLine) -> Line:
        tools = self._tools
        return line_of(promise, tools.clock.today(), tools.formats, tools.words)

    def _starter(self, visit: VisitLine) -> QPushButton | None:
        if visit.status != "planned":
            return None
        button = QPushButton(self._tools.words(say("Iniciar")))
        self._tools.theme.dress(button, "start", "accent")
        button.setAccessibleName(self._tools.words(say("Iniciar: {title}", title=visit.title)))
        button.clicked.connect(partial(self._start, visit.id))
        return button


def _place_of(draft: OpenDraft) -> tuple[str, UUID | None]:
    """Where half-typed words are written on: their commitment, the logbook, or their visit."""
    if draft.kind == "logbook_entry":
        return "logbook", None
    return ("commitment" if draft.kind == "follow_up" else "activity"), draft.about
