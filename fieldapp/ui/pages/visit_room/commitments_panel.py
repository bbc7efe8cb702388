"""Compromisos: first what was agreed last time, then what is promised today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.describe import Record
from fieldapp.records.text import say, say_n
from fieldapp.rules.visits import Lack
from fieldapp.ui.autosave import Autosave
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.pages.visit_room.commitment_cards import CommitmentCard, LastTimeCard, TodayCard
from fieldapp.ui.pages.visit_room.panel import Panel
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.pages.visit_room.promise_line import PromiseLine
from fieldapp.ui.pages.visit_room.reveal import reveal
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.ui.widgets.sheet import Sheet
from fieldapp.work.commitment_lines import CommitmentLine
from fieldapp.work.commitments import CommitmentRoom
from fieldapp.work.visit_room import VisitRoom

_TEXT_PX = 672
_BELOW_FROM = 300
_LAST_TIME_MOST = 20
_FIELDS = (
    "text",
    "responsible_name",
    "due_on",
    "kind",
    "periodicity",
    "responsible_person",
    "co_responsible",
    "expected_evidence",
    "priority",
    "indicator",
)


class CommitmentsPanel(Panel):
    """Cards in one column; the arrows go from one to the next."""

    def __init__(self, page: Page, work: RoomWork) -> None:
        super().__init__(page, work)
        theme, words = page.tools.theme, page.words
        self.last_time: list[LastTimeCard] = []
        self.today: list[TodayCard] = []
        self.line = PromiseLine(page, work.commitments)
        self.form = RecordForm(
            page.tools.kinds["commitment"], page.form_tools(work.registers), _FIELDS
        )
        self._saving = Autosave(page, self.form, self._write)
        self._shown_last: tuple[UUID, ...] = ()
        self._wished: tuple[UUID, str] | None = None
        self._moved: UUID | None = None
        self._explained = QLabel(
            words(say("Una tecla dice cómo va cada uno; las flechas pasan al siguiente."))
        )
        self._more = QPushButton()
        self._nothing = QLabel(words(say("Todavía no hay compromisos de esta visita.")))
        self._last_column, self._today_column = QVBoxLayout(), QVBoxLayout()
        self._line_among, self._line_below = QVBoxLayout(), QHBoxLayout()
        sheet = Sheet(theme)
        self._last_heading = sheet.add_section(words(say("Lo acordado la última vez")))
        self._lay_out(sheet)
        self.form.hide()
        self.line.promised.connect(self._on_promised)
        self._more.clicked.connect(partial(page.open_requested.emit, "commitments", None))

    def _lay_out(self, sheet: Sheet) -> None:
        theme = self.tools.theme
        mark(self._explained, "hint")
        mark(self._nothing, "soft-body")
        mark(self._more, "quiet")
        self._explained.setWordWrap(True)
        sheet.add(self._explained)
        sheet.add(_held(self._last_column, theme.space(2)))
        sheet.add(self._more)
        sheet.add_section(self.words(say("Compromisos de hoy")))
        sheet.add(self._nothing)
        sheet.add(_held(self._today_column, theme.space(2)))
        sheet.add(_held(self._line_among, 0))
        self._line_below.setContentsMargins(*(theme.space(step) for step in (5, 1, 5, 0)))
        self.line.setMaximumWidth(theme.px(_TEXT_PX))
        self._line_below.addWidget(self.line, 1)
        self._line_below.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(sheet, 1)
        column.addLayout(self._line_below)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The line to write on stays in sight, unless it would leave no room for anything else."""
        super().resizeEvent(event)
        tall = self.height() >= self.tools.theme.px(_BELOW_FROM)
        home = self._line_below if tall else self._line_among
        if home.indexOf(self.line) < 0:
            home.insertWidget(0, self.line, 1)

    # What the room asks.

    def show_room(self, room: VisitRoom) -> None:
        super().show_room(room)
        self._show_last_time(room.last_agreed)
        self._show_today(room.commitments)
        self.line.setVisible(not self.is_issued and self.form.isHidden())

    def forget(self) -> None:
        super().forget()
        self._shown_last = ()
        self._put_form_away()

    def focus_first(self) -> None:
        if self.last_time:
            self.last_time[0].setFocus()
        elif self.is_issued and self.today:
            self.today[0].setFocus()
        else:
            self.line.line.setFocus()

    def focus_lack(self, lack: Lack) -> bool:
        if lack.kind != "commitment":
            return False
        self._open_form(lack.id, lack.field)
        return True

    def start_new(self) -> None:
        self.line.line.setFocus()

    def edit(self) -> None:
        card = next((one for one in self.today if one.hasFocus()), None)
        if card is not None and card.id is not None:
            self._open_form(card.id)

    def go_back(self) -> bool:
        if any(card.give_up() for card in self.last_time):
            return True
        if self.form.isHidden():
            return False
        card = next((one for one in self.today if one.id == self._saving.record_id), None)
        self._put_form_away()
        (card or self.line.line).setFocus()
        return True

    def flush(self) -> None:
        self.form.flush()

    # Last time.

    def _show_last_time(self, lines: Sequence[CommitmentLine]) -> None:
        """Those settled here stay in sight till another visit is opened, with how they went."""
        if not self._shown_last:
            self._shown_last = tuple(line.id for line in lines[:_LAST_TIME_MOST])
        known = {line.id: line for line in lines}
        held = {card.line.id: card for card in self.last_time if card.line is not None}
        self.last_time = [held.get(one) or self._last_card() for one in self._shown_last]
        for card in held.values():
            if card not in self.last_time:
                card.deleteLater()
        settled = [one for one in self._shown_last if one not in known]
        for one, card in zip(self._shown_last, self.last_time, strict=True):
            if one in known:
                card.show_line(known[one])
            self._last_column.addWidget(card)
        for one in settled:
            self.page.load(
                partial(self.work.commitments.get, one), self._show_settled, topic=str(one)
            )
        rest = len(lines) - _LAST_TIME_MOST
        self._more.setText(self.words(say_n("y {n} más", "y {n} más", rest)))
        self._more.setVisible(rest > 0)
        for part in (self._last_heading, self._explained):
            part.setVisible(bool(self.last_time))

    def _show_settled(self, room: CommitmentRoom) -> None:
        for one, card in zip(self._shown_last, self.last_time, strict=True):
            if one == room.line.id:
                card.show_line(room.line)

    def _last_card(self) -> LastTimeCard:
        card = LastTimeCard(self.tools)
        card.reported.connect(self._on_reported)
        card.rescheduled.connect(self._on_rescheduled)
        card.step_wished.connect(partial(self._on_step, card))
        return card

    def _on_reported(self, commitment: UUID, status: str, text: str, evidence: str) -> None:
        say_it, meeting = self.work.commitments.set_status, self.visit_id
        self.page.save(lambda: say_it(commitment, status, text, evidence, meeting=meeting))

    def _on_rescheduled(self, commitment: UUID, day: date, reason: str) -> None:
        move, meeting = self.work.commitments.reschedule, self.visit_id
        self.page.save(lambda: move(commitment, day, reason, meeting=meeting))

    # Today.

    def _show_today(self, lines: Sequence[CommitmentLine]) -> None:
        while len(self.today) > len(lines):
            self.today.pop().deleteLater()
        while len(self.today) < len(lines):
            self.today.append(self._today_card())
        focused = self._moved or next((card.id for card in self.today if card.hasFocus()), None)
        self._moved = None
        for number, (card, line) in enumerate(zip(self.today, lines, strict=True), start=1):
            card.show_line(line, f"{number}.")
            card.locked = self.is_issued
            if focused is not None and line.id == focused:
                card.setFocus()
        self._nothing.setVisible(not lines)
        open_one = self._saving.record_id
        if open_one is not None and not self.form.isHidden():
            if any(line.id == open_one for line in lines):
                self._load(open_one)
                self._place_form(open_one)
            else:
                self._put_form_away()

    def _today_card(self) -> TodayCard:
        card = TodayCard(self.tools)
        self._today_column.addWidget(card)
        card.write_wished.connect(self._open_form)
        card.move_wished.connect(self._on_move)
        card.remove_wished.connect(self._on_remove)
        card.step_wished.connect(partial(self._on_step, card))
        return card

    def _open_form(self, commitment: UUID, field: str = "text") -> None:
        self.form.flush()
        self._wished = (commitment, field)
        self._load(commitment)

    def _load(self, commitment: UUID) -> None:
        self.page.load(
            lambda: self.work.commitments.get(commitment), self._show_form, topic="commitment"
        )

    def _show_form(self, room: CommitmentRoom) -> None:
        record: Record = room.commitment
        self._saving.show(record, locked=self.is_issued)
        if self._wished is not None:
            self._place_form(record.id)
            self.form.show()
            self.line.hide()
            self.form.focus_field(self._wished[1])
            reveal(self.form)
            self._wished = None

    def _place_form(self, commitment: UUID) -> None:
        place = next((n for n, card in enumerate(self.today) if card.id == commitment), -1)
        self._today_column.removeWidget(self.form)
        self._today_column.insertWidget(place + 1, self.form)

    def _put_form_away(self) -> None:
        self.form.flush()
        self.form.hide()
        self.line.setVisible(not self.is_issued)

    def _on_promised(self, changes: dict[str, Any]) -> None:
        visit = self.visit_id
        if visit is not None:
            self.page.save(lambda: self.work.commitments.promise(visit, changes))

    def _on_move(self, commitment: UUID, by: int) -> None:
        ids = [card.id for card in self.today]
        place = ids.index(commitment) + by
        if not 0 <= place < len(ids):
            return
        after = place if by > 0 else place - 1
        self._moved = commitment  # the cursor goes with it
        self.page.save(
            lambda: self.work.commitments.move(commitment, ids[after] if after >= 0 else None)
        )

    def _on_remove(self, commitment: UUID) -> None:
        self.page.save(
            lambda: self.work.commitments.remove(commitment),
            done=lambda _saved: self.tools.prompts.tell(
                say("Compromiso quitado."),
                undo=lambda: self.page.save(lambda: self.work.commitments.restore(commitment)),
            ),
        )

    def _on_step(self, card: CommitmentCard, by: int) -> None:
        cards: list[QWidget] = [*self.last_time, *self.today]
        if not self.is_issued:
            cards.append(self.line.line)
        place = cards.index(card) + by
        if 0 <= place < len(cards):
            cards[place].setFocus()
            reveal(cards[place])

    def _write(self, commitment: UUID | None, changes: Mapping[str, Any]) -> Saved:
        if commitment is None:
            raise LookupError(changes)  # the form is only shown of one that exists
        return self.work.commitments.edit(commitment, changes)


def _held(column: QVBoxLayout, gap_px: int) -> QWidget:
    held = QWidget()
    held.setLayout(column)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap_px)
    return held
