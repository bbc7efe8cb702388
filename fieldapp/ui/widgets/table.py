"""A list of records that fills the width: search, filters, order, columns, and keys for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.describe import FieldSpec
from fieldapp.records.text import say, say_n
from fieldapp.rules.list_choice import ListChoice
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.empty import EmptyState
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.loading import LOADING
from fieldapp.ui.widgets.picker import Picker
from fieldapp.ui.widgets.ports import FormTools
from fieldapp.ui.widgets.rows_model import Asked, Column, FetchRows, RowsModel
from fieldapp.ui.widgets.rows_view import RowsView

_ROW_PX = 36
_ICON_PX = 16
_PAUSE_MS = 200
_SLOW_MS = 200
_FILTER_PX = 170
_SEARCH_PX = 120


class RecordTable(QWidget):
    """Rows fetched as they come into sight, under one line of search and filters."""

    row_marked = Signal(object)
    """The id of the row on which the person stands; None when on none."""
    row_chosen = Signal(object)
    """The id of the row on which the person pressed Enter or clicked twice."""
    first_wished = Signal()
    """The button of the empty list: begin the first one."""
    failed = Signal(object)
    rearranged = Signal()
    """The person chose other filters, columns or another order: `choice` says which."""

    def __init__(
        self,
        columns: Sequence[Column],
        fetch: FetchRows,
        tools: FormTools,
        *,
        icon: str = "registers",
        filtered: Sequence[FieldSpec] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Build an empty table; nothing is fetched before `refresh`.

        `filtered` are the fields offered as filters beside the search, see `described.filters_of`.
        """
        super().__init__(parent)
        self._tools = tools
        self._icon = icon
        self._nothing_yet = ("", "")
        self._marked: object = None
        self.model = RowsModel(columns, fetch, tools.jobs, tools.words, tools.theme, self)
        self.view = RowsView()
        self.search = QLineEdit()
        self._filters = {one.name: Picker(one, tools) for one in filtered}
        self._by_label = {one.name: tools.words(one.label) for one in filtered}
        self._columns_button = QPushButton()
        self._clear = QPushButton()
        self._taking_up = False
        self._count = QLabel()
        self._empty = EmptyState(tools.theme, icon)
        self._middle = QStackedWidget()
        self._above = QWidget()
        self._actions = FlowLayout(tools.theme.space(2), self._above, fills=True)
        self._foot = QHBoxLayout()
        self._choices = QWidget()
        self._flow = FlowLayout(tools.theme.space(2), self._choices)
        self._pause, self._slow = QTimer(self), QTimer(self)
        self._dress()
        self._lay_out()
        self._connect()

    # What a page uses.

    def refresh(self) -> None:
        """Fetch again what is in sight: the page was opened, or records changed."""
        self._slow.start()
        self.model.refresh(self.view.rowAt(0))

    def say_when_empty(self, sentence: str, step: str = "") -> None:
        """Set what an empty list says (worded), and the first step it offers."""
        self._nothing_yet = (sentence, step)

    def add_action(self, button: QPushButton) -> None:
        """Put a page's button beside the search."""
        self._actions.removeWidget(self._columns_button)
        self._actions.addWidget(button)
        self._actions.addWidget(self._columns_button)

    def add_lesser(self, button: QPushButton) -> None:
        """Put a button after the filters, where several find room one under the other."""
        self._flow.addWidget(button)
        self._choices.show()

    def add_main(self, button: QPushButton) -> None:
        """Put the page's main action where it always is: at the bottom right."""
        self._foot.addWidget(button)

    def mark_row(self, id: object) -> None:
        """Stand on the row of a record, now or when the rows arrive."""
        self._marked = id
        self._restore()

    @property
    def marked(self) -> object:
        """The id of the row on which the person stands, or None."""
        return self._marked

    @property
    def asked(self) -> Asked:
        """What the list is asked for now, for whoever exports the same."""
        return self.model.asked

    @property
    def empty_sentence(self) -> str:
        """What stands in the place of the rows; "" while there are rows."""
        return "" if self._middle.currentWidget() is self.view else self._empty.sentence

    @property
    def choice(self) -> ListChoice:
        """How the person wants this list; what is typed in the search is of the moment only.

        So is a filter by a record, which the next list may not have, and one by yes or no.
        """
        asked = self.model.asked
        columns = self.view.wished_columns()
        as_made = columns == tuple(range(len(self.model.columns)))
        return ListChoice(
            {
                name: str(value)
                for name, value in asked.filters.items()
                if not isinstance(value, UUID | bool)
            },
            () if as_made else tuple(self.model.columns[one].key for one in columns),
            asked.sort,
            asked.descending,
        )

    def take_up(self, choice: ListChoice) -> None:
        """Show the list as the person wanted it before; what is not there any more is left out."""
        keys = [column.key for column in self.model.columns]
        self._taking_up = True
        for name, value in choice.filters.items():
            if name in self._filters:
                self._filters[name].show_value(value)
        columns = [keys.index(key) for key in choice.columns if key in keys]
        if columns:
            self.view.arrange(columns)
        if choice.sort in keys:
            order = (
                Qt.SortOrder.DescendingOrder if choice.descending else Qt.SortOrder.AscendingOrder
            )
            with QSignalBlocker(self.view.horizontalHeader()):
                self.view.horizontalHeader().setSortIndicator(keys.index(choice.sort), order)
            self.model.asked = replace(
                self.model.asked, sort=choice.sort, descending=choice.descending
            )
        self._ask()
        self._taking_up = False

    def clear_filters(self) -> None:
        """Show every row again."""
        for picker in self._filters.values():
            picker.show_value(None)
        with QSignalBlocker(self.search):
            self.search.clear()
        self._ask()

    # Making.

    def _dress(self) -> None:
        tools, words = self._tools, self._tools.words
        self.search.setPlaceholderText(words(say("Filtrar esta lista")))
        self.search.setAccessibleName(words(say("Filtrar esta lista")))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(tools.theme.px(_SEARCH_PX))
        mark(self.search, "filter")
        for name, picker in self._filters.items():
            picker.setPlaceholderText(self._by_label[name])
            picker.setAccessibleName(words(say("Filtrar por {field}", field=self._by_label[name])))
            picker.setFixedWidth(tools.theme.px(_FILTER_PX))
            mark(picker, "filter")
        self._columns_button.setText(words(say("Columnas")))
        tools.theme.dress(self._columns_button, "columns", "accent")
        mark(self._columns_button, "quiet")
        self._clear.setText(words(_CLEAR))
        tools.theme.dress(self._clear, "close", "accent")
        mark(self._clear, "quiet")
        self._clear.hide()
        mark(self._count, "hint")
        self.view.setModel(self.model)
        self.view.setAccessibleName(words(say("Lista")))
        self.view.stand(tools.theme.px(_ROW_PX), tools.theme.px(_ICON_PX))
        for timer, span in ((self._pause, _PAUSE_MS), (self._slow, _SLOW_MS)):
            timer.setSingleShot(True)
            timer.setInterval(span)

    def _lay_out(self) -> None:
        theme = self._tools.theme
        self._actions.addWidget(self.search)
        self._actions.addWidget(self._columns_button)
        for picker in self._filters.values():
            self._flow.addWidget(picker)
        self._flow.addWidget(self._clear)
        if not self._filters:
            self._choices.hide()
        self._foot.addWidget(self._count, 1)
        self._middle.addWidget(self.view)
        self._middle.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        column.addWidget(self._above)
        column.addWidget(self._choices)
        column.addWidget(self._middle, 1)
        column.addLayout(self._foot)

    def _connect(self) -> None:
        self.search.textEdited.connect(self._pause.start)
        self.search.textChanged.connect(self._on_cleared)
        self._pause.timeout.connect(self._ask)
        self._slow.timeout.connect(self._on_slow)
        for picker in self._filters.values():
            picker.picked.connect(self._ask)
            picker.textChanged.connect(partial(self._on_filter_cleared, picker))
        self._columns_button.clicked.connect(self._on_columns)
        self.model.answered.connect(self._on_answered)
        self.model.failed.connect(self.failed)
        self.model.dataChanged.connect(self._on_arrived)
        self.view.chosen.connect(self._on_entered)
        self.view.selectionModel().currentRowChanged.connect(self._on_current)
        self.view.horizontalHeader().sectionMoved.connect(self._on_rearranged)
        self.view.horizontalHeader().sortIndicatorChanged.connect(self._on_rearranged)
        self._empty.wished.connect(self._on_wished)
        self._clear.clicked.connect(self.clear_filters)

    # What happens.

    def _ask(self, _value: object = None) -> None:
        self._slow.start()
        filters = {
            name: picker.value for name, picker in self._filters.items() if picker.value is not None
        }
        asked = self.model.asked
        self.model.ask(Asked(self.search.text().strip(), filters, asked.sort, asked.descending))
        self._clear.setVisible(bool(filters))
        if filters != asked.filters:
            self._on_rearranged()

    def _on_rearranged(self) -> None:
        if not self._taking_up:
            self.rearranged.emit()

    def _on_wished(self) -> None:
        """The step of an empty list: show all rows again, or begin the first one."""
        if self._is_searching:
            self.clear_filters()
        else:
            self.first_wished.emit()

    @property
    def _is_searching(self) -> bool:
        return bool(self.model.asked.text or self.model.asked.filters)

    def _on_cleared(self, text: str) -> None:
        if not text:
            self._ask()

    def _on_filter_cleared(self, picker: Picker, text: str) -> None:
        if not text and picker.value is not None:
            picker.show_value(None)
            self._ask()

    def _on_slow(self) -> None:
        """Where rows stand they stay, and the count says it; else it stands in their place."""
        loading = self._tools.words(LOADING)
        self._count.setText(loading)
        if not self.model.total:
            self._empty.say(loading)
            self._middle.setCurrentWidget(self._empty)

    def _on_answered(self) -> None:
        self._slow.stop()
        total = self.model.total
        written = self._tools.formats.number(Decimal(total))
        counted = self._tools.words(say_n("{n} registro", "{n} registros", total, n=written))
        self._count.setText(counted if total else "")
        if total:
            self._middle.setCurrentWidget(self.view)
            self.view.fit()
            self._restore()
            return
        words = self._tools.words
        nothing = (words(say("Nada coincide con lo buscado.")), words(_CLEAR))
        self._empty.say(*(nothing if self._is_searching else self._nothing_yet))
        self._middle.setCurrentWidget(self._empty)

    def _restore(self) -> None:
        row = self.model.row_of(self._marked) if self._marked is not None else -1
        if row >= 0 and self.view.currentIndex().row() != row:
            self.view.selectionModel().setCurrentIndex(
                self.model.index(row, 0),
                QItemSelectionModel.SelectionFlag.ClearAndSelect
                | QItemSelectionModel.SelectionFlag.Rows,
            )

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        row = self.model.row_at(current.row()) if current.isValid() else None
        if row is not None and row.id != self._marked:
            self._marked = row.id
            self.row_marked.emit(row.id)

    def _on_arrived(self) -> None:
        """The row on which the person stands may just have arrived, or stand elsewhere now."""
        if self.model.row_of(self._marked) >= 0:
            self._restore()
        else:
            self._on_current(self.view.currentIndex(), QModelIndex())

    def _on_entered(self) -> None:
        row = self.model.row_at(self.view.currentIndex().row())
        if row is not None:
            self.row_chosen.emit(row.id)

    def _on_columns(self) -> None:
        menu = QMenu(self)
        for index, column in enumerate(self.model.columns):
            act = menu.addAction(self._tools.words(column.label))
            act.setCheckable(True)
            act.setChecked(self.view.is_wished(index))
            act.setEnabled(index > 0)
            act.toggled.connect(partial(self._show_column, index))
        menu.popup(self._columns_button.mapToGlobal(self._columns_button.rect().bottomLeft()))

    def _show_column(self, index: int, shown: bool) -> None:
        self.view.choose_column(index, shown=shown)
        self._on_rearranged()


_CLEAR = say("Quitar los filtros")
