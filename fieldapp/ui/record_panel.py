"""The record that is open beside a table or some lines, whatever its kind; it saves itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout

from fieldapp.records import phrases
from fieldapp.records.describe import KindSpec, Record
from fieldapp.records.text import say
from fieldapp.ui.annulling import annul_record
from fieldapp.ui.autosave import Autosave, WriteFields
from fieldapp.ui.history_view import HistoryButton, HistoryWork
from fieldapp.ui.page import Page
from fieldapp.ui.register_work import RegisterWork
from fieldapp.ui.theme import mark
from fieldapp.ui.trace_button import TraceButton, TraceWork
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.ui.widgets.sheet import Sheet


class PanelWork(Protocol):
    """What a panel needs of the work."""

    @property
    def registers(self) -> RegisterWork:
        """Any kind from its description."""
        ...

    @property
    def histories(self) -> HistoryWork:
        """How a record came to be as it is."""
        ...

    @property
    def traces(self) -> TraceWork:
        """Where a record comes from, and what came of it."""
        ...


class RecordPanel(QFrame):
    """One form for each kind, built when it is first needed."""

    closed = Signal()
    created = Signal(object)
    """The id of the record that was begun here."""

    def __init__(self, page: Page, work: PanelWork, fields: Mapping[str, tuple[str, ...]]) -> None:
        """`fields` are what is written of each kind here; the cursor goes to its first long one."""
        super().__init__(page)
        self._page = page
        self._registers = work.registers
        self._fields = fields
        self._forms: dict[str, tuple[RecordForm, Autosave, Sheet]] = {}
        self._kind = ""
        self._stack = QStackedWidget()
        self._title = QLabel()
        self._history = HistoryButton(page, work.histories)
        self.trace = TraceButton(page, work.traces)
        self._annul = QPushButton(page.words(say("Anular")))
        self._close = QPushButton()
        self._lay_out()
        self._annul.clicked.connect(self._on_annul)
        self._close.clicked.connect(self.closed)

    @property
    def record_id(self) -> UUID | None:
        """The record that is open; None for none, or for one not begun yet."""
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
            topic="record panel",
        )

    def show_record(
        self, kind: str, record: Record, *, locked: bool = False, write: bool = False
    ) -> None:
        """Show a record that is in hand; `locked` where it may be read and not changed."""
        locked = locked or bool(record.annulled)
        self._put_in_sight(kind)
        self._saving.show(record, locked=locked)
        self._annul.setEnabled(not locked)
        self._point_at(record.id)
        self._title.setText(self._page.words(self._spec.label))
        if write:
            self._focus()

    def reload(self) -> None:
        """Show the open record as it is now; what is being typed stays."""
        if self.record_id is not None and self.isVisible():
            self.load(self._kind, self.record_id)

    def begin(self, kind: str, write: WriteFields) -> None:
        """Show an empty form; its first field makes the record, by `write`."""
        self._put_in_sight(kind)
        self._saving.write_by(write)
        self._annul.setEnabled(False)
        self._point_at(None)
        self._title.setText(self._page.words(phrases.new(self._spec)))
        self._focus()

    def flush(self) -> None:
        """Save what is typed."""
        if self._kind:
            self.form.flush()

    @property
    def _saving(self) -> Autosave:
        return self._forms[self._kind][1]

    @property
    def _spec(self) -> KindSpec:
        return self._page.tools.kinds[self._kind]

    def _lay_out(self) -> None:
        theme, words = self._page.tools.theme, self._page.words
        mark(self, "raised")
        mark(self._title, "section")
        mark(self._annul, "quiet")
        mark(self._close, "icon")
        theme.dress(self._annul, "annul", "accent")
        theme.dress(self._close, "close")
        self._title.setWordWrap(True)
        self._close.setAccessibleName(words(say("Cerrar")))
        self._close.setToolTip(words(say("Cerrar (Esc)")))
        above, acts = QHBoxLayout(), QHBoxLayout()
        above.setContentsMargins(*(theme.space(step) for step in (5, 3, 3, 0)))
        above.addWidget(self._title, 1)
        above.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        acts.setContentsMargins(*(theme.space(step) for step in (4, 0, 3, 0)))
        for button in (self.trace, self._history, self._annul):
            acts.addWidget(button)
        acts.addStretch(1)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(above)
        inside.addLayout(acts)
        inside.addWidget(self._stack, 1)

    def _put_in_sight(self, kind: str) -> None:
        self.flush()
        if kind not in self._forms:
            tools = self._page.tools
            options = self._page.form_tools(self._registers)
            form = RecordForm(tools.kinds[kind], options, self._fields[kind])
            saving = Autosave(self._page, form, partial(self._registers.save, kind))
            saving.created.connect(self._on_created)
            sheet = Sheet(tools.theme)
            sheet.add(form)
            self._stack.addWidget(sheet)
            self._forms[kind] = (form, saving, sheet)
        self._kind = kind
        self._stack.setCurrentWidget(self._forms[kind][2])

    def _show(self, kind: str, write: bool, record: Record | None) -> None:
        if record is None:
            self._page.tools.prompts.tell(phrases.not_here(self._page.tools.kinds[kind]))
            return
        self.show_record(kind, record, write=write)

    def _point_at(self, record: UUID | None) -> None:
        self._history.point_at(self._kind, record)
        self.trace.point_at(self._kind, record)

    def _focus(self) -> None:
        """The words of a record are what people come to write, not its number."""
        names = self._fields[self._kind]
        self.form.focus_field(next((one for one in names if self._spec[one].fact.close), names[0]))

    def _on_created(self, record: UUID) -> None:
        self._annul.setEnabled(True)
        self._point_at(record)
        self.created.emit(record)

    def _on_annul(self) -> None:
        if self.record_id is not None:
            self.flush()
            named = (self.record_id, self._page.words(self._spec.label))
            annul_record(self._page, self._registers, self._spec, named, self.closed.emit)
