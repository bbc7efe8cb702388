"""PES Scan: the list of assessments, and the one that is open in its place."""

from __future__ import annotations

from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QPushButton

from fieldapp.records import phrases
from fieldapp.records.text import Text, say
from fieldapp.ui.kept_list import KeptList
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.pages.assessments.room import FIELDS, ScanRoom
from fieldapp.ui.record_panel import RecordPanel
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.beside import Beside
from fieldapp.ui.widgets.described import columns_of
from fieldapp.ui.widgets.room_stack import RoomStack
from fieldapp.ui.widgets.rows_model import Asked, Piece
from fieldapp.ui.widgets.table import RecordTable
from fieldapp.work.assessments import AssessmentRoom
from fieldapp.work.work import Work

_KIND = "assessment"


class AssessmentsPage(Page):
    """Enter opens an assessment, Ctrl+N begins one or a question, Esc comes back."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {"assessment", "assessment_item", "organization", "plan_node"}
    )
    purpose: ClassVar[Text] = say(
        "Aquí una entidad se puntúa a sí misma en un taller: las teclas 1 a 4 escriben el puntaje "
        "de cada pregunta y el radar cambia al momento. Intro escribe su evidencia y su brecha."
    )

    def __init__(self, tools: PageTools, work: Work) -> None:
        super().__init__(tools)
        self._work = work
        spec = tools.kinds[_KIND]
        self.table = RecordTable(
            columns_of(spec.listed),
            self._fetch,
            self.form_tools(work.registers),
            icon="plan",
        )
        self._new = QPushButton(self.words(phrases.new(spec)))
        self.panel = RecordPanel(self, work, FIELDS)
        self._beside = Beside(tools.theme, self.table, self.panel)
        self.room = ScanRoom(self, work)
        self._stack = RoomStack()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table.view)
        KeptList(self, self.table, "assessments", spec.plural, work.lists)

    # What the shell asks.

    def reload(self) -> None:
        self.table.refresh()
        self.panel.reload()
        if self._stack.is_open and self.room.assessment is not None:
            self._load(self.room.assessment)

    def open_record(self, kind: str, record_id: UUID) -> None:
        self._load(record_id)

    def start_new(self) -> None:
        if self._stack.is_open:
            self.room.begin_question()
            return
        self._beside.open()
        self.panel.begin(_KIND, partial(self._work.registers.save, _KIND))

    def edit(self) -> None:
        if self._stack.is_open:
            self.room.edit()
        elif isinstance(self.table.marked, UUID):
            self._beside.open()
            self.panel.load(_KIND, self.table.marked, write=True)

    def main_action(self) -> None:
        self.start_new()

    def go_back(self) -> bool:
        if self._stack.is_open:
            if not self.room.go_back():
                self._leave()
            return True
        if self._beside.is_open:
            self._close_form()
            return True
        self.open_requested.emit("diagnosis", None)
        return True

    def flush(self) -> None:
        self.panel.flush()
        self.room.flush()

    # Inside.

    def _lay_out(self) -> None:
        theme, spec = self.tools.theme, self.tools.kinds[_KIND]
        theme.dress(self._new, "add", "on_accent")
        mark(self._new, "main")
        self.table.add_main(self._new)
        self.table.say_when_empty(self.words(phrases.none_yet(spec)), self.words(phrases.new(spec)))
        self._stack.fill(self, theme, self._beside, self.room)

    def _connect(self) -> None:
        self.table.row_chosen.connect(self._load)
        self.table.first_wished.connect(self.start_new)
        self.table.failed.connect(self.tools.prompts.show_error)
        self._new.clicked.connect(self.start_new)
        self.panel.closed.connect(self._close_form)
        self.room.left.connect(self._leave)

    def _fetch(self, asked: Asked, offset: int, limit: int) -> Piece:
        return self._work.registers.list(
            _KIND,
            text=asked.text,
            sort=asked.sort,
            descending=asked.descending,
            limit=limit,
            offset=offset,
        )

    def _load(self, assessment: UUID) -> None:
        self.load(
            partial(self._work.assessments.room, assessment), self._show_room, topic="assessment"
        )

    def _show_room(self, room: AssessmentRoom) -> None:
        was_open = self._stack.is_open
        self.room.show_room(room)
        self._stack.open()
        self.setFocusProxy(self.room)
        title = " ".join(room.assessment.title.split())
        self.place_changed.emit(title or self.words(say("Sin título")))
        self.note_opened(_KIND, room.assessment.id)
        if not was_open:
            self.room.questions.view.setFocus()

    def _leave(self) -> None:
        self.room.flush()
        self._stack.close_room()
        self.setFocusProxy(self.table.view)
        self.place_changed.emit("")
        self.note_opened()
        self.table.view.setFocus()

    def _close_form(self) -> None:
        self.panel.flush()
        self._beside.close_opened()
        self.table.view.setFocus()
