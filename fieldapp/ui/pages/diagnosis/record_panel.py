"""The record that is open beside the table or the lines: a problem, a cause, what answers it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout

from fieldapp.records import phrases
from fieldapp.records.describe import Record
from fieldapp.records.text import say
from fieldapp.ui.autosave import Autosave
from fieldapp.ui.history_view import HistoryButton
from fieldapp.ui.page import Page, Saved
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.ui.widgets.sheet import Sheet
from fieldapp.work.work import Work

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "problem": (
        "number",
        "territory",
        "text",
        "chain_stage",
        "theme",
        "service",
        "gov_levels",
        "source",
        "source_note",
    ),
    "cause": ("letter", "text", "details", "twin", "source_note"),
    "alternative": ("letter", "sub", "text", "term", "feasible", "needs", "cause", "source_note"),
    "prioritisation": ("year", "selected", "order", "copied_text", "reason", "source_note"),
}
"""What is written of each kind here; the scores are typed in the table, the rest is known."""


class RecordPanel(QFrame):
    """One form for each kind, built when it is first needed; it saves itself."""

    closed = Signal()
    created = Signal(object)
    """The id of the record that was begun here."""

    def __init__(self, page: Page, work: Work) -> None:
        super().__init__(page)
        self._page = page
        self._registers = work.registers
        self._forms: dict[str, tuple[RecordForm, Autosave, Sheet]] = {}
        self._kind = ""
        self._stack = QStackedWidget()
        self._title = QLabel()
        self._history = HistoryButton(page, work.histories)
        self._annul = QPushButton(page.words(say("Anular")))
        self._close = QPushButton()
        self._lay_out()
        self._annul.clicked.connect(self._on_annul)
        self._close.clicked.connect(self.closed)

    @property
    def record_id(self) -> UUID | None:
        """The record that is open, None for none or for one not begun yet."""
        return self._saving.record_id if self._kind else None

    @property
    def form(self) -> RecordForm:
        """The form in sight."""
        return self._forms[self._kind][0]

    def load(self, kind: str, record: UUID, *, write: bool = False) -> None:
        """Show a record, the cursor in its form where somebody is going to write."""
        self._page.load(
            partial(self._registers.get, kind, record),
            partial(self._show, kind, write),
            topic="diagnosis record",
        )

    def reload(self) -> None:
        """Show the open record as it is now; what is being typed stays."""
        if self.record_id is not None and self.isVisible():
            self.load(self._kind, self.record_id)

    def begin(self, kind: str, known: Mapping[str, Any]) -> None:
        """Show an empty form; its first field makes the record, with what is `known` of it."""
        self._put_in_sight(kind)
        self._saving.write_by(partial(self._write, kind, dict(known)))
        self._annul.setEnabled(False)
        self._history.point_at(kind, None)
        self._title.setText(self._page.words(phrases.new(self._page.tools.kinds[kind])))
        self.form.focus_field("text" if "text" in FIELDS[kind] else "")

    def flush(self) -> None:
        """Save what is typed."""
        if self._kind:
            self.form.flush()

    @property
    def _saving(self) -> Autosave:
        return self._forms[self._kind][1]

    def _lay_out(self) -> None:
        theme, words = self._page.tools.theme, self._page.words
        mark(self, "raised")
        mark(self._title, "section")
        mark(self._annul, "quiet")
        mark(self._close, "icon")
        theme.dress(self._annul, "annul", "accent")
        theme.dress(self._close, "close")
        self._close.setAccessibleName(words(say("Cerrar")))
        self._close.setToolTip(words(say("Cerrar (Esc)")))
        above = QHBoxLayout()
        above.setContentsMargins(*(theme.space(step) for step in (5, 3, 3, 0)))
        above.addWidget(self._title, 1)
        for button in (self._history, self._annul, self._close):
            above.addWidget(button)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(above)
        inside.addWidget(self._stack, 1)

    def _put_in_sight(self, kind: str) -> None:
        self.flush()
        if kind not in self._forms:
            tools = self._page.tools
            form = RecordForm(
                tools.kinds[kind], self._page.form_tools(self._registers), FIELDS[kind]
            )
            saving = Autosave(self._page, form, partial(self._write, kind, {}))
            saving.created.connect(self._on_created)
            sheet = Sheet(tools.theme)
            sheet.add(form)
            self._stack.addWidget(sheet)
            self._forms[kind] = (form, saving, sheet)
        self._kind = kind
        self._stack.setCurrentWidget(self._forms[kind][2])

    def _write(
        self, kind: str, known: Mapping[str, Any], record: UUID | None, changes: Mapping[str, Any]
    ) -> Saved:
        return self._registers.save(kind, record, changes if record else {**known, **changes})

    def _show(self, kind: str, write: bool, record: Record | None) -> None:
        spec = self._page.tools.kinds[kind]
        if record is None:
            self._page.tools.prompts.tell(phrases.not_here(spec))
            return
        self._put_in_sight(kind)
        self._saving.show(record, locked=bool(record.annulled))
        self._annul.setEnabled(not record.annulled)
        self._history.point_at(kind, record.id)
        self._title.setText(self._page.words(spec.label))
        if write:
            self.form.focus_field("text" if "text" in FIELDS[kind] else "copied_text")

    def _on_created(self, record: UUID) -> None:
        self._annul.setEnabled(True)
        self._history.point_at(self._kind, record)
        self.created.emit(record)

    def _on_annul(self) -> None:
        record, kind = self.record_id, self._kind
        if record is None:
            return
        self.flush()
        spec = self._page.tools.kinds[kind]
        label = self._page.words(spec.label)
        reason = self._page.tools.prompts.ask_reason(
            say(
                "¿Por qué se anula «{title}»? Queda guardado y se puede deshacer.",
                title=label,
            ),
            verb=say("Anular"),
        )
        if reason is None:
            return
        self._page.save(
            partial(self._registers.annul, kind, record, reason),
            done=lambda _saved: self._on_annulled(kind, record),
        )

    def _on_annulled(self, kind: str, record: UUID) -> None:
        self.closed.emit()
        self._page.tools.prompts.tell(
            phrases.annulled(self._page.tools.kinds[kind]),
            undo=lambda: self._page.save(partial(self._registers.restore, kind, record)),
        )
