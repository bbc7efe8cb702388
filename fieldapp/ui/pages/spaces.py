"""The spaces where institutions meet: sessions held beside planned, and what they still owe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QLabel, QVBoxLayout

from fieldapp.packs.folding import fold
from fieldapp.records.text import Text, say, say_n
from fieldapp.ui.kept_list import KeptList
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.rows_model import Asked, Column
from fieldapp.ui.widgets.table import RecordTable
from fieldapp.work.space_sessions import SpaceLine
from fieldapp.work.work import Work


@dataclass(frozen=True, slots=True)
class Line:
    """A space as the table shows it."""

    id: UUID
    cells: tuple[str, ...]
    values: tuple[object, ...]
    behind: int
    planned: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """A piece of the list."""

    rows: list[Line]
    total: int


class SpacesPage(Page):
    """One line for each space; Enter opens its record in the directory."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {"activity", "agreement", "commitment", "follow_up", "same_as", "space"}
    )
    purpose: ClassVar[Text] = say(
        "Aquí está cada mesa, comité o comisión: cuántas sesiones lleva este año de las previstas, "
        "la última, la próxima y lo que falta por cumplir. Intro abre el espacio."
    )

    def __init__(self, tools: PageTools, work: Work) -> None:
        super().__init__(tools)
        self._work = work.spaces
        self.table = RecordTable(
            _COLUMNS, self._fetch, self.form_tools(work.registers), icon="space"
        )
        self.table.say_when_empty(
            self.words(say("Todavía no hay espacios.")), self.words(say("Ver los registros"))
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(*(tools.theme.space(step) for step in (5, 3, 4, 3)))
        column.addWidget(self.table)
        self.owed = self._owed_steps()
        column.addWidget(self.owed)
        self.setFocusProxy(self.table.view)
        self.table.row_chosen.connect(self._on_chosen)
        self.table.first_wished.connect(self._on_first_wished)
        self.table.failed.connect(tools.prompts.show_error)
        KeptList(self, self.table, "spaces", tools.kinds["space"].plural, work.lists)

    def _owed_steps(self) -> QLabel:
        """What is told while the steps toward a local plan are a proposal."""
        draft = self.tools.drafts.get("protocol_steps")
        told = QLabel(self.words(draft) if draft is not None else "")
        told.setWordWrap(True)
        told.setVisible(draft is not None)
        mark(told, "hint")
        return told

    def reload(self) -> None:
        self.table.refresh()

    def go_back(self) -> bool:
        self.open_requested.emit("territory", None)
        return True

    def edit(self) -> None:
        if self.table.marked is not None:
            self._on_chosen(self.table.marked)

    def _fetch(self, asked: Asked, offset: int, limit: int) -> Lines:
        found = [self._worded(one) for one in self._work.lines()]
        wanted = fold(asked.text).split()
        if wanted:
            found = [one for one in found if all(w in fold(" ".join(one.cells)) for w in wanted)]
        return Lines(found[offset : offset + limit], len(found))

    def _worded(self, one: SpaceLine) -> Line:
        year = one.sessions
        planned = year.planned
        held = None if planned else year.held
        return Line(
            one.id,
            (
                one.name,
                one.place,
                self.words(say("{n} de {planned}", n=year.held, planned=planned))
                if planned
                else str(year.held),
                self._pace(one),
                self._day(year.last),
                self._day(year.next),
                str(one.open_commitments or ""),
            ),
            (None, None, held, None, year.last, year.next, one.open_commitments),
            one.behind,
            bool(planned),
        )

    def _pace(self, one: SpaceLine) -> str:
        """How it keeps to the plan of the year, and how far its local plan is, if it makes one."""
        pace = self.words(_pace(one))
        if one.protocol is None:
            return pace
        n, total = one.protocol.taken, one.protocol.total
        return f"{pace} · {self.words(say('plan local: paso {n} de {total}', n=n, total=total))}"

    def _day(self, day: date | None) -> str:
        return self.tools.formats.day(day) if day is not None else ""

    def _on_chosen(self, space: object) -> None:
        self.open_requested.emit("space", space)

    def _on_first_wished(self) -> None:
        self.open_requested.emit("registers", None)


def _pace(one: SpaceLine) -> Text:
    if not one.sessions.planned:
        return say("Sin plan")
    if not one.behind:
        return say("Al día")
    return say_n("Falta {n}", "Faltan {n}", one.behind)


def _pace_mark(line: Line) -> tuple[str, str] | None:
    if not line.planned:
        return None
    return ("late", "bad") if line.behind else ("good", "good")


_COLUMNS = (
    Column("", say("Espacio"), chars=24, tells=True),
    Column("", say("Territorio"), chars=14),
    Column("", say("Sesiones"), chars=8),
    Column("", say("Ritmo del año"), chars=12, mark=_pace_mark),
    Column("", say("Última"), chars=15, whole=True),
    Column("", say("Próxima"), chars=15, whole=True),
    Column("", say("Por cumplir"), chars=10, right=True),
)
