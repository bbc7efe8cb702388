"""A list of records that fills the width: search, filters, order, columns, and keys for all."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.describe import FieldSpec, FieldType
from fieldapp.records.text import say, say_n
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.columns import Need, share_width
from fieldapp.ui.widgets.empty import EmptyState
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.picker import Picker
from fieldapp.ui.widgets.ports import FormTools
from fieldapp.ui.widgets.rows_model import Asked, Column, FetchRows, RowsModel

_ROW_PX = 36
_ICON_PX = 16
_HEADING_AROUND = 24
_CELL_BORDER = 5
_TELLING = 1000
_PAUSE_MS = 200
_SLOW_MS = 300
_FILTER_PX = 170
_NUMBERS = (FieldType.WHOLE, FieldType.DECIMAL, FieldType.MONEY)
_FILTERED = (FieldType.CODE, FieldType.CODES, FieldType.TERRITORY)
_CHARS = {FieldType.DAY: 15, FieldType.INSTANT: 20, FieldType.CODE: 16, FieldType.TRUTH: 8}


def columns_of(fields: Sequence[FieldSpec]) -> tuple[Column, ...]:
    """Return the plain columns of described fields: numbers to the right, widths by type."""
    return tuple(
        Column(
            one.name,
            one.label,
            right=one.type in _NUMBERS,
            chars=_CHARS.get(one.type, 28 if one is fields[0] or one.fact.long else 18),
        )
        for one in fields
    )


class RecordTable(QWidget):
    """Rows fetched as they come into sight, under one line of search and filters."""

    row_marked = Signal(object)
    """The id of the row on which the person stands; None when on none."""
    row_chosen = Signal(object)
    """The id of the row on which the person pressed Enter or clicked twice."""
    first_wished = Signal()
    """The button of the empty list: begin the first one."""
    failed = Signal(object)

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

        `filtered` are the fields (codes, territories) offered as filters beside the search.
        """
        super().__init__(parent)
        self._tools = tools
        self._icon = icon
        self._nothing_yet = ("", "")
        self._marked: object = None
        self.model = RowsModel(columns, fetch, tools.jobs, tools.words, tools.theme, self)
        self.view = _View()
        self.search = QLineEdit()
        self._filters = {one.name: Picker(one, tools) for one in filtered if one.type in _FILTERED}
        self._by_label = {one.name: tools.words(one.label) for one in filtered}
        self._columns_button = QPushButton()
        self._count = QLabel()
        self._empty = EmptyState(tools.theme, icon)
        self._middle = QStackedWidget()
        self._actions = QHBoxLayout()
        self._foot = QHBoxLayout()
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
        self._actions.addWidget(button)

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

    # Making.

    def _dress(self) -> None:
        tools, words = self._tools, self._tools.words
        self.search.setPlaceholderText(words(say("Filtrar esta lista")))
        self.search.setAccessibleName(words(say("Filtrar esta lista")))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(tools.theme.px(_FILTER_PX))
        mark(self.search, "filter")
        for name, picker in self._filters.items():
            picker.setPlaceholderText(self._by_label[name])
            picker.setAccessibleName(words(say("Filtrar por {field}", field=self._by_label[name])))
            picker.setFixedWidth(tools.theme.px(_FILTER_PX))
            mark(picker, "filter")
        self._columns_button.setText(words(say("Columnas")))
        tools.theme.dress(self._columns_button, "columns", "accent")
        mark(self._columns_button, "quiet")
        mark(self._count, "hint")
        self.view.setModel(self.model)
        self.view.setAccessibleName(words(say("Lista")))
        self.view.stand(tools.theme.px(_ROW_PX), tools.theme.px(_ICON_PX))
        for timer, span in ((self._pause, _PAUSE_MS), (self._slow, _SLOW_MS)):
            timer.setSingleShot(True)
            timer.setInterval(span)

    def _lay_out(self) -> None:
        theme = self._tools.theme
        above = QHBoxLayout()
        above.setSpacing(theme.space(2))
        above.addWidget(self.search, 1)
        above.addLayout(self._actions)
        above.addWidget(self._columns_button)
        filters = QWidget()
        flow = FlowLayout(theme.space(2), filters)
        for picker in self._filters.values():
            flow.addWidget(picker)
        if not self._filters:
            filters.hide()
        self._foot.addWidget(self._count, 1)
        self._middle.addWidget(self.view)
        self._middle.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        column.addLayout(above)
        column.addWidget(filters)
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
        self._empty.wished.connect(self.first_wished)

    # What happens.

    def _ask(self, _value: object = None) -> None:
        self._slow.start()
        filters = {
            name: picker.value for name, picker in self._filters.items() if picker.value is not None
        }
        asked = self.model.asked
        self.model.ask(Asked(self.search.text().strip(), filters, asked.sort, asked.descending))

    def _on_cleared(self, text: str) -> None:
        if not text:
            self._ask()

    def _on_filter_cleared(self, picker: Picker, text: str) -> None:
        if not text and picker.value is not None:
            picker.show_value(None)
            self._ask()

    def _on_slow(self) -> None:
        self._count.setText(self._tools.words(say("Cargando…")))

    def _on_answered(self) -> None:
        self._slow.stop()
        total = self.model.total
        written = self._tools.formats.number(Decimal(total))
        counted = self._tools.words(say_n("{n} registro", "{n} registros", total, n=written))
        self._count.setText(counted if total else "")
        searching = bool(self.model.asked.text or self.model.asked.filters)
        if total:
            self._middle.setCurrentWidget(self.view)
            self.view.fit()
            self._restore()
            return
        nothing = (self._tools.words(say("Nada coincide con lo buscado.")), "")
        self._empty.say(*(nothing if searching else self._nothing_yet))
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
        """The row on which the person already stands may just have arrived."""
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


