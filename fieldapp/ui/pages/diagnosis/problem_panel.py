"""One problem: its causes side by side by level, each with its alternatives, and what is chosen."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.packs import Pack
from fieldapp.records import phrases
from fieldapp.records.diagnosis import Alternative, Cause, Prioritisation
from fieldapp.records.text import say
from fieldapp.rules.diagnosis import Diagnosis
from fieldapp.rules.reports.diagnosis import organ
from fieldapp.ui.page import Page
from fieldapp.ui.pages.diagnosis.lines import ProblemLines, levels_of
from fieldapp.ui.pages.diagnosis.problem_heading import ProblemHeading
from fieldapp.ui.pages.diagnosis.written import FIELDS, begun_with
from fieldapp.ui.record_panel import RecordPanel
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.beside import Beside
from fieldapp.ui.widgets.lines import LineList
from fieldapp.ui.widgets.sheet import ActionBar
from fieldapp.work.work import Work

_WHOLE: Final = 0
"""Of a cause nothing is cut: people read it here to talk about it."""


class ProblemPanel(QWidget):
    """Enter opens a line; Ctrl+N writes an alternative of the marked cause; Ctrl+Enter chooses."""

    left = Signal()
    choice_wished = Signal(object, int, bool)
    """An alternative, the year, and whether it is to be taken up in it."""

    def __init__(self, page: Page, work: Work) -> None:
        super().__init__(page)
        self._page = page
        self._work = work
        self._pack: Pack = work.desk.pack
        self._diagnosis: Diagnosis | None = None
        self._problem: UUID | None = None
        self._marked: UUID | None = None
        self._lists: dict[str, LineList] = {}
        self._columns: dict[str, QWidget] = {}
        self._heading = ProblemHeading(page.tools, self._pack.prompts.get("alternatives", ()))
        self.year = self._heading.year
        self.panel = RecordPanel(page, work, FIELDS)
        self._levels = QWidget()
        self._across = QHBoxLayout(self._levels)
        self._beside = Beside(page.tools.theme, self._levels, self.panel)
        kinds = page.tools.kinds
        self.new_cause = QPushButton(page.words(phrases.new(kinds["cause"])))
        self.new_alternative = QPushButton(page.words(phrases.new(kinds["alternative"])))
        self.choose = QPushButton()
        self._lay_out()
        self._connect()

    # What the page asks.

    @property
    def problem(self) -> UUID | None:
        """The problem that is open."""
        return self._problem

    @property
    def lists(self) -> dict[str, LineList]:
        """The lines of each level in sight, by its code."""
        return self._lists

    def show_problem(self, diagnosis: Diagnosis, problem: UUID, marked: UUID | None = None) -> None:
        """Show a problem; of the one already shown the cursor stays where it is."""
        another = problem != self._problem
        self._diagnosis, self._problem = diagnosis, problem
        if another:
            self._close_record()
            self.year.show_year(self._usual_year(diagnosis))
        if another or marked is not None:
            self._marked = marked
        self._heading.show_problem(diagnosis, problem)
        self._show_levels(levels_of(diagnosis, problem, self._pack))
        self._show_lines()
        self.panel.reload()

    def focus_lines(self) -> None:
        """Put the cursor in the lines, where the marked one is."""
        lists = list(self._lists.values())
        holding = [one for one in lists if one.marked == self._marked and self._marked]
        for one in (holding or lists)[:1]:
            one.view.setFocus()

    def begin_alternative(self) -> None:
        """Write an alternative of the marked cause, or of the one that the marked line answers."""
        cause = self._marked_cause()
        if cause is None:
            self.begin_cause()
            return
        self._open_record()
        known = {"cause": cause.id, "letter": cause.letter}
        self.panel.begin("alternative", begun_with(self._work, "alternative", known))

    def begin_cause(self) -> None:
        """Write a cause at the level in which the cursor stands."""
        if self._problem is None:
            return
        self._open_record()
        known = {"problem": self._problem, "gov_level": self._level()}
        self.panel.begin("cause", begun_with(self._work, "cause", known))

    def edit(self) -> None:
        """Write in the marked line."""
        if self._marked is not None:
            self._on_chosen(self._marked)

    def toggle_choice(self) -> None:
        """Take the marked alternative up in the year, or leave it for later."""
        one = self._marked_alternative()
        if one is not None and self._diagnosis is not None:
            taken = self._is_taken(one)
            self.choice_wished.emit(one.id, self.year.year, not taken)

    def go_back(self) -> bool:
        """Close the open record; False when none is open."""
        if not self._beside.is_open:
            return False
        self._close_record()
        self.focus_lines()
        return True

    def flush(self) -> None:
        """Save what is typed."""
        self.panel.flush()

    # Making.

    def _lay_out(self) -> None:
        theme = self._page.tools.theme
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(theme.space(4))
        foot = ActionBar(theme)
        for button in (self.new_cause, self.new_alternative):
            mark(button, "quiet")
            theme.dress(button, "add", "accent")
            foot.add(button)
        foot.add_main(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.space(step) for step in (5, 3, 4, 0)))
        column.setSpacing(theme.space(3))
        column.addWidget(self._heading)
        column.addWidget(self._beside, 1)
        column.addWidget(foot)

    def _connect(self) -> None:
        self._heading.left.connect(self.left)
        self.year.changed.connect(self._show_lines)
        self.new_cause.clicked.connect(self.begin_cause)
        self.new_alternative.clicked.connect(self.begin_alternative)
        self.choose.clicked.connect(self.toggle_choice)
        self.panel.closed.connect(self.go_back)
        self.panel.created.connect(self._on_created)

    # Showing.

    def _show_levels(self, levels: list[str]) -> None:
        if levels == list(self._lists):
            return
        while (held := self._across.takeAt(0)) is not None:
            if (widget := held.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._lists, self._columns = {}, {}
        for level in levels:
            self._lists[level] = self._add_column(level)

    def _add_column(self, level: str) -> LineList:
        theme = self._page.tools.theme
        name = organ(self._pack, level)
        listed = LineList(theme, name, icon="agenda", lines_most=_WHOLE)
        heading = QLabel(name)
        mark(heading, "label")
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(heading)
        column.addWidget(listed, 1)
        self._across.addWidget(held, 1)
        self._columns[level] = held
        listed.line_marked.connect(self._on_marked)
        listed.line_chosen.connect(self._on_chosen)
        listed.first_wished.connect(self.begin_cause)
        return listed

    def _show_lines(self) -> None:
        if self._diagnosis is None or self._problem is None:
            return
        words = self._page.words
        lines = ProblemLines(self._diagnosis, self._problem, self.year.year, words)
        for level, listed in self._lists.items():
            rows = lines.of(level).rows
            if rows:
                listed.show_lines(rows)
                if any(getattr(row, "id", None) == self._marked for row in rows):
                    listed.mark_line(self._marked)
            else:
                nothing = say("Aquí todavía no hay causas de este problema.")
                listed.show_nothing(words(nothing), words(say("Escribir la primera")))
        self._show_choice()

    def _show_choice(self) -> None:
        one = self._marked_alternative()
        words, year = self._page.words, str(self.year.year)
        taken = one is not None and self._is_taken(one)
        told = say("Dejar para después") if taken else say("Priorizar en {year}", year=year)
        self.choose.setText(words(told))
        self.choose.setEnabled(one is not None)
        self.new_alternative.setEnabled(self._marked_cause() is not None)

    # What happens.

    def _on_marked(self, line: object) -> None:
        if isinstance(line, UUID):
            self._marked = line
            self._show_choice()
            if self._beside.is_open and self._beside.has_room:
                self.panel.load(self._kind_of(line), line)

    def _on_chosen(self, line: object) -> None:
        if isinstance(line, UUID):
            self._marked = line
            self._show_choice()
            self._open_record()
            self.panel.load(self._kind_of(line), line, write=True)

    def _on_created(self, record: object) -> None:
        if isinstance(record, UUID):
            self._marked = record

    def _open_record(self) -> None:
        """With the record open there is room for one level, the one that is being written."""
        level = self._level()
        for one, column in self._columns.items():
            column.setVisible(one == level)
        self._beside.open()

    def _close_record(self) -> None:
        self.panel.flush()
        for column in self._columns.values():
            column.show()
        self._beside.close_opened()

    def _usual_year(self, diagnosis: Diagnosis) -> int:
        years = diagnosis.years()
        return years[-1] if years else self._page.tools.clock.today().year

    def _rows(self) -> list[Cause | Alternative | Prioritisation]:
        if self._diagnosis is None:
            return []
        known = self._diagnosis
        return [*known.causes, *known.alternatives, *known.prioritisations]

    def _kind_of(self, line: UUID) -> str:
        row = next(one for one in self._rows() if one.id == line)
        return self._page.tools.kinds.spec_of(row).name

    def _marked_alternative(self) -> Alternative | None:
        found = (one for one in self._rows() if one.id == self._marked)
        row = next(found, None)
        return row if isinstance(row, Alternative) else None

    def _marked_cause(self) -> Cause | None:
        row = next((one for one in self._rows() if one.id == self._marked), None)
        if isinstance(row, Prioritisation) and self._diagnosis is not None:
            return self._diagnosis.cause_of(row)
        wanted = row.cause if isinstance(row, Alternative) else row.id if row else None
        return next(
            (one for one in self._rows() if isinstance(one, Cause) and one.id == wanted), None
        )

    def _is_taken(self, one: Alternative) -> bool:
        chosen = self._diagnosis.chosen_from(one.id) if self._diagnosis is not None else []
        return any(said.selected and said.year == self.year.year for said in chosen)

    def _level(self) -> str:
        """The level whose lines hold the cursor, else that of the marked line, else the first."""
        for level, listed in self._lists.items():
            if listed.view.hasFocus() or listed.isAncestorOf(self._page.focusWidget() or listed):
                return level
        cause = self._marked_cause()
        return str(cause.gov_level) if cause else next(iter(self._lists), "")
