"""The plain register of one kind: its list, and the chosen record beside it, saved as typed.

Nothing here names a kind or a field: what is listed, filtered, written, annulled and exported
comes from the description and from the work handed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records import phrases
from fieldapp.records.describe import FieldSpec, KindSpec, Record
from fieldapp.records.text import Text, say
from fieldapp.rules.tracing import is_on_a_way
from fieldapp.ui.annulling import annul_record
from fieldapp.ui.autosave import Autosave
from fieldapp.ui.history_view import HistoryButton, HistoryWork
from fieldapp.ui.kept_list import KeptList, ListWork
from fieldapp.ui.page import Page
from fieldapp.ui.record_file import FileButton
from fieldapp.ui.register_work import Lacking, RegisterWork
from fieldapp.ui.theme import mark
from fieldapp.ui.trace_button import TraceButton, TraceWork
from fieldapp.ui.widgets.described import columns_of, filters_of
from fieldapp.ui.widgets.elided import Elided
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.ui.widgets.ports import Options
from fieldapp.ui.widgets.rows_model import Asked, Piece
from fieldapp.ui.widgets.sheet import Sheet
from fieldapp.ui.widgets.table import RecordTable
from fieldapp.work.register_rows import listed_columns

_LIST_SHARE, _PANEL_SHARE = 54, 46
_SIDE_BY_SIDE_FROM = 860


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as it is shown: what it lacks, how it is called, how many rows it has.

    `read_only` says why this person does not write on it, if so it is.
    """

    record: Record
    missing: Sequence[Lacking]
    title: str
    rows: Mapping[str, int]
    read_only: Text | None


