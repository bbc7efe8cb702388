"""Tablero de resultados: what was done and what is owed, counted the moment it is looked at."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar, Final
from uuid import UUID

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout

from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.records.text import Text, say
from fieldapp.rules.cutoff import stamp_of, told_of
from fieldapp.ui.page import Page, PageTools, Saved
from fieldapp.ui.pages.dashboard.cards import BoardCards
from fieldapp.ui.pages.dashboard.filters import BoardFilters
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.cards import Card, CardColumns
from fieldapp.ui.widgets.line import Line
from fieldapp.ui.widgets.line_row import LineRow
from fieldapp.ui.widgets.sheet import ActionBar
from fieldapp.ui.written_file import write_file
from fieldapp.work.issued_reports import IssuedLine
from fieldapp.work.reports import Wanted
from fieldapp.work.results import Result
from fieldapp.work.work import Work

_REPORT: Final = "results"
_SHOWN_MOST: Final = 6


class DashboardPage(Page):
    """Choices above, figures and bars below; Ctrl+Enter issues the report of what is shown."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {
            "activity",
            "agreement",
            "attendance",
            "commitment",
            "follow_up",
            "issued_report",
            "minutes",
            "same_as",
            "space",
            "space_member",
        }
    )
    purpose: ClassVar[Text] = say(
        "Aquí se cuenta lo hecho: sesiones, espacios, entidades, acuerdos y compromisos. Nada se "
        "escribe a mano: las cifras salen de los registros. Ctrl+Intro emite el informe."
    )

    def __init__(self, tools: PageTools, work: Work) -> None:
        super().__init__(tools)
        self._work = work
        self._cards = BoardCards(tools, work.desk.pack)
        self.filters = BoardFilters(
            tools.kinds, self.form_tools(work.registers), work.reports.periods
        )
        self.issue = QPushButton(self.words(say("Emitir el informe")))
        self._others = QPushButton(self.words(say("Otros informes")))
        self.told = QLabel()
        self.columns = CardColumns(tools.theme)
        self._lay_out()
        self.filters.changed.connect(self.reload)
        self.issue.clicked.connect(self.main_action)
        self._others.clicked.connect(partial(self.open_requested.emit, "reports", None))

    def reload(self) -> None:
        chosen, work = self.filters.chosen, self._work
        self.load(lambda: (work.results.of(chosen), work.issued_reports.lines()), self._show)

    def main_action(self) -> None:
        chosen = self.filters.chosen
        wanted = Wanted(
            chosen.since,
            chosen.until,
            TerritoryCode(chosen.territory) if chosen.territory else None,
            axis=Code(chosen.axis) if chosen.axis else None,
            officer=chosen.officer,
        )
        self.save(partial(self._work.issued_reports.issue, _REPORT, wanted), done=self._on_issued)

    def _lay_out(self) -> None:
        theme = self.tools.theme
        mark(self._others, "quiet")
        mark(self.told, "soft-body")
        self.told.setWordWrap(True)
        bar = ActionBar(theme)
        bar.add(self._others)
        bar.add_main(self.issue)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(step) for step in (5, 3, 4, 3)))
        column.setSpacing(theme.space(3))
        column.addWidget(self.filters)
        column.addWidget(self.told)
        column.addWidget(self.columns, 1)
        column.addWidget(bar)

    def _show(self, found: tuple[Result, list[IssuedLine]]) -> None:
        result, issued = found
        pack = self._work.desk.pack
        lacks = told_of(result.cutoff, result.coverage, pack)
        self.told.setText(f"{stamp_of(result.cutoff, pack)}. {lacks}")
        left = [*self._cards.left(result.board), *self._issued(issued)]
        self.columns.show_cards(left, self._cards.right(result.board))

    def _issued(self, issued: list[IssuedLine]) -> list[Card]:
        """The reports that were handed in; each opens as it was."""
        if not issued:
            return []
        theme = self.tools.theme
        card = Card(theme, self.words(say("Informes emitidos")), len(issued))
        for one in issued[:_SHOWN_MOST]:
            line = Line(one.id, one.title, below=self._period(one), icon="document")
            row = LineRow(theme, line)
            row.chosen.connect(partial(self._print_again, one.id, one.title))
            card.add(row)
        return [card]

    def _period(self, one: IssuedLine) -> str:
        formats = self.tools.formats
        days = [formats.day(day) for day in (one.since, one.until) if day]
        place = self._work.desk.pack.territories.path(one.place) if one.place else ""
        issued = formats.day(formats.day_of(one.issued_at)) if one.issued_at else ""
        said = self.words(say("emitido el {day}", day=issued))
        return " · ".join(part for part in (place, " – ".join(days), said) if part)

    def _on_issued(self, saved: Saved) -> None:
        self.tools.prompts.tell(say("Informe emitido. Se puede imprimir igual cuando haga falta."))
        self._print_again(saved.id, "informe")

    def _print_again(self, issued: UUID, title: str) -> None:
        """Save it as PDF, XLSX or DOCX, whichever the name ends in: the same figures as ever."""
        path = self.tools.prompts.file_to_save(say("Guardar el informe"), f"{title}.pdf")
        if path is not None:
            self.load(partial(self._written, issued, path), self._on_written_file, topic="file")

    def _written(self, issued: UUID, path: Path) -> Path:
        report = self._work.issued_reports.report(issued)
        form = path.suffix.lower().removeprefix(".")
        return write_file(path, partial(self._work.reports.write, report, form))

    def _on_written_file(self, path: Path) -> None:
        self.tools.prompts.tell(say("Guardado en {path}.", path=str(path)))
