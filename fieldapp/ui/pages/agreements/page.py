"""Convenios y acuerdos: one list, and the one that is open in its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QPushButton

from fieldapp.records import phrases
from fieldapp.records.text import Text, say, say_n
from fieldapp.ui.agreement_words import AGREEMENT_LOOKS
from fieldapp.ui.kept_list import KeptList
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.pages.agreements.room import AgreementPanel
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.room_stack import RoomStack
from fieldapp.ui.widgets.rows_model import Asked, Column
from fieldapp.ui.widgets.table import RecordTable
from fieldapp.work.agreement_list import AgreementFilter, AgreementLine, AgreementRoom
from fieldapp.work.work import Work


@dataclass(frozen=True, slots=True)
class _Row:
    id: UUID
    cells: tuple[str, ...]
    values: tuple[object, ...]
    status: str
    late: int


@dataclass(frozen=True, slots=True)
class _Rows:
    rows: list[_Row]
    total: int


class AgreementsPage(Page):
    """Enter opens an agreement, Ctrl+N begins one, Esc comes back to the list."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {
            "agreement",
            "agreement_goal",
            "amendment",
            "party",
            "commitment",
            "follow_up",
            "organization",
            "publication",
        }
    )
    purpose: ClassVar[Text] = say(
        "Aquí están los convenios y acuerdos, con sus partes y lo que prometen. Pulse Intro para "
        "abrir uno o «Nuevo acuerdo» para empezarlo; lo que escriba se guarda solo."
    )

    def __init__(self, tools: PageTools, work: Work) -> None:
        super().__init__(tools)
        self._work = work
        spec = tools.kinds["agreement"]
        self.table = RecordTable(
            _COLUMNS,
            self._fetch,
            self.form_tools(work.registers),
            icon="agreements",
            filtered=(spec["type"], spec["territory"], spec["status"]),
        )
        self.panel = AgreementPanel(self, work)
        self._new = QPushButton(self.words(phrases.new(spec)))
        self._stack = RoomStack()
        self._lay_out()
        nothing = self.words(phrases.none_yet(spec))
        self.table.say_when_empty(nothing, self.words(phrases.new(spec)))
        self.setFocusProxy(self.table.view)
        self._connect()
        KeptList(self, self.table, "agreements", spec.plural, work.lists)

    # What the shell asks.

    def reload(self) -> None:
        self.table.refresh()
        if self._stack.is_open and self.panel.agreement_id is not None:
            self._load(self.panel.agreement_id)

    def open_record(self, kind: str, record_id: UUID) -> None:
        self.table.mark_row(record_id)
        self._load(record_id)

    def start_new(self) -> None:
        self.panel.show_blank()
        self._open(self.words(phrases.new(self.tools.kinds["agreement"])))
        self.panel.focus_first()

    def edit(self) -> None:
        if self._stack.is_open:
            self.panel.focus_first()
        elif isinstance(self.table.marked, UUID):
            self._load(self.table.marked)

    def main_action(self) -> None:
        if self._stack.is_open:
            self.panel.main_action()
        else:
            self.start_new()

    def go_back(self) -> bool:
        if not self._stack.is_open:
            return False
        if not self.panel.go_back():
            self.panel.flush()
            self._stack.close_room()
            self.setFocusProxy(self.table.view)
            self.place_changed.emit("")
            self.note_opened()
            self.table.view.setFocus()
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
        self.panel.left.connect(self.go_back)

    def _load(self, agreement: UUID) -> None:
        self.load(
            partial(self._work.agreements.room, agreement), self._show_open, topic="agreement"
        )

    def _show_open(self, room: AgreementRoom) -> None:
        was_open = self._stack.is_open
        self.panel.show_room(room)
        title = " ".join(room.agreement.title.split())
        self._open(title or self.words(say("Acuerdo sin título todavía")))
        self.note_opened("agreement", room.agreement.id)
        if not was_open:
            self.panel.focus_step()

    def _open(self, title: str) -> None:
        self._stack.open()
        self.setFocusProxy(self.panel)
        self.place_changed.emit(title)

    def _fetch(self, asked: Asked, offset: int, limit: int) -> _Rows:
        filters = {name: str(value) for name, value in asked.filters.items() if value}
        wanted = AgreementFilter(
            text=asked.text,
            status=frozenset({filters["status"]} if "status" in filters else ()),
            type=filters.get("type", ""),
            territory=filters.get("territory", ""),
        )
        page = self._work.agreements.page(wanted, limit, offset)
        return _Rows([self._row(line) for line in page.lines], page.total)

    def _row(self, line: AgreementLine) -> _Row:
        look = AGREEMENT_LOOKS.get(line.status) or AGREEMENT_LOOKS["draft"]
        late = say_n("{n} vencido", "{n} vencidos", line.late) if line.late else None
        cells = (
            " ".join(line.title.split()) or self.words(say("Sin título todavía")),
            self.words(look.word),
            line.place,
            self.tools.formats.day(line.signed_on) if line.signed_on else "",
            str(line.parties or ""),
            str(line.commitments or ""),
            self.words(late) if late is not None else "",
            line.type,
        )
        counted = (line.parties, line.commitments, line.late)
        values = (None, None, None, line.signed_on, *counted, None)
        return _Row(line.id, cells, values, line.status, line.late)


def _status_mark(row: _Row) -> tuple[str, str] | None:
    look = AGREEMENT_LOOKS.get(row.status)
    return (look.icon, look.role) if look else None


def _late_mark(row: _Row) -> tuple[str, str] | None:
    return ("late", "bad") if row.late else None


_COLUMNS = (
    Column("", say("Título"), chars=36),
    Column("", say("Estado"), chars=16, mark=_status_mark, whole=True),
    Column("", say("Territorio"), chars=26),
    Column("", say("Firmado"), chars=16, whole=True),
    Column("", say("Partes"), right=True, chars=8),
    Column("", say("Compromisos"), right=True, chars=13),
    Column("", say("Vencidos"), chars=13, mark=_late_mark, whole=True),
    Column("", say("Tipo"), chars=22),
)
