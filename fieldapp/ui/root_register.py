"""A register whose records have rows of their own: a tab for it, and one for each kind of row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabBar

from fieldapp.records.describe import KindSpec
from fieldapp.records.text import say
from fieldapp.ui.child_register import ChildRegister
from fieldapp.ui.history_view import HistoryWork
from fieldapp.ui.kept_list import ListWork
from fieldapp.ui.page import Page
from fieldapp.ui.register import Register, Seen
from fieldapp.ui.register_work import RegisterWork
from fieldapp.ui.report_button import Offer, ReportButton
from fieldapp.ui.trace_button import TraceWork

_KEYS_MOST = 9


class RootRegister(Register):
    """Ctrl+1, Ctrl+2… open a tab; Esc leads from the rows back to the record.

    A tab of rows is built when it is first looked at, and has the room of the list too: rows are
    as wide as records.
    """

    def __init__(
        self,
        page: Page,
        spec: KindSpec,
        work: RegisterWork,
        lists: ListWork,
        histories: HistoryWork,
        reports: Sequence[Offer] = (),
    ) -> None:
        """`reports` are those about one record of the kind, which its button offers."""
        self._kinds = tuple(work.children.kinds(spec.name))
        self._tabs = QTabBar()
        self._stack = QStackedWidget()
        self._made: dict[str, ChildRegister] = {}
        self._lent = work, lists, histories
        self._traces: TraceWork | None = None
        self._parent: UUID | None = None
        self._parent_locked = True
        self._wished_row: tuple[str, UUID] | None = None
        self._is_coming = False
        super().__init__(page, spec, work, lists, histories)
        self._report = ReportButton(page, lambda: reports)
        if reports:
            self._acts.insertWidget(0, self._report)
        if self._kinds:
            self._lay_out_tabs()

    @property
    def rows(self) -> ChildRegister | None:
        """The rows in sight; None while the record itself is."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, ChildRegister) and self.is_open else None

    @property
    def tabs(self) -> list[str]:
        """The words of the tabs that can be opened."""
        return [self._tabs.tabText(one) for one in range(self._tabs.count())]

    def show_rows(self, kind: str) -> None:
        """Open the tab of a kind of rows."""
        self._tabs.setCurrentIndex([one.name for one in self._kinds].index(kind) + 1)

    # What the page asks.

    def follow(self, traces: TraceWork) -> None:
        super().follow(traces)
        self._traces = traces

    def take_changes(self, kinds: frozenset[str]) -> None:
        super().take_changes(kinds)
        record = self.record_id
        if record is None or not kinds.intersection(one.name for one in self._kinds):
            return
        if self.rows is not None:
            self.rows.take_changes(kinds)
        if self.kind not in kinds:
            self._page.load(
                partial(self._work.children.counts, self.kind, record),
                self._count,
                topic=f"{self.kind} rows",
            )

    def start_new(self) -> None:
        if self.rows is not None:
            self.rows.start_new()
            return
        super().start_new()
        self._point_at(None, {}, locked=True)

    def edit(self) -> None:
        if self.rows is not None:
            self.rows.edit()
        else:
            super().edit()

    def go_back(self) -> bool:
        if self.rows is None:
            return super().go_back()
        if not self.rows.go_back():
            self._tabs.setCurrentIndex(0)
            self._tabs.setFocus()
        return True

    def open_record(self, record_id: UUID) -> None:
        self._tabs.setCurrentIndex(0)
        self._wished_row = None
        self._is_coming = True
        super().open_record(record_id)

    def open_row(self, kind: str, row: UUID) -> None:
        """Show a row of the record that is being opened, in its tab, as soon as that is there."""
        if any(one.name == kind for one in self._kinds):
            self._wished_row = kind, row
            if not self._is_coming:
                self._show_wished_row()

    def flush(self) -> None:
        super().flush()
        for rows in self._made.values():
            rows.flush()

    # Making.

    def _lay_out_tabs(self) -> None:
        theme, words = self._page.tools.theme, self._words
        for spec in (self._spec, *self._kinds):
            self._tabs.addTab(words(spec.label if spec is self._spec else spec.plural))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(True)
        self._tabs.setAccessibleName(words(say("Partes del registro")))
        self._inside.removeWidget(self._sheet)
        self._stack.addWidget(self._sheet)
        self._inside.setSpacing(theme.space(1))
        self._inside.addWidget(self._tabs)
        self._inside.addWidget(self._stack, 1)
        self._tabs.currentChanged.connect(self._on_tab)
        for number in range(min(self._tabs.count(), _KEYS_MOST)):
            keys = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(partial(self._on_keys, number))

    def _rows_of(self, spec: KindSpec) -> ChildRegister:
        """The register of a kind of rows, made when it is first looked at."""
        made = self._made.get(spec.name)
        if made is None:
            made = ChildRegister(self._page, self._spec, spec, *self._lent)
            made.setContentsMargins(*(self._page.tools.theme.space(2),) * 4)
            if self._traces is not None:
                made.follow(self._traces)
            self._made[spec.name] = made
            self._stack.addWidget(made)
        return made

    # What happens.

    @property
    def _fills(self) -> bool:
        return self._tabs.currentIndex() > 0

    def _show(self, record_id: UUID, seen: Seen | None) -> None:
        super()._show(record_id, seen)
        if seen is not None:
            self._point_at(record_id, seen.rows, locked=self._is_locked(seen))
            self._is_coming = False
            self._show_wished_row()

    def _show_wished_row(self) -> None:
        if self._wished_row is not None:
            kind, row = self._wished_row
            self._wished_row = None
            self.show_rows(kind)
            self._made[kind].open_record(row)

    def _on_created(self, record_id: UUID) -> None:
        super()._on_created(record_id)
        self._point_at(record_id, {}, locked=False)

    def _point_at(self, record: UUID | None, rows: Mapping[str, int], *, locked: bool) -> None:
        """The rows are those of this record from now on."""
        self._parent, self._parent_locked = record, locked
        self._report.point_at(record)
        self._count(rows)
        for number in range(1, self._tabs.count()):
            self._tabs.setTabEnabled(number, record is not None)
        for made in self._made.values():
            made.show_parent(record, locked=locked)

    def _count(self, rows: Mapping[str, int]) -> None:
        for number, spec in enumerate(self._kinds, start=1):
            name, many = self._words(spec.plural), rows.get(spec.name, 0)
            self._tabs.setTabText(number, f"{name} {many}" if many else name)

    def _on_keys(self, number: int) -> None:
        if self.is_open and self._tabs.isTabEnabled(number):
            self._tabs.setCurrentIndex(number)

    def _on_tab(self, number: int) -> None:
        self.flush()
        if number == 0:
            self._stack.setCurrentWidget(self._sheet)
        else:
            rows = self._rows_of(self._kinds[number - 1])
            rows.show_parent(self._parent, locked=self._parent_locked)
            self._stack.setCurrentWidget(rows)
            rows.reload()
        self._acting.setVisible(number == 0)  # what is done with the record, not with its rows
        self._fit()
        if self.rows is not None:
            self.rows.table.view.setFocus()
        self.opened.emit(self._title.text())