class Register(QWidget):
    """List left, record right; one after the other where there is little room."""

    opened = Signal(str)
    """Worded: the title of the record that is open; "" when none is."""

    def __init__(
        self,
        page: Page,
        spec: KindSpec,
        work: RegisterWork,
        lists: ListWork,
        histories: HistoryWork,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._spec = spec
        self._work = work
        self._words = page.words
        lent = page.tools
        tools = page.form_tools(self._options())
        self.table = RecordTable(
            columns_of(listed_columns(spec)),
            self._fetch,
            tools,
            icon=lent.theme.icon_for(spec.name),
            filtered=self._filters(),
        )
        self.form = RecordForm(spec, tools, self._fields())
        self._saving = Autosave(page, self.form, partial(work.save, spec.name))
        self._sheet = Sheet(lent.theme)
        self._why = QLabel()
        self._title = Elided()
        self._new = QPushButton(self._words(phrases.new(spec)))
        self._annul = QPushButton(self._words(say("Anular")))
        self._history = HistoryButton(page, histories)
        self._file = FileButton(page, work.files, spec.name) if spec.has_file else None
        self._trace: TraceButton | None = None
        self._close = QPushButton()
        self._acting = QWidget()
        self._acts = QHBoxLayout(self._acting)
        self._panel = QFrame()
        self._inside = QVBoxLayout(self._panel)
        self._lay_out()
        if self._file is not None:
            self._acts.insertWidget(0, self._file)
        self._connect()
        KeptList(page, self.table, f"register {spec.name}", spec.plural, lists)

    # What the page asks.

    def follow(self, traces: TraceWork) -> None:
        """Offer where a record comes from and what it led to, where its kind stands on the walk."""
        if is_on_a_way(self._spec.name):
            self._trace = TraceButton(self._page, traces)
            self._acts.insertWidget(self._acts.indexOf(self._history), self._trace)

    @property
    def kind(self) -> str:
        """The name of the kind."""
        return self._spec.name

    @property
    def is_open(self) -> bool:
        """Whether a record is open beside the list."""
        return not self._panel.isHidden()

    @property
    def record_id(self) -> UUID | None:
        """The record that is open beside the list; None for none, or for one not begun yet."""
        return self._saving.record_id if self.is_open else None

    def take_changes(self, kinds: frozenset[str]) -> None:
        """Records changed: fetch again what is on the screen, if it is of those kinds."""
        if self.kind in kinds:
            self.reload()

    def reload(self) -> None:
        """Fetch what is on the screen again."""
        self.table.refresh()
        if self._saving.record_id is not None:
            self._load(self._saving.record_id)

    def open_record(self, record_id: UUID) -> None:
        """Show a record beside the list."""
        self.table.mark_row(record_id)
        self._load(record_id)

    def start_new(self) -> None:
        """Show an empty form; the record is made by the first field typed."""
        self._saving.show_blank()
        self._why.hide()
        self._annul.setEnabled(False)
        self._act_on(None)
        self._show_panel(self._words(phrases.new(self._spec)))
        self.form.focus_field()

    def edit(self) -> None:
        """Put the cursor in the open record, or open the marked one."""
        if self.is_open:
            self.form.focus_field()
        elif isinstance(self.table.marked, UUID):
            self._on_chosen(self.table.marked)

    def go_back(self) -> bool:
        """Close the open record; False when none is open."""
        if not self.is_open:
            return False
        self.form.flush()
        self._act_on(None)
        self._panel.hide()
        self._fit()
        self.opened.emit("")
        self.table.view.setFocus()
        return True

    def flush(self) -> None:
        """Save what is typed."""
        self.form.flush()

    # Making.

    def _lay_out(self) -> None:
        theme = self._page.tools.theme
        mark(self._title, "section")
        mark(self._new, "main")
        theme.dress(self._new, "add", "on_accent")
        mark(self._annul, "quiet")
        theme.dress(self._annul, "annul", "accent")
        mark(self._close, "icon")
        theme.dress(self._close, "close")
        self._close.setAccessibleName(self._words(say("Cerrar")))
        self._close.setToolTip(self._words(say("Cerrar (Esc)")))
        self.table.add_main(self._new)
        self.table.say_when_empty(
            self._words(phrases.none_yet(self._spec)), self._words(phrases.new(self._spec))
        )
        mark(self._why, "soft-body")
        self._why.setWordWrap(True)
        self._sheet.add(self._why)
        self._sheet.add(self.form)
        above = QHBoxLayout()
        above.setContentsMargins(*(theme.space(step) for step in (5, 3, 3, 0)))
        above.addWidget(self._title, 1)
        above.addWidget(self._close)
        self._acts.setContentsMargins(*(theme.space(step) for step in (4, 0, 3, 0)))
        self._acts.addWidget(self._history)
        self._acts.addWidget(self._annul)
        self._acts.addStretch(1)
        mark(self._panel, "raised")
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.addLayout(above)
        self._inside.addWidget(self._acting)
        self._inside.addWidget(self._sheet, 1)
        self._panel.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(4))
        for part, share in ((self.table, _LIST_SHARE), (self._panel, _PANEL_SHARE)):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            row.addWidget(part, share)

    def _connect(self) -> None:
        self.table.row_marked.connect(self._on_marked)
        self.table.row_chosen.connect(self._on_chosen)
        self.table.first_wished.connect(self.start_new)
        self.table.failed.connect(self._page.tools.prompts.show_error)
        self._new.clicked.connect(self.start_new)
        self._annul.clicked.connect(self._on_annul)
        self._close.clicked.connect(self.go_back)
        self._saving.created.connect(self._on_created)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Stand side by side where both can be read; else the open record has the room."""
        self.table.setVisible((self._has_room and not self._fills) or not self.is_open)

    @property
    def _has_room(self) -> bool:
        return self.width() >= self._page.tools.theme.px(_SIDE_BY_SIDE_FROM)

    # What another kind of register does otherwise.

    def _filters(self) -> tuple[FieldSpec, ...]:
        """The fields by which the list is filtered."""
        return filters_of(self._spec.listed)

    def _fields(self) -> tuple[str, ...]:
        """The names of the fields that are written."""
        return tuple(field.name for field in self._spec.described)

    def _options(self) -> Options:
        """Where the pickers of list and form find what may be chosen."""
        return self._work

    def _is_locked(self, seen: Seen) -> bool:
        """Whether this person may not write on a record here."""
        return seen.read_only is not None

    @property
    def _fills(self) -> bool:
        """Whether the open record needs the room of the list too."""
        return False

    def _fetch(self, asked: Asked, offset: int, limit: int) -> Piece:
        return self._work.list(
            self._spec.name,
            text=asked.text,
            filters=asked.filters,
            sort=asked.sort,
            descending=asked.descending,
            limit=limit,
            offset=offset,
        )

    # What happens.

    def _load(self, record_id: UUID) -> None:
        self._page.load(
            partial(self._read, record_id),
            partial(self._show, record_id),
            topic=f"{self._spec.name} record",
        )

    def _read(self, record_id: UUID) -> Seen | None:
        """Read a record; on the reading worker."""
        name, work = self._spec.name, self._work
        record = work.get(name, record_id)
        if record is None:
            return None
        title, rows = work.title(name, record_id), work.children.counts(name, record_id)
        missing, read_only = work.missing(name, record_id), work.read_only(name, record_id)
        return Seen(record, missing, title, rows, read_only)

    def _show(self, record_id: UUID, seen: Seen | None) -> None:
        if seen is None:
            self._page.tools.prompts.tell(phrases.not_here(self._spec))
            return
        locked = self._is_locked(seen)
        self._why.setText(self._words(seen.read_only or ""))
        self._why.setVisible(seen.read_only is not None)
        self._saving.show(seen.record, locked=locked)
        self.form.show_missing({one.field: one.text for one in seen.missing if one.field})
        self._annul.setEnabled(not locked)
        self._act_on(record_id)
        self._show_panel(self._words(seen.title))

    def _act_on(self, record_id: UUID | None) -> None:
        """What is done with the open record is done with this one from now on."""
        self._history.point_at(self._spec.name, record_id)
        if self._trace is not None:
            self._trace.point_at(self._spec.name, record_id)
        if self._file is not None:
            self._file.point_at(record_id)

    def _show_panel(self, title: str) -> None:
        self._title.setText(" ".join(title.split()))
        self._panel.show()
        self._fit()
        self.opened.emit(title)

    def _on_marked(self, record_id: UUID) -> None:
        """Show the record of a row passed over, where that does not take the list away."""
        if record_id != self._saving.record_id and (self._has_room or self.is_open):
            self._load(record_id)

    def _on_chosen(self, record_id: UUID) -> None:
        self._load(record_id)
        self.form.focus_field()

    def _on_created(self, record_id: UUID) -> None:
        self._annul.setEnabled(True)
        self._act_on(record_id)
        self.table.mark_row(record_id)

    def _on_annul(self) -> None:
        if self._saving.record_id is not None:
            self.form.flush()
            self._annul_record(self._saving.record_id, self._title.text())

    def _annul_record(self, record_id: UUID, title: str) -> None:
        annul_record(self._page, self._work, self._spec, (record_id, title), self.go_back)
