"""The visits: what is planned, under way and done, found in a moment among ten thousand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from fieldapp.packs.formats import Formats
from fieldapp.records import phrases
from fieldapp.records.text import Text, say
from fieldapp.ui.kept_list import KeptList
from fieldapp.ui.page import Page, PageTools, Saved
from fieldapp.ui.ports import Wording
from fieldapp.ui.theme import mark
from fieldapp.ui.visit_words import ACTA_LOOKS, VISIT_LOOKS, visit_kind
from fieldapp.ui.widgets.rows_model import Asked, Column
from fieldapp.ui.widgets.table import RecordTable
from fieldapp.work.visit_list import VisitFilter, VisitLine, VisitPage
from fieldapp.work.work import Work


class ListedVisits(Protocol):
    """What the list asks of the visits, and the one thing it does."""

    def page(self, wanted: VisitFilter, limit: int, offset: int) -> VisitPage:
        """Return some lines, the newest first, and how many there are."""
        ...

    def start(self) -> Saved:
        """Begin a visit that nobody planned, now."""
        ...


@dataclass(frozen=True, slots=True)
class Line:
    """A visit as the table shows it."""

    id: UUID
    cells: tuple[str, ...]
    values: tuple[object, ...]
    status: str
    acta_status: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A piece of the list."""

    rows: list[Line]
    total: int


class VisitsPage(Page):
    """One list, the newest first. Enter opens a visit's room; Ctrl+N plans one."""

    shows: ClassVar[frozenset[str]] = frozenset({"activity", "attendance", "commitment", "minutes"})
    purpose: ClassVar[Text] = say(
        "Aquí están todas las visitas y sesiones, las más recientes primero. "
        "Escriba para encontrar una, pulse Intro para abrirla, o inicie una ahora."
    )

    def __init__(self, tools: PageTools, work: Work) -> None:
        super().__init__(tools)
        self._work: ListedVisits = work.visits
        spec = visit_kind(tools.kinds, work.desk.pack)
        self._worded = _Worded(tools.words, tools.formats)
        self.table = RecordTable(
            _COLUMNS,
            self._fetch,
            self.form_tools(work.registers),
            icon="visits",
            filtered=(spec["status"], spec["territory"]),
        )
        self._plan = QPushButton(self.words(phrases.new(spec)))
        self._start = QPushButton(self.words(say("Iniciar ahora")))
        self._lay_out()
        nothing = self.words(phrases.none_yet(spec))
        self.table.say_when_empty(nothing, self.words(say("Iniciar ahora")))
        self.setFocusProxy(self.table.view)
        self.table.row_chosen.connect(self._on_chosen)
        self.table.first_wished.connect(self.main_action)
        self.table.failed.connect(tools.prompts.show_error)
        self._plan.clicked.connect(self.start_new)
        self._start.clicked.connect(self.main_action)
        KeptList(self, self.table, "visits", spec.plural, work.lists)

    # What the shell asks.

    def reload(self) -> None:
        self.table.refresh()

    def start_new(self) -> None:
        self.open_requested.emit("activity", None)

    def main_action(self) -> None:
        self.save(self._work.start, done=lambda saved: self._on_chosen(saved.id))

    def edit(self) -> None:
        if self.table.marked is not None:
            self._on_chosen(self.table.marked)

    # Inside.

    def _lay_out(self) -> None:
        theme = self.tools.theme
        theme.dress(self._plan, "add", "accent")
        mark(self._plan, "quiet")
        theme.dress(self._start, "start", "on_accent")
        mark(self._start, "main")
        self.table.add_action(self._plan)
        self.table.add_main(self._start)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(step) for step in (5, 3, 4, 3)))
        column.addWidget(self.table)

    def _on_chosen(self, visit: object) -> None:
        self.open_requested.emit("activity", visit)

    def _fetch(self, asked: Asked, offset: int, limit: int) -> Lines:
        status = asked.filters.get("status")
        wanted = VisitFilter(
            text=asked.text,
            status=frozenset({str(status)} if status else ()),
            territory=str(asked.filters.get("territory") or ""),
        )
        page = self._work.page(wanted, limit, offset)
        return Lines([self._worded.line(one) for one in page.lines], page.total)


@dataclass(frozen=True, slots=True)
class _Worded:
    """Words the lines, on the worker that reads them."""

    words: Wording
    formats: Formats

    def line(self, visit: VisitLine) -> Line:
        return Line(
            visit.id,
            (
                self.formats.day(visit.day) if visit.day else self.words(say("Sin fecha")),
                visit.place,
                " ".join(visit.title.split()),
                self.words(VISIT_LOOKS[visit.status].word) if visit.status else "",
                _some(visit.people),
                _some(visit.commitments),
                self._acta(visit),
            ),
            (visit.day, None, None, None, visit.people, visit.commitments, None),
            visit.status,
            visit.acta_status,
        )

    def _acta(self, visit: VisitLine) -> str:
        if visit.acta_number:
            return visit.acta_number
        look = ACTA_LOOKS.get(visit.acta_status)
        return self.words(look.word) if look else ""


def _some(count: int) -> str:
    return str(count) if count else ""


def _status_mark(line: Line) -> tuple[str, str] | None:
    look = VISIT_LOOKS.get(line.status)
    return (look.icon, look.role) if look else None


def _acta_mark(line: Line) -> tuple[str, str] | None:
    look = ACTA_LOOKS.get(line.acta_status)
    return (look.icon, look.role) if look else None


_COLUMNS = (
    Column("", say("Fecha"), chars=17, whole=True),
    Column("", say("Lugar"), chars=15),
    Column("", say("Objetivo"), chars=15, tells=True),
    Column("", say("Estado"), chars=13, mark=_status_mark, whole=True),
    Column("", say("Personas"), right=True, chars=11, whole=True),
    Column("", say("Compromisos"), right=True, chars=14, whole=True),
    Column("", say("Acta"), chars=29, mark=_acta_mark, whole=True),
)
