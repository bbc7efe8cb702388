"""Planes: one list, and the plan that is open in its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QPushButton

from fieldapp.packs.folding import fold
from fieldapp.records import phrases
from fieldapp.records.text import Text, say
from fieldapp.ui.kept_list import KeptList
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.pages.plan.room import PlanPanel
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.room_stack import RoomStack
from fieldapp.ui.widgets.rows_model import Asked, Column
from fieldapp.ui.widgets.table import RecordTable
from fieldapp.work.plans import PlanLine, PlanRoom
from fieldapp.work.work import Work


@dataclass(frozen=True, slots=True)
class _Row:
    id: UUID
    cells: tuple[str, ...]
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Rows:
    rows: list[_Row]
    total: int


class PlanPage(Page):
    """Enter opens a plan, Ctrl+N begins one, Esc comes back to the list."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {
            "plan",
            "plan_node",
            "role_assignment",
            "chain_link",
            "alignment",
            "schedule_entry",
            "indicator",
            "target",
            "verification_mean",
            "measurement",
            "budget_item",
            "budget_line",
        }
    )
    purpose: ClassVar[Text] = say(
        "Aquí se escriben los planes. A la izquierda está el árbol: Insert agrega una fila, "
        "Mayús+Insert una debajo, Alt y las flechas la mueven, Intro la escribe. A la derecha "
        "están sus partes: roles, matriz lógica, indicadores, cronograma y presupuesto."
    )

    def __init__(self, tools: PageTools, work: Work) -> None:
        super().__init__(tools)
        self._work = work
        spec = tools.kinds["plan"]
        self.table = RecordTable(
            _COLUMNS, self._fetch, self.form_tools(work.registers), icon="plan"
        )
        self.panel = PlanPanel(self, work)
        self._new = QPushButton(self.words(phrases.new(spec)))
        self._stack = RoomStack()
        self._lay_out()
        self.table.say_when_empty(self.words(phrases.none_yet(spec)), self.words(phrases.new(spec)))
        self.setFocusProxy(self.table.view)
        self._connect()
        KeptList(self, self.table, "plans", spec.plural, work.lists)

    # What the shell asks.

    def reload(self) -> None:
        self.table.refresh()
        if self._stack.is_open and self.panel.plan_id is not None:
            self._load(self.panel.plan_id)

    def open_record(self, kind: str, record_id: UUID) -> None:
        if kind == "plan":
            self.table.mark_row(record_id)
            self._load(record_id)
        elif kind == "plan_node":
            read = partial(self._work.plans.room_of_row, record_id)
            self.load(read, partial(self._show_row, record_id), topic="plan")

    def open_row(self, kind: str, row: UUID) -> None:
        self.open_record(kind, row)

    def open_part(self, part: int) -> None:
        self.panel.open_part(part)

    def start_new(self) -> None:
        if self._stack.is_open and self.panel.plan_id is not None:
            self.panel.start_new()
        else:
            self.panel.show_blank()
            self._open(self.words(phrases.new(self.tools.kinds["plan"])))

    def main_action(self) -> None:
        self.start_new()

    def edit(self) -> None:
        if self._stack.is_open:
            self.panel.edit()
        elif isinstance(self.table.marked, UUID):
            self._load(self.table.marked)

    def go_back(self) -> bool:
        if not self._stack.is_open:
            return False
        if not self.panel.go_back():
            self._close()
        return True

    def flush(self) -> None:
        self.panel.flush()

    # Inside.

    def _lay_out(self) -> None:
        theme = self.tools.theme
        theme.dress(self._new, "add", "on_accent")
        mark(self._new, "main")
        self.table.add_main(self._new)
        self._stack.fill(self, theme, self.table, self.panel)

    def _connect(self) -> None:
        self.table.row_chosen.connect(self._load)
        self.table.first_wished.connect(self.start_new)
        self.table.failed.connect(self.tools.prompts.show_error)
        self._new.clicked.connect(self.start_new)
        self.panel.left.connect(self._close)
        self.panel.moved.connect(self._on_moved)
        self.panel.facts.made.connect(self._load)
        self.panel.facts.opened.connect(self._load)

    def _close(self) -> None:
        self.panel.flush()
        self._stack.close_room()
        self.setFocusProxy(self.table.view)
        self.place_changed.emit("")
        self.note_opened()
        self.table.view.setFocus()

    def _load(self, plan: UUID) -> None:
        self.load(partial(self._work.plans.room, plan), self._show_open, topic="plan")

    def _show_open(self, room: PlanRoom) -> None:
        was_open = self._stack.is_open
        self.panel.show_room(room)
        title = " ".join(room.plan.title.split())
        self._open(title or self.words(say("Plan sin título todavía")))
        self.note_opened("plan", room.plan.id, self.panel.part)
        if not was_open:
            self.panel.show_tree()

    def _show_row(self, row: UUID, room: PlanRoom) -> None:
        self._show_open(room)
        self.panel.lead_to(row)

    def _open(self, title: str) -> None:
        self._stack.open()
        self.setFocusProxy(self.panel)
        self.place_changed.emit(title)

    def _on_moved(self, part: int) -> None:
        if self.panel.plan_id is not None:
            self.note_opened("plan", self.panel.plan_id, part)

    def _fetch(self, asked: Asked, offset: int, limit: int) -> _Rows:
        wanted = fold(asked.text).split()
        rows = [self._row(line) for line in self._work.plans.lines()]
        found = [row for row in rows if all(w in fold(" ".join(row.cells)) for w in wanted)]
        return _Rows(found[offset : offset + limit], len(found))

    def _row(self, line: PlanLine) -> _Row:
        status = self._work.desk.pack.catalogue("plan_status").label(line.status)
        cells = (
            " ".join(line.title.split()) or self.words(say("Sin título todavía")),
            line.place,
            line.period,
            status,
            str(line.version or ""),
        )
        return _Row(line.id, cells, (None, None, None, None, line.version))


_COLUMNS = (
    Column("", say("Título"), chars=40, tells=True),
    Column("", say("Territorio"), chars=24),
    Column("", say("Periodo"), chars=12),
    Column("", say("Estado"), chars=14),
    Column("", say("Versión"), chars=8, right=True),
)
