"""Who owes what: grouped as it is needed today, late first, the chosen promise at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from fieldapp.records.text import Text, say, say_n
from fieldapp.ui.commitment_words import line_of
from fieldapp.ui.kept_lines import KeptLines
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.pages.commitments.filters import BoardFilters
from fieldapp.ui.pages.commitments.panel import CommitmentPanel
from fieldapp.ui.pages.commitments.sheet import board_sheet
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.beside import Beside
from fieldapp.ui.widgets.line import Heading, Line
from fieldapp.ui.widgets.lines import LineList
from fieldapp.ui.written_file import write_file
from fieldapp.work.calendars import DaysOwed
from fieldapp.work.commitment_board import BoardGroup
from fieldapp.work.commitments import CommitmentRoom
from fieldapp.work.work import Work


class CommitmentsPage(Page):
    """Arrows walk the promises, Enter opens one, 1 to 5 say how it stands."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {"commitment", "follow_up", "activity", "agreement", "organization"}
    )
    purpose: ClassVar[Text] = say(
        "Aquí está lo que cada quien prometió, lo vencido primero. Con las flechas se recorre, "
        "Intro abre un compromiso y una tecla dice cómo va."
    )
    keys: ClassVar[tuple[Text, ...]] = (
        say(
            "1 pendiente, 2 en proceso, 3 cumplido, 4 cumplido parcialmente, 5 incumplido: cómo "
            "va el compromiso"
        ),
    )

    def __init__(self, tools: PageTools, work: Work) -> None:
        super().__init__(tools)
        self._work = work
        self.filters = BoardFilters(tools.kinds, self.form_tools(work.registers))
        self.list = LineList(tools.theme, self.words(say("Compromisos")), icon="commitments")
        self.panel = CommitmentPanel(self, work)
        self._calendar = QPushButton(self.words(say("Llevar al calendario")))
        sheet = board_sheet(tools, work.commitments.board)
        self._kept = KeptLines(self, self.filters, sheet, work.lists)
        self._lay_out()
        self.setFocusProxy(self.list)
        self.filters.changed.connect(self.reload)
        self._calendar.clicked.connect(self._on_calendar)
        self.list.line_marked.connect(self._on_marked)
        self.list.line_chosen.connect(self._on_chosen)
        self.list.digit_pressed.connect(self._on_digit)
        self.list.first_wished.connect(self._on_first_wished)
        self.panel.closed.connect(self.go_back)

    # What the shell asks.

    def reload(self) -> None:
        self.load(partial(self._work.commitments.board, self.filters.wanted), self._show)
        if self._beside.is_open and self.panel.commitment_id is not None:
            self._load(self.panel.commitment_id)

    def open_record(self, kind: str, record_id: UUID) -> None:
        self.list.mark_line(record_id)
        self._load(record_id)

    def start_new(self) -> None:
        self.tools.prompts.tell(
            say("Un compromiso se escribe en la visita o en el convenio donde se promete.")
        )

    def edit(self) -> None:
        if self._beside.is_open:
            self.panel.begin_report()
        elif isinstance(self.list.marked, UUID):
            self._load(self.list.marked)

    def main_action(self) -> None:
        if self._beside.is_open:
            self.panel.main_action()
        else:
            self.edit()

    def go_back(self) -> bool:
        if not self._beside.is_open:
            return False
        if not self.panel.go_back():
            self._beside.close_opened()
            self.note_opened()
            self.list.setFocus()
        return True

    def flush(self) -> None:
        self.panel.flush()

    # Inside.

    def _lay_out(self) -> None:
        theme = self.tools.theme
        mark(self._calendar, "quiet")
        theme.dress(self._calendar, "calendar", "accent")
        self.filters.add_action(self._calendar)
        self.filters.add_action(self._kept.button)
        listed = QWidget()
        inner = QVBoxLayout(listed)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.space(2))
        inner.addWidget(self.filters)
        inner.addWidget(self.list, 1)
        self._beside = Beside(theme, listed, self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(step) for step in (5, 3, 4, 3)))
        column.addWidget(self._beside)

    def _show(self, groups: Sequence[BoardGroup]) -> None:
        rows: list[Line | Heading] = []
        today, tools = self.tools.clock.today(), self.tools
        for group in groups:
            rows.append(Heading(self.words(group.title), len(group.lines)))
            rows += [line_of(one, today, tools.formats, tools.words) for one in group.lines]
        if rows:
            self.list.show_lines(rows)
        elif self.filters.is_choosing:
            self.list.show_nothing(
                self.words(say("Ningún compromiso coincide con lo buscado.")),
                self.words(say("Quitar los filtros")),
            )
        else:
            nothing = say(
                "No hay compromisos abiertos. Los que se prometan en una visita o en un convenio "
                "aparecerán aquí, los vencidos primero."
            )
            self.list.show_nothing(self.words(nothing), self.words(say("Ver los convenios")))

    def _load(self, commitment: UUID) -> None:
        self.load(
            partial(self._work.commitments.get, commitment), self._show_open, topic="commitment"
        )

    def _show_open(self, room: CommitmentRoom) -> None:
        was_open = self._beside.is_open
        self.panel.show_room(room)
        self._beside.open()
        self.note_opened("commitment", room.line.id)
        if not was_open and not self._beside.has_room:
            self.panel.setFocus()

    def _on_marked(self, commitment: UUID) -> None:
        if self._beside.has_room:
            self._load(commitment)

    def _on_chosen(self, commitment: UUID) -> None:
        self._load(commitment)

    def _on_digit(self, key: int) -> None:
        if not isinstance(self.list.marked, UUID):
            return
        if self._beside.is_open and self.panel.commitment_id == self.list.marked:
            self.panel.report_by_key(key)

    def _on_first_wished(self) -> None:
        if self.filters.is_choosing:
            self.filters.clear()
        else:
            self.open_requested.emit("agreements", None)

    def _on_calendar(self) -> None:
        """Write what is shown now as a file that a phone or an office's calendar takes in."""
        self.load(
            partial(self._work.calendars.commitments, self.filters.wanted),
            self._keep_calendar,
            topic="calendar",
        )

    def _keep_calendar(self, owed: DaysOwed) -> None:
        prompts = self.tools.prompts
        if not owed.dated:
            prompts.tell(say("Ningún compromiso de los que se ven tiene fecha."))
            return
        name = f"{self.words(say('Compromisos'))}.ics"
        path = prompts.file_to_save(say("Guardar el calendario"), name)
        if path is not None:
            self.load(
                partial(write_file, path, lambda: owed.content),
                lambda written: prompts.tell(_kept(owed, str(written))),
                topic="calendar",
            )


def _kept(owed: DaysOwed, path: str) -> Text:
    if owed.undated:
        return say(
            "Calendario guardado en {path}: {n} con fecha. Los que no la tienen, {out}, no están.",
            path=path,
            n=owed.dated,
            out=owed.undated,
        )
    return say_n(
        "Calendario guardado en {path}, con {n} compromiso.",
        "Calendario guardado en {path}, con {n} compromisos.",
        owed.dated,
        path=path,
    )
