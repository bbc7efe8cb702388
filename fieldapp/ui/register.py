"""The plain register of one kind: its list, and the chosen record beside it, saved as typed.

Nothing here names a kind or a field: what is listed, filtered, written, annulled and exported
comes from the description and from the work handed in.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from fieldapp.records.describe import KindSpec, Record
from fieldapp.records.text import say
from fieldapp.ui.autosave import Autosave
from fieldapp.ui.history_view import HistoryButton, HistoryWork
from fieldapp.ui.kept_list import KeptList, ListWork
from fieldapp.ui.page import Page
from fieldapp.ui.register_work import Lacking, RegisterWork
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.ui.widgets.rows_model import Asked, Piece
from fieldapp.ui.widgets.sheet import Sheet
from fieldapp.ui.widgets.table import RecordTable, columns_of

_LIST_SHARE, _PANEL_SHARE = 54, 46
_SIDE_BY_SIDE_FROM = 860


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
        tools = page.form_tools(work)
        self.table = RecordTable(
            columns_of(spec.listed),
            self._fetch,
            tools,
            icon=lent.theme.icon_for(spec.name),
            filtered=spec.listed,
        )
        self.form = RecordForm(spec, tools)
        self._saving = Autosave(page, self.form, partial(work.save, spec.name))
        self._title = QLabel()
        self._new = QPushButton(self._words(phrases.new(spec)))
        self._annul = QPushButton(self._words(say("Anular")))
        self._history = HistoryButton(page, histories)
        self._close = QPushButton()
        self._panel = QFrame()
        self._lay_out()
        self._connect()
        KeptList(page, self.table, f"register {spec.name}", spec.plural, lists)

    # What the page asks.

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
        self._annul.setEnabled(False)
        self._history.point_at(self._spec.name, None)
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
        self._history.point_at(self._spec.name, None)
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
        self._title.setWordWrap(True)
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
        sheet = Sheet(theme)
        sheet.add(self.form)
        above = QHBoxLayout()
        above.setContentsMargins(*(theme.space(step) for step in (5, 3, 3, 0)))
        above.addWidget(self._title, 1)
        above.addWidget(self._history)
        above.addWidget(self._annul)
        above.addWidget(self._close)
        mark(self._panel, "raised")
        inside = QVBoxLayout(self._panel)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(above)
        inside.addWidget(sheet, 1)
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
        beside = self.width() >= self._page.tools.theme.px(_SIDE_BY_SIDE_FROM)
        self.table.setVisible(beside or not self.is_open)

    # What happens.

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

    def _load(self, record_id: UUID) -> None:
        self._page.load(
            lambda: (
                self._work.get(self._spec.name, record_id),
                self._work.missing(self._spec.name, record_id),
            ),
            partial(self._show, record_id),
            topic=f"{self._spec.name} record",
        )

    def _show(self, record_id: UUID, answer: tuple[Record | None, Sequence[Lacking]]) -> None:
        record, missing = answer
        if record is None:
            self._page.tools.prompts.tell(phrases.not_here(self._spec))
            return
        self._saving.show(record, locked=bool(record.annulled))
        self.form.show_missing({one.field: one.text for one in missing if one.field})
        self._annul.setEnabled(not record.annulled)
        self._history.point_at(self._spec.name, record_id)
        title = str(getattr(record, self._spec.title, "") or self._words(self._spec.label))
        self._show_panel(title)

    def _show_panel(self, title: str) -> None:
        self._title.setText(title)
        self._panel.show()
        self._fit()
        self.opened.emit(title)

    def _on_marked(self, record_id: UUID | None) -> None:
        if record_id is not None and record_id != self._saving.record_id:
            self._load(record_id)

    def _on_chosen(self, record_id: UUID) -> None:
        self._load(record_id)
        self.form.focus_field()

    def _on_created(self, record_id: UUID) -> None:
        self._annul.setEnabled(True)
        self._history.point_at(self._spec.name, record_id)
        self.table.mark_row(record_id)

    def _on_annul(self) -> None:
        record_id = self._saving.record_id
        if record_id is None:
            return
        self.form.flush()
        reason = self._page.tools.prompts.ask_reason(
            say(
                "¿Por qué se anula «{title}»? Queda guardado y se puede deshacer.",
                title=self._title.text(),
            ),
            verb=say("Anular"),
        )
        if reason is None:
            return
        name = self._spec.name
        self._page.save(
            lambda: self._work.annul(name, record_id, reason),
            done=lambda _saved: self._on_annulled(record_id),
        )

    def _on_annulled(self, record_id: UUID) -> None:
        self.go_back()
        self._page.tools.prompts.tell(
            phrases.annulled(self._spec),
            undo=lambda: self._page.save(lambda: self._work.restore(self._spec.name, record_id)),
        )
