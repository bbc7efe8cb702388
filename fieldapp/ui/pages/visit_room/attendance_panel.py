"""Asistencia: the list typed while people come in, and the card of whoever is marked."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.text import Text, say, say_n
from fieldapp.rules.visits import Lack
from fieldapp.ui.lock import LockWork
from fieldapp.ui.page import Page
from fieldapp.ui.pages.visit_room.attendance_cells import AttendanceCells
from fieldapp.ui.pages.visit_room.attendance_model import (
    DOCUMENT,
    FIELDS,
    AttendanceModel,
)
from fieldapp.ui.pages.visit_room.attendance_table import AttendanceTable
from fieldapp.ui.pages.visit_room.attendee_card import AttendeeCard
from fieldapp.ui.pages.visit_room.kiosk.handing import KioskHanding
from fieldapp.ui.pages.visit_room.list_papers import ListPapers
from fieldapp.ui.pages.visit_room.list_signing import ListSigning
from fieldapp.ui.pages.visit_room.list_typing import ListTyping
from fieldapp.ui.pages.visit_room.panel import Panel
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.ui.pages.visit_room.question_bar import QuestionBar
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.work.visit_room import VisitRoom

_MARKS = {"P": "present", "E": "excused", "A": "absent", "D": "present"}
_TABLE_LEAST = 420
_KEYS_FROM = 360
_COUNTS_PX = 36


class AttendancePanel(Panel):
    """Document first; a known person is one Enter; the card opens with F2."""

    def __init__(self, page: Page, work: RoomWork, lock: LockWork | None = None) -> None:
        super().__init__(page, work)
        spec = page.tools.kinds["attendance"]
        pack = work.pack
        self.model = AttendanceModel(page.tools, pack, self)
        cells = AttendanceCells(
            spec, page.form_tools(work.registers), work.attendance.known, pack.cards, self
        )
        self.table = AttendanceTable(self.model, cells, page.tools)
        self.question = QuestionBar(page.tools)
        self.typing = ListTyping(page, work, self.table, self.question)
        self.card = AttendeeCard(page, work)
        self.papers = ListPapers(page, work, self.typing.tell_brought)
        self.signing = ListSigning(page, work, lambda: self.table.marked)
        self.handing = KioskHanding(page, work, lock)
        self._asked_for: UUID | None = None
        self._seen: UUID | None = None
        self._counts, self._keys = QLabel(), QLabel()
        self._open_card = QPushButton(self.words(say("Ficha y firma (F2)")))
        self._lay_out()
        self.table.person_marked.connect(self._on_marked)
        self.table.mark_wished.connect(self._on_mark)
        self.table.remove_wished.connect(self._on_remove)
        self.table.card_wished.connect(self.edit)
        self.card.closed.connect(self.go_back)
        self._open_card.clicked.connect(self.edit)
        self.signing.desk.stands.connect(self._fit)

    # What the room asks.

    def show_room(self, room: VisitRoom) -> None:
        super().show_room(room)
        current = self.table.current
        self.typing.show_visit(room.activity.id)
        self.model.show_rows(room.people, locked=self.is_issued)
        if current is not None and self.table.current != current:
            self.table.stand_on(current, max(self.table.currentIndex().column(), DOCUMENT))
        self.papers.show_visit(room.activity, locked=self.is_issued)
        self.signing.show_room(room)
        self.handing.show_visit(room.activity.id, locked=self.is_issued)
        self._counts.setText(self._worded_counts(room))
        self._show_card()
        self._fit()

    def forget(self) -> None:
        super().forget()
        self.question.give_up()
        self.typing.show_visit(None)
        self.model.forget()
        self.card.hide()
        self.signing.show_room(None)

    def focus_first(self) -> None:
        self.table.setFocus()
        if not self.model.locked:
            self.table.write_next()
        self._ask_for_members()

    def _ask_for_members(self) -> None:
        """Of a space's meeting with an empty list: its members are who was convened (R31)."""
        room = self.room
        if room is None or room.activity.space is None or room.people or self.is_issued:
            return
        if self._asked_for == room.activity.id:
            return
        self._asked_for = room.activity.id
        self.question.ask(
            say("La lista está vacía. ¿Traer a los miembros del espacio como convocados?"),
            (say("Sí, traerlos (Alt+S)"), self.papers.bring_members),
            (say("No, empezar vacía (Alt+N)"), _nothing),
            _nothing,
        )

    def focus_lack(self, lack: Lack) -> bool:
        row = self.model.row_of(lack.id)
        if lack.kind != "attendance" or row < 0:
            return False
        in_table = lack.field in FIELDS[1:]
        self.table.stand_on(lack.id, FIELDS.index(lack.field) if in_table else DOCUMENT)
        if not in_table:
            self.edit()
            self.card.form.focus_field(lack.field)
        return True

    def start_new(self) -> None:
        self.table.write_next()

    def edit(self) -> None:
        """Open the card of whoever is marked."""
        if self.table.current is None and self.model.rows:
            self.table.stand_on(self.model.rows[0].attendance.id)
        if self.table.current is not None:
            self.card.show()
            self._show_card()
            self._fit()
            self.card.form.focus_field("minor")

    def go_back(self) -> bool:
        if self.signing.desk.close_desk() or self.question.give_up():
            return True
        if self.card.isHidden():
            return False
        self.card.flush()
        self.card.hide()
        self._fit()
        self.table.setFocus()
        return True

    def flush(self) -> None:
        self.card.flush()
        self.table.commit()

    # Making.

    def _lay_out(self) -> None:
        theme, words = self.tools.theme, self.words
        mark(self._counts, "soft-body")
        mark(self._keys, "hint")
        self._keys.setWordWrap(True)
        self._keys.setText(
            words(
                say(
                    "Documento e Intro: quien ya es conocido queda completo. Tab: casilla "
                    "siguiente. En «Asistió»: P presente, E con excusa, A ausente, D delegado. "
                    "Supr: quitar. Ctrl+V: pegar de Excel. Un lector de códigos escribe aquí."
                )
            )
        )
        mark(self._open_card, "quiet")
        theme.dress(self._open_card, "write", "accent")
        ways = self._ways = QWidget()
        above = FlowLayout(theme.space(1), ways)
        for part in (
            self._counts,
            self.papers.blank,
            self.signing.signed,
            self.signing.attach,
            self.handing.hand_over,
            self._open_card,
            self.papers.more,
        ):
            above.addWidget(part)
        self._counts.setMinimumHeight(theme.px(_COUNTS_PX))
        self._keys.hide()
        across = QHBoxLayout()
        across.setSpacing(theme.space(3))
        self._listed = QWidget()
        listed = QVBoxLayout(self._listed)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.addWidget(self.question)
        listed.addWidget(self.table, 1)
        listed.addWidget(self._keys)
        across.addWidget(self._listed, 1)
        across.addWidget(self.card)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(step) for step in (5, 2, 0, 0)))
        column.setSpacing(theme.space(2))
        column.addWidget(ways)
        column.addLayout(across, 1)
        column.addWidget(self.signing.desk, 1)
        open_card = QShortcut(QKeySequence("F2"), self.table)
        open_card.setContext(Qt.ShortcutContext.WidgetShortcut)
        open_card.activated.connect(self.edit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Side by side where both can be read; else the card has the room.

        A paper being attached takes all of it.
        """
        theme, attaching = self.tools.theme, not self.signing.desk.isHidden()
        if attaching:
            self.card.hide()
        beside = self.width() - self.card.width() >= theme.px(_TABLE_LEAST)
        self._ways.setVisible(not attaching)
        self._listed.setVisible(not attaching and (beside or self.card.isHidden()))
        self._keys.setVisible(self.height() >= theme.px(_KEYS_FROM) and not self.is_issued)

    def _worded_counts(self, room: VisitRoom) -> str:
        counts = room.counts
        said: list[Text] = [say_n("{n} presente", "{n} presentes", counts.present)]
        if counts.expected:
            said.append(say_n("{n} convocada", "{n} convocadas", counts.expected))
        if counts.excused:
            said.append(say("{n} con excusa", n=counts.excused))
        if counts.unsigned:
            said.append(say("{n} sin firma", n=counts.unsigned))
        if counts.voided:
            said.append(say("{n} por firmar de nuevo", n=counts.voided))
        return " · ".join(self.words(one) for one in said)

    def _show_card(self) -> None:
        row = self.model.row_at(self.model.row_of(self.table.current))
        if row is None or self.card.isHidden():
            return
        self.card.show_row(row, self.model.rows, locked=self.is_issued)
        if row.attendance.id != self._seen:
            self._seen = row.attendance.id
            self.page.save(partial(self.work.attendance.look, self._seen))

    # What happens.

    def _on_marked(self, _attendance: UUID | None) -> None:
        self._show_card()

    def _on_mark(self, marked: list[UUID], letter: str) -> None:
        for attendance in marked:
            self.page.save(partial(self.work.attendance.mark, attendance, _MARKS[letter]))
        if letter == "D":
            self.edit()
            self.card.form.focus_field("on_behalf_of")

    def _on_remove(self, marked: list[UUID]) -> None:
        if self.is_issued or not marked:
            return
        self.page.save(partial(self.work.attendance.remove, *marked))
        removed = say_n("{n} persona quitada de la lista", "{n} personas quitadas", len(marked))
        self.tools.prompts.tell(removed, undo=partial(self._restore, marked))

    def _restore(self, removed: list[UUID]) -> None:
        self.page.save(partial(self.work.attendance.restore, *removed))


def _nothing() -> None:
    """The list begins as it is."""