class _View(QTableView):
    """The rows: whole rows are marked, Enter chooses, columns share the width."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._unwished: set[int] = set()
        self._icon_px = _ICON_PX
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSortingEnabled(False)
        self.verticalHeader().hide()

    def stand(self, row_px: int, icon_px: int) -> None:
        """Give the rows their height and the header its ways."""
        self._icon_px = icon_px
        self.setIconSize(QSize(icon_px, icon_px))
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(row_px)
        rows.setDefaultSectionSize(row_px)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setResizeContentsPrecision(0)  # what is in sight; the rest may not be here yet
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def is_wished(self, column: int) -> bool:
        """Whether the person wants to see a column; without room it may hide all the same."""
        return column not in self._unwished

    def choose_column(self, column: int, *, shown: bool) -> None:
        """Show or hide a column, as the person wishes."""
        self._unwished ^= {column} if shown != self.is_wished(column) else set()
        self.fit()

    def fit(self) -> None:
        """Share the width by headings and by what is in sight; without room the last ones go."""
        model = self.model()
        if not isinstance(model, RowsModel):
            return
        wished = [i for i in range(len(model.columns)) if self.is_wished(i)]
        widths = share_width(self.viewport().width(), [self._need(model, i) for i in wished])
        for index in range(len(model.columns)):
            self.setColumnHidden(index, index not in wished[: len(widths)])
        for index, width in zip(wished, widths, strict=False):
            self.setColumnWidth(index, width)

    def _need(self, model: RowsModel, index: int) -> Need:
        column = model.columns[index]
        heading = self.heading_px(index)
        said = self.sizeHintForColumn(index) + (self._icon_px if column.mark else _CELL_BORDER)
        expected = column.chars * self.fontMetrics().averageCharWidth()
        weight = _TELLING if column.tells else column.chars
        return Need(max(heading, min(said, expected)), max(heading, said), weight)

    def heading_px(self, index: int) -> int:
        """The width of a column's heading; Qt's own counts an arrow that is seldom there."""
        header = self.horizontalHeader()
        word = str(self.model().headerData(index, Qt.Orientation.Horizontal) or "")
        arrow = self._icon_px if header.sortIndicatorSection() == index else 0
        around = round(_HEADING_AROUND * self._icon_px / _ICON_PX)
        return header.fontMetrics().horizontalAdvance(word) + around + arrow

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit()
