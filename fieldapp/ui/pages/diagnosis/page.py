"""Diagnóstico: the problems of a territory voted in a table, and the one that is open."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final
from uuid import UUID

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records import phrases
from fieldapp.records.text import Text, say
from fieldapp.rules.diagnosis import Diagnosis
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.pages.diagnosis.matrix_button import MatrixButton
from fieldapp.ui.pages.diagnosis.problem_panel import ProblemPanel
from fieldapp.ui.pages.diagnosis.votes import VotingTable
from fieldapp.ui.pages.diagnosis.written import FIELDS, begun_with
from fieldapp.ui.record_panel import RecordPanel
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.beside import Beside
from fieldapp.ui.widgets.empty import EmptyState
from fieldapp.ui.widgets.picker import Picker
from fieldapp.ui.widgets.room_stack import RoomStack
from fieldapp.work.tracing import Way
from fieldapp.work.work import Work

_TERRITORY_PX: Final = 260


class DiagnosisPage(Page):
    """1 to 5 vote, Enter opens a problem, F2 writes its words, Ctrl+N begins one, Esc goes back."""

    shows: ClassVar[frozenset[str]] = frozenset(
        {"problem", "cause", "alternative", "prioritisation"}
    )
    purpose: ClassVar[Text] = say(
        "Aquí se votan los problemas en el taller: las teclas 1 a 5 escriben el puntaje y el "
        "puesto cambia al momento. Intro abre un problema con sus causas por nivel, sus "
        "alternativas y lo que se prioriza; F2 corrige sus palabras."
    )

    def __init__(self, tools: PageTools, work: Work) -> None:
        super().__init__(tools)
        self._all = work
        self._work = work.diagnoses
        self._traces = work.traces
        self._wanted: tuple[UUID, UUID | None] | None = None
        forms = self.form_tools(work.registers)
        self.territory = Picker(tools.kinds["problem"]["territory"], forms)
        self._told = QLabel()
        self._new = QPushButton(self.words(phrases.new(tools.kinds["problem"])))
        self.bring = MatrixButton(self, work.imports)
        self._scans = QPushButton(self.words(say("PES Scan")))
        self.votes = VotingTable(tools, work.desk.pack.territories.path)
        self._empty = EmptyState(tools.theme, "agenda")
        self._middle = QStackedWidget()
        self.panel = RecordPanel(self, work, FIELDS)
        self._beside = Beside(tools.theme, self._middle, self.panel)
        self.room = ProblemPanel(self, work)
        self._hint = QLabel(
            self.words(
                say("1 a 5 puntúan y pasan al siguiente · Supr borra · Intro abre · F2 corrige")
            )
        )
        self._stack = RoomStack()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.votes)

    # What the shell asks.

    def reload(self) -> None:
        self.load(partial(self._work.of, str(self.territory.value or "")), self._show)

    def open_record(self, kind: str, record_id: UUID) -> None:
        if kind == "problem":
            self._open_problem(record_id)
            return
        self.load(
            partial(self._traces.trace, kind, record_id),
            lambda way: self._open_traced(record_id, way),
            topic="diagnosis way",
        )

    def start_new(self) -> None:
        if self._stack.is_open:
            self.room.begin_alternative()
            return
        self._open_form()
        known = {"territory": self.territory.value} if self.territory.value else {}
        self.panel.begin("problem", begun_with(self._all, "problem", known))

    def edit(self) -> None:
        if self._stack.is_open:
            self.room.edit()
        elif self.votes.marked is not None:
            self._open_form()
            self.panel.load("problem", self.votes.marked, write=True)

    def main_action(self) -> None:
        if self._stack.is_open:
            self.room.toggle_choice()
        elif self.votes.marked is not None:
            self._open_problem(self.votes.marked)

    def go_back(self) -> bool:
        if self._stack.is_open:
            if not self.room.go_back():
                self._leave_problem()
            return True
        if not self._beside.is_open:
            return False
        self._close_form()
        return True

    def flush(self) -> None:
        self.panel.flush()
        self.room.flush()

    # Inside.

    def _lay_out(self) -> None:
        theme, words = self.tools.theme, self.words
        mark(self._told, "soft-body")
        mark(self._hint, "hint")
        for label in (self._told, self._hint):
            label.setWordWrap(True)
        mark(self._new, "main")
        theme.dress(self._new, "add", "on_accent")
        mark(self._scans, "quiet")
        theme.dress(self._scans, "plan", "accent")
        self.territory.setPlaceholderText(words(say("Todos los territorios")))
        self.territory.setAccessibleName(words(say("Territorio del diagnóstico")))
        self.territory.setMaximumWidth(theme.px(_TERRITORY_PX))
        self._empty.say(
            words(say("Todavía no hay problemas. Escríbalos aquí o traiga su matriz.")),
            words(phrases.new(self.tools.kinds["problem"])),
        )
        self._middle.addWidget(self.votes)
        self._middle.addWidget(self._empty)
        above = QHBoxLayout()
        above.setSpacing(theme.space(3))
        above.addWidget(self.territory, 1)
        above.addStretch(1)
        above.addWidget(self.bring)
        above.addWidget(self._scans)
        above.addWidget(self._new)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(3))
        column.addLayout(above)
        column.addWidget(self._beside, 1)
        column.addWidget(self._told)
        column.addWidget(self._hint)
        self._stack.fill(self, theme, listed, self.room)

    def _connect(self) -> None:
        self.territory.picked.connect(self._on_territory)
        self.territory.textChanged.connect(self._on_territory_text)
        self._new.clicked.connect(self.start_new)
        self._scans.clicked.connect(lambda: self.open_requested.emit("assessments", None))
        self._empty.wished.connect(self.start_new)
        self.votes.voted.connect(self._on_voted)
        self.votes.opened.connect(self._open_problem)
        self.votes.out_of_scale.connect(self._on_out_of_scale)
        self.panel.closed.connect(self._close_form)
        self.room.left.connect(self._leave_problem)
        self.room.choice_wished.connect(self._on_choice)

    # Showing.

    def _show(self, diagnosis: Diagnosis) -> None:
        self.votes.votes.show_problems(diagnosis.problems)
        self.votes.begin()
        self._middle.setCurrentWidget(self.votes if diagnosis.problems else self._empty)
        self._told.setText(self.words(_counted(diagnosis)) if diagnosis.problems else "")
        self.panel.reload()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._show_problem(diagnosis, *wanted)
        elif self._stack.is_open and self.room.problem is not None:
            self.room.show_problem(diagnosis, self.room.problem)

    def _show_problem(self, diagnosis: Diagnosis, problem: UUID, marked: UUID | None) -> None:
        one = next((one for one in diagnosis.problems if one.id == problem), None)
        if one is None:
            self.tools.prompts.tell(phrases.not_here(self.tools.kinds["problem"]))
            return
        self._close_form()
        self.room.show_problem(diagnosis, problem, marked)
        self._stack.open()
        self.setFocusProxy(self.room)
        self.place_changed.emit(" ".join(one.text.split())[:60])
        self.note_opened("problem", problem)
        self.room.focus_lines()

    def _open_problem(self, problem: object, marked: UUID | None = None) -> None:
        if isinstance(problem, UUID):
            if self.votes.votes.row_of(problem) < 0:
                self.territory.show_value(None)
            self._wanted = (problem, marked)
            self.reload()

    def _open_traced(self, record: UUID, way: Way) -> None:
        problem = next((step.id for step in way.before if step.kind == "problem"), None)
        self._open_problem(problem, record)

    def _leave_problem(self) -> None:
        self.room.flush()
        problem = self.room.problem
        self._stack.close_room()
        self.setFocusProxy(self.votes)
        self.place_changed.emit("")
        self.note_opened()
        if problem is not None:
            self.votes.stand_on(problem)
        self.votes.setFocus()

    def _open_form(self) -> None:
        self._beside.open()
        self.votes.show_scores(shown=False)

    def _close_form(self) -> None:
        self.panel.flush()
        self._beside.close_opened()
        self.votes.show_scores(shown=True)
        self.votes.setFocus()

    # What happens.

    def _on_territory(self, _value: object = None) -> None:
        self.reload()

    def _on_territory_text(self, text: str) -> None:
        if not text and self.territory.value is not None:
            self.territory.show_value(None)
            self.reload()

    def _on_voted(self, problem: UUID, criterion: str, score: int | None) -> None:
        self.save(partial(self._work.vote, problem, criterion, score), failed=self._on_not_kept)

    def _on_not_kept(self, error: Exception) -> None:
        self.tools.prompts.show_error(error)
        self.reload()

    def _on_out_of_scale(self) -> None:
        self.tools.prompts.tell(say("Los puntajes van de 1 a 5."))

    def _on_choice(self, alternative: UUID, year: int, selected: bool) -> None:
        self.save(partial(self._work.choose, alternative, year, selected=selected))


def _counted(diagnosis: Diagnosis) -> Text:
    return say(
        "Problemas: {problems} · causas: {causes} · alternativas: {alternatives} · "
        "priorizadas: {chosen}",
        problems=len(diagnosis.problems),
        causes=len(diagnosis.causes),
        alternatives=len(diagnosis.alternatives),
        chosen=len(diagnosis.selected()),
    )
