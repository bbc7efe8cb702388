"""The ledger of actas: every number this laptop gave, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import ClassVar, Protocol
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from fieldapp.packs.folding import fold
from fieldapp.packs.formats import Formats
from fieldapp.records.text import Text, say
from fieldapp.ui.kept_list import KeptList
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.ports import Wording
from fieldapp.ui.theme import mark
from fieldapp.ui.visit_words import ACTA_LOOKS
from fieldapp.ui.widgets.rows_model import Asked, Column
from fieldapp.ui.widgets.table import RecordTable
from fieldapp.ui.written_file import write_file
from fieldapp.work.acta_papers import LedgerLine
from fieldapp.work.imported import Imported
from fieldapp.work.work import Work


class Copies(Protocol):
    """What the page asks of the imports."""

    def bring(self, name: str, content: bytes) -> Imported:
        """Rebuild an acta from the PDF of a copy."""
        ...


class LedgerPapers(Protocol):
    """What the page asks of the papers."""

    def ledger(self) -> list[LedgerLine]:
        """Return every number in order, with its fate."""
        ...

    def pdf(self, minutes: UUID) -> bytes:
        """Return the acta's PDF."""
        ...

    def file_name(self, minutes: UUID) -> str:
        """Return how the copy is called."""
        ...


@dataclass(frozen=True, slots=True)
class Line:
    """A number as the table shows it; `id` is the number itself."""

    id: str
    cells: tuple[str, ...]
    values: tuple[object, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A piece of the list."""

    rows: list[Line]
    total: int


class LedgerPage(Page):
    """The newest number first. Enter opens its acta; its paper is one button away."""

    shows: ClassVar[frozenset[str]] = frozenset({"approval", "delivery", "minutes"})
    purpose: ClassVar[Text] = say(
        "Aquí está cada número de acta que dio este equipo y qué pasó con él: ninguno falta "
        "ni se usa dos veces. Escriba para encontrar uno; Intro abre el acta."
    )

    def __init__(self, tools: PageTools, work: Work) -> None:
        super().__init__(tools)
        self._papers: LedgerPapers = work.papers
        self._copies: Copies = work.imports
        self._worded = _Worded(tools.words, tools.formats)
        self._lines: dict[str, LedgerLine] = {}
        self.table = RecordTable(
            _COLUMNS, self._fetch, self.form_tools(work.registers), icon="document"
        )
        self.table.say_when_empty(self.words(say("Todavía no hay ningún número de acta.")))
        self._copy = QPushButton(self.words(say("Guardar copia PDF")))
        self._recover = QPushButton(self.words(say("Recuperar de una copia")))
        for button, icon in ((self._copy, "document"), (self._recover, "undo")):
            mark(button, "quiet")
            tools.theme.dress(button, icon, "accent")
            self.table.add_action(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(tools.theme.space(step) for step in (5, 3, 4, 3)))
        column.addWidget(self.table)
        self.setFocusProxy(self.table.view)
        self.table.row_chosen.connect(self._on_chosen)
        self.table.row_marked.connect(self._on_marked)
        self.table.failed.connect(tools.prompts.show_error)
        self._copy.clicked.connect(self._on_copy)
        self._recover.clicked.connect(self._on_recover)
        self._copy.setEnabled(False)
        KeptList(self, self.table, "ledger", say("Libro de actas"), work.lists)

    def reload(self) -> None:
        self.table.refresh()

    def edit(self) -> None:
        if self.table.marked is not None:
            self._on_chosen(self.table.marked)

    def _fetch(self, asked: Asked, offset: int, limit: int) -> Lines:
        lines = self._papers.ledger()[::-1]
        self._lines = {one.number: one for one in lines}
        found = [self._worded.line(one) for one in lines]
        wanted = fold(asked.text).split()
        if wanted:
            found = [one for one in found if _speaks_of(one.cells, wanted)]
        return Lines(found[offset : offset + limit], len(found))

    def _on_marked(self, number: object) -> None:
        line = self._lines.get(str(number))
        self._copy.setEnabled(line is not None and line.state not in ("", "void"))

    def _on_chosen(self, number: object) -> None:
        line = self._lines.get(str(number))
        if line is not None and line.activity is not None:
            self.open_requested.emit("minutes", line.minutes)

    def _on_copy(self) -> None:
        line = self._lines.get(str(self.table.marked))
        if line is not None:
            acta, papers = line.minutes, self._papers
            self.load(
                lambda: (papers.file_name(acta), papers.pdf(acta)), self._on_made, topic="paper"
            )

    def _on_recover(self) -> None:
        path = self.tools.prompts.file_to_open(say("Elegir la copia del acta"), ("pdf",))
        if path is not None:
            self.tools.jobs.write(
                lambda: self._copies.bring(path.name, path.read_bytes()),
                done=self._on_recovered,
                failed=self.tools.prompts.show_error,
            )

    def _on_recovered(self, brought: Imported) -> None:
        self.tools.changes.publish(brought.kinds)
        self.tools.prompts.tell(say("Acta recuperada de una copia, con su visita."))

    def _on_made(self, made: tuple[str, bytes]) -> None:
        name, pdf = made
        prompts = self.tools.prompts
        path = prompts.file_to_save(say("Guardar la copia"), name)
        if path is not None:
            make: Callable[[], bytes] = lambda: pdf  # noqa: E731
            self.load(
                partial(write_file, path, make),
                lambda kept: prompts.tell(say("Copia guardada en {path}", path=str(kept))),
                topic="copy",
            )


@dataclass(frozen=True, slots=True)
class _Worded:
    """Words the lines, on the worker that reads them."""

    words: Wording
    formats: Formats

    def line(self, one: LedgerLine) -> Line:
        stands = one.standing
        delivered = self._day(stands.delivered_at if stands else None)
        received = self._day(stands.received_at if stands else None)
        look = ACTA_LOOKS.get(one.state)
        return Line(
            one.number,
            (
                one.number,
                self.words(look.word) if look else self.words(say("Sin acta en este equipo")),
                self.formats.day(one.taken_on),
                one.title,
                self._worded(delivered),
                self._worded(received),
                self._note(one),
            ),
            (None, None, one.taken_on, None, delivered, received, None),
            one.state,
        )

    def _day(self, at: datetime | None) -> date | None:
        return self.formats.day_of(at) if at else None

    def _worded(self, day: date | None) -> str:
        return self.formats.day(day) if day else ""

    def _note(self, one: LedgerLine) -> str:
        if one.reason:
            return one.reason
        if one.superseded_by:
            return self.words(say("Sustituida por el acta {number}", number=one.superseded_by))
        if one.clarifies:
            return self.words(say("Aclara el acta {number}", number=one.clarifies))
        return ""


def _speaks_of(cells: Sequence[str], wanted: Sequence[str]) -> bool:
    said = fold(" ".join(cells))
    return all(word in said for word in wanted)


def _state_mark(line: Line) -> tuple[str, str] | None:
    look = ACTA_LOOKS.get(line.state)
    return (look.icon, look.role) if look else None


_COLUMNS = (
    Column("", say("Número"), chars=30, whole=True),
    Column("", say("Estado"), chars=15, mark=_state_mark, whole=True),
    Column("", say("Fecha"), chars=17, whole=True),
    Column("", say("Asunto"), chars=12, tells=True),
    Column("", say("Entregada"), chars=17),
    Column("", say("Recibida"), chars=17),
    Column("", say("Nota"), chars=18),
)
