"""Informes: any report chosen, told what it needs, seen as it will be printed, taken along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar, Final, Protocol
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.progress import Step, Stopped
from fieldapp.records.text import Text, say
from fieldapp.rules.periods import Period
from fieldapp.rules.report import Report
from fieldapp.ui.page import Page, PageTools
from fieldapp.ui.pages.reports.choices import ReportChoices
from fieldapp.ui.printing import ask_and_print
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.grouped_tree import Branch, GroupedTree, Leaf
from fieldapp.ui.widgets.pdf_view import PdfView
from fieldapp.ui.widgets.ports import Options
from fieldapp.ui.widgets.sheet import ActionBar
from fieldapp.ui.written_file import write_file
from fieldapp.work.reports import FORMS, ReportFacts, Wanted

_TREE_PX: Final = 150, 240
_TREE_SHARE: Final = 4
_BESIDE_FROM: Final = 900


class ReportGroup(Protocol):
    """Some reports that belong together."""

    @property
    def label(self) -> str:
        """How the group is called."""
        ...

    @property
    def reports(self) -> Sequence[ReportFacts]:
        """Its reports."""
        ...


class ReportsWork(Protocol):
    """What the page asks for."""

    def groups(self) -> Sequence[ReportGroup]:
        """Return the reports by group."""
        ...

    def periods(self, today: date) -> Sequence[Period]:
        """Return the periods that may be chosen by their name."""
        ...

    def build(self, name: str, wanted: Wanted) -> Report:
        """Return what a report says now."""
        ...

    def write(self, report: Report, form: str, step: Step) -> bytes:
        """Return the file of a report, in one of its forms."""
        ...

    def own_forms(self, name: str) -> Sequence[str]:
        """Return the forms in which the institution has a paper of its own for a report."""
        ...

    def write_own(self, name: str, report: Report, form: str) -> bytes:
        """Return the institution's own paper, filled."""
        ...


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report that is ready: what it says, and its pages."""

    report: Report
    pdf: bytes


class ReportsPage(Page):
    """Ctrl+Enter prepares the report; the bar below shows how far it is, and can stop it."""

    purpose: ClassVar[Text] = say(
        "Aquí se preparan los informes: elija uno a la izquierda, diga de qué fechas, territorio o "
        "registro, y véalo antes de guardarlo en PDF, XLSX o DOCX, o de imprimirlo."
    )

    def __init__(self, tools: PageTools, work: ReportsWork, options: Options) -> None:
        super().__init__(tools)
        self._work = work
        groups = work.groups()
        self._known = {one.name: one for group in groups for one in group.reports}
        self._chosen: ReportFacts | None = None
        self._turn = 0
        self.prepared: Prepared | None = None
        self.reports = _tree_of(tools, groups)
        self._told = QLabel()
        self.choices = ReportChoices(self.form_tools(options), work.periods)
        self.view = PdfView(tools.jobs, tools.theme, tools.words)
        self._said = QLabel()
        self._stack = QStackedWidget()
        self._main = QPushButton(self.words(say("Preparar el informe")))
        self._save, self._print = QPushButton(), QPushButton()
        self._is_reading = False
        self._lay_out()
        self._connect()
        self._forget()

    # What the shell asks.

    def reload(self) -> None:
        """Nothing is prepared before somebody asks."""

    def open_record(self, kind: str, record_id: UUID) -> None:
        facts = next((one for one in self._known.values() if one.wish == kind), None)
        if facts is not None:
            self.reports.choose(facts.name)
            self.choices.show_record(record_id)
            self.main_action()

    def go_back(self) -> bool:
        if self.reports.isVisible():
            return False
        self._read_it(reading=False)
        self.reports.setFocus()
        return True

    def main_action(self) -> None:
        if self._chosen is None:
            return
        self._read_it(reading=True)
        wanted = self.choices.wanted()
        if wanted is None:
            return
        self._forget(say("Preparando el informe…"))
        self._turn += 1
        self.tools.jobs.long(
            self._chosen.label,
            partial(self._make, self._chosen.name, wanted),
            done=partial(self._show, self._turn),
            failed=partial(self._show_why_not, self._turn),
        )

    @property
    def said(self) -> str:
        """What stands in the place of the pages while there are none."""
        return self._said.text()

    # Making.

    def _lay_out(self) -> None:
        theme = self.tools.theme
        for label in (self._told, self._said):
            mark(label, "soft-body")
            label.setWordWrap(True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._said)
        self._stack.addWidget(self.view)
        theme.dress(self._main, "start", "on_accent")
        for button, words, icon in (
            (self._save, say("Guardar…"), "export"),
            (self._print, say("Imprimir"), "print"),
        ):
            button.setText(self.words(words))
            mark(button, "quiet")
            theme.dress(button, icon, "accent")
        self._save.setMenu(QMenu(self._save))
        bar = ActionBar(theme)
        bar.add(self._save)
        bar.add(self._print)
        bar.add_main(self._main)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        for part in (self._told, self.choices):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        column.addWidget(bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.space(step) for step in (4, 3, 4, 1)))
        row.setSpacing(theme.space(4))
        row.addWidget(self.reports)
        row.addWidget(right, 1)
        self.setFocusProxy(self.reports)

    def _connect(self) -> None:
        self.reports.chosen.connect(self._on_chosen)
        self.reports.entered.connect(self._on_entered)
        self.choices.changed.connect(self._on_changed)
        self._main.clicked.connect(self.main_action)
        self._print.clicked.connect(self._on_print)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where room is short, the report that is read has all of it; Esc leads back."""
        least, most = (self.tools.theme.px(length) for length in _TREE_PX)
        self.reports.setFixedWidth(min(most, max(least, self.width() // _TREE_SHARE)))
        crowded = self.width() < self.tools.theme.px(_BESIDE_FROM)
        self.reports.setVisible(not (crowded and self._is_reading))

    def _read_it(self, *, reading: bool) -> None:
        self._is_reading = reading
        self._fit()

    # What happens.

    def _on_chosen(self, name: str) -> None:
        facts = self._chosen = self._known[name]
        self._told.setText(self.words(facts.told))
        self.choices.ask(facts, self.tools.kinds[facts.about] if facts.about else None)
        self._forget()
        self._offer(name)
        self.place_changed.emit(self.words(facts.label))

    def _offer(self, name: str) -> None:
        """Put into the menu the forms in which this report is written, the institution's too."""
        menu = self._save.menu()
        menu.clear()
        for form in FORMS:
            menu.addAction(form.upper()).triggered.connect(partial(self._on_save, form))
        for form in self._work.own_forms(name):
            words = self.words(say("Formato de la entidad, {form}", form=form.upper()))
            menu.addAction(words).triggered.connect(partial(self._on_save, form, own=name))

    def _on_entered(self, _name: str) -> None:
        """Enter on a report: write what it asks, or see it where it asks for nothing."""
        self._read_it(reading=True)
        if self.choices.asked:
            self.choices.focus_first()
        else:
            self.main_action()

    def _on_changed(self) -> None:
        if self.prepared is not None:
            self._forget()

    def _make(self, name: str, wanted: Wanted, step: Step) -> Prepared | None:
        """Gather and lay out, on the worker for what takes long; None when the person stopped it.

        What is stopped leaves nothing half done, and the page itself says what became of it.
        """
        try:
            step(0, 0)
            report = self._work.build(name, wanted)
            step(0, 0)
            return Prepared(report, self._work.write(report, "pdf", step))
        except Stopped:
            return None

    def _forget(self, said: Text | None = None) -> None:
        """Nothing is prepared, or not for what is chosen now."""
        self._turn += 1
        self.prepared = None
        nothing = _CHOOSE if self._chosen is None else _PREPARE
        self._say(said or nothing)
        self._main.setEnabled(self._chosen is not None)
        for button in (self._save, self._print):
            button.hide()

    def _say(self, text: Text) -> None:
        self._said.setText(self.words(text))
        self._stack.setCurrentWidget(self._said)

    def _show(self, turn: int, prepared: Prepared | None) -> None:
        if turn != self._turn:
            return
        if prepared is None:
            self._say(say("Se detuvo el informe. Para verlo, prepárelo de nuevo con Ctrl+Intro."))
            return
        self.prepared = prepared
        self.view.show_pdf(prepared.pdf, failed=self.tools.prompts.show_error)
        self._stack.setCurrentWidget(self.view)
        for button in (self._save, self._print):
            button.show()

    def _show_why_not(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self._say(_PREPARE)
        self.tools.prompts.show_error(error)

    def _on_save(self, form: str, *, own: str = "") -> None:
        if self.prepared is None:
            return
        tools, prepared = self.tools, self.prepared
        path = tools.prompts.file_to_save(
            say("Guardar el informe"), f"{prepared.report.name}.{form}"
        )
        if path is None:
            return

        def make(step: Step) -> bytes:
            if own:
                return self._work.write_own(own, prepared.report, form)
            if form == "pdf":
                return prepared.pdf
            return self._work.write(prepared.report, form, step)

        tools.jobs.long(
            say("Guardando el informe"),
            lambda step: write_file(path, partial(make, step)),
            done=lambda written: tools.prompts.tell(
                say("Informe guardado en {path}", path=str(written))
            ),
            failed=tools.prompts.show_error,
        )

    def _on_print(self) -> None:
        if self.prepared is not None:
            ask_and_print(self.tools, self.prepared.pdf, self.prepared.report.title)


_CHOOSE: Final = say("Elija un informe a la izquierda.")
_PREPARE: Final = say("Aquí se verá el informe como sale impreso. Prepárelo con Ctrl+Intro.")


def _tree_of(tools: PageTools, groups: Sequence[ReportGroup]) -> GroupedTree:
    branches = [
        Branch(
            group.label,
            [Leaf(one.name, one.label, "document", one.told) for one in group.reports],
        )
        for group in groups
    ]
    tree = GroupedTree(tools.theme, tools.words, branches)
    tree.name(say("Buscar un informe"), say("Informes"))
    return tree
