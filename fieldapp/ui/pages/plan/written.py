"""The record that is written beside the parts of a plan: one form for each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QStackedWidget, QVBoxLayout

from fieldapp.records import phrases
from fieldapp.records.describe import Record
from fieldapp.records.text import say
from fieldapp.ui.autosave import Autosave
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.ui.widgets.sheet import Sheet
from fieldapp.work.work import Work

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "plan_node": (
        "text",
        "level",
        "code",
        "gov_level",
        "prioritisation",
        "gap",
        "commitment",
        "axis",
        "responsible_name",
        "responsible",
        "due_on",
        "term",
        "priority",
        "dimension",
        "capacity",
        "required_budget",
        "fiscal_year",
    ),
    "indicator": (
        "name",
        "code",
        "kind",
        "unit",
        "direction",
        "formula",
        "source",
        "frequency",
        "baseline_value",
        "baseline_year",
        "baseline_source",
        "responsible_name",
        "disaggregations",
        "plan_node",
    ),
    "target": ("value", "kind", "year", "period", "text"),
    "measurement": (
        "value",
        "on",
        "text",
        "evidence",
        "activity",
        "attachment",
        "reported_by",
        "verified",
    ),
    "verification_mean": ("text", "kind", "indicator", "dated_on", "attachment"),
    "schedule_entry": (
        "months",
        "starts_on",
        "ends_on",
        "milestone",
        "responsible_name",
        "depends_on",
    ),
}
_OF_THE_PLAN: Final = frozenset({"indicator", "target", "verification_mean", "schedule_entry"})


class Written(QFrame):
    """Shows one record; a new one is made by its first field, of what it was begun on."""

    made = Signal(str, object)
    """The kind and the id of a record begun here."""

    def __init__(self, page: Page, work: Work) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._forms: dict[str, tuple[RecordForm, Autosave, Sheet]] = {}
        self._kind = ""
        self._stack = QStackedWidget()
        self._title = QLabel()
        self._annul = QPushButton(page.words(say("Quitar")))
        mark(self, "raised")
        mark(self._title, "section")
        mark(self._annul, "quiet")
        page.tools.theme.dress(self._annul, "annul", "accent")
        column = QVBoxLayout(self)
        column.addWidget(self._title)
        column.addWidget(self._stack, 1)
        column.addWidget(self._annul)
        self._annul.clicked.connect(self._on_annul)

    @property
    def form(self) -> RecordForm:
        """The form in sight."""
        return self._forms[self._kind][0]

    @property
    def record_id(self) -> UUID | None:
        """The record in sight; None for none, or one that is not made yet."""
        return self._forms[self._kind][1].record_id if self._kind else None

    def show_record(self, kind: str, record: Record, *, locked: bool) -> None:
        """Show a record; of the one in sight, what is being typed stays."""
        _, saving, _ = self._in_sight(kind)
        saving.show(record, locked=locked)
        self._annul.setEnabled(not locked)

    def begin(self, kind: str, plan: UUID, known: Mapping[str, Any]) -> None:
        """Show an empty form; what it makes belongs to `plan` and to what `known` names."""
        form, saving, _ = self._in_sight(kind)
        saving.write_by(partial(self._write, kind, plan, known))
        self._title.setText(self._page.words(phrases.new(self._page.tools.kinds[kind])))
        self._annul.setEnabled(False)
        form.focus_field(FIELDS[kind][0])

    def focus_form(self) -> None:
        """Put the cursor in the first field."""
        self.form.focus_field(FIELDS[self._kind][0])

    def flush(self) -> None:
        """Save what is typed."""
        for form, _, _ in self._forms.values():
            form.flush()

    def _in_sight(self, kind: str) -> tuple[RecordForm, Autosave, Sheet]:
        if kind not in self._forms:
            spec = self._page.tools.kinds[kind]
            tools = self._page.form_tools(self._work.registers)
            form = RecordForm(spec, tools, fields=FIELDS[kind])
            saving = Autosave(self._page, form, partial(self._write, kind, None, {}))
            saving.created.connect(partial(self._on_made, kind))
            sheet = Sheet(self._page.tools.theme)
            sheet.add(form)
            self._stack.addWidget(sheet)
            self._forms[kind] = (form, saving, sheet)
        if kind != self._kind:
            self.flush()
        self._kind = kind
        self._title.setText(self._page.words(self._page.tools.kinds[kind].label))
        self._stack.setCurrentWidget(self._forms[kind][2])
        return self._forms[kind]

    def _write(
        self,
        kind: str,
        plan: UUID | None,
        known: Mapping[str, Any],
        record: UUID | None,
        changes: Mapping[str, Any],
    ) -> Saved:
        if record is not None or plan is None:
            return self._work.registers.save(kind, record, changes)
        typed = {**known, **changes}
        if kind in _OF_THE_PLAN:
            return self._work.registers.children.add(kind, plan, typed)
        return self._work.registers.save(kind, None, typed)

    def _on_made(self, kind: str, record: UUID) -> None:
        self._annul.setEnabled(True)
        self.made.emit(kind, record)

    def _on_annul(self) -> None:
        record, kind = self.record_id, self._kind
        if record is None:
            return
        registers = self._work.registers
        undo: Callable[[], None] = partial(
            self._page.save, partial(registers.restore, kind, record)
        )
        tell = partial(self._page.tools.prompts.tell, say("Registro quitado."), undo=undo)
        take_out = partial(
            registers.annul, kind, record, self._page.words(say("Se quitó del plan"))
        )
        self._page.save(take_out, done=lambda _saved: tell())
