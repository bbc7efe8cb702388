"""The rows of a budget: a tree of two steps, read along by keys and by screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from fieldapp.packs import Pack
from fieldapp.records.budget import BudgetItem, BudgetLine
from fieldapp.records.describe import Money
from fieldapp.records.text import Text, say
from fieldapp.rules.budget import DETERMINED, ItemCost, line_total
from fieldapp.ui.page import PageTools
from fieldapp.work.budgets import BudgetGrid

_HEADS: Final[tuple[Text, ...]] = (
    say("Partida"),
    say("Nivel"),
    say("Costo unitario"),
    say("Cantidad"),
    say("Total"),
)
_TEXT, _LEVEL, _COST, _QUANTITY, _TOTAL = range(len(_HEADS))
_WIDTHS: Final = {_LEVEL: 150, _COST: 110, _QUANTITY: 80, _TOTAL: 150}
_NARROW: Final = 720
_ROW_PX: Final = 28
_ROLE: Final = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A row: an item, or a line of it."""

    item: UUID
    line: UUID | None = None


class BudgetRows(QTreeView):
    """Enter or a click opens a row; arrows walk, right and left open and shut an item's lines."""

    chosen = Signal(object)

    def __init__(self, tools: PageTools, pack: Pack) -> None:
        super().__init__()
        self._tools = tools
        self._pack = pack
        self._records: dict[Chosen, BudgetItem | BudgetLine] = {}
        self._rows = QStandardItemModel(self)
        self._rows.setHorizontalHeaderLabels([tools.words(head) for head in _HEADS])
        self.setModel(self._rows)
        self.setAccessibleName(tools.words(say("Presupuesto")))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(_TEXT, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, tools.theme.px(width))
        self.clicked.connect(self._on_clicked)

    @property
    def current(self) -> Chosen | None:
        """The row on which the person stands."""
        found = self.currentIndex().siblingAtColumn(_TEXT).data(_ROLE)
        return found if isinstance(found, Chosen) else None

    def record(self, chosen: Chosen | None) -> BudgetItem | BudgetLine | None:
        """The record of a row."""
        return self._records.get(chosen) if chosen is not None else None

    def show_grid(self, grid: BudgetGrid) -> None:
        """Show these rows, standing where the person stood."""
        stood = self.current
        self._records.clear()
        self._rows.removeRows(0, self._rows.rowCount())
        doubted = {item for doubt in grid.doubts for item in doubt.items}
        for cost in grid.budget.costs:
            self._append(cost, doubted=cost.item.id in doubted)
        self.expandAll()
        if stood is not None:
            self._stand_on(stood)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.chosen.emit(self.current)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.viewport().width() < self._tools.theme.px(_NARROW)
        for column in (_LEVEL, _COST, _QUANTITY):
            self.setColumnHidden(column, narrow)

    def _append(self, cost: ItemCost, *, doubted: bool) -> None:
        item, formats = cost.item, self._pack.formats
        number = f"{item.number}. " if item.number else ""
        own = item.unit_cost if not cost.lines else None
        state = self._pack.catalogue("budget_states").label(cost.state)
        cells = self._cells(
            f"{number}{item.text}",
            self._pack.catalogue("gov_levels").label(str(item.gov_level or "")),
            self._money(own),
            formats.number(item.quantity) if item.quantity is not None and own else "",
            self._money(cost.total) if cost.state == DETERMINED else state,
        )
        key = Chosen(item.id)
        self._records[key] = item
        cells[_TEXT].setData(key, _ROLE)
        if doubted:
            cells[_TEXT].setIcon(self._tools.theme.icon("warn", "warn"))
        for line in cost.lines:
            cells[_TEXT].appendRow(self._line(item, line))
        self._rows.appendRow(list(cells))

    def _line(self, item: BudgetItem, line: BudgetLine) -> list[QStandardItem]:
        quantity = self._pack.formats.number(line.quantity) if line.quantity is not None else ""
        cells = self._cells(
            line.text,
            line.unit,
            self._money(line.unit_cost),
            quantity,
            self._money(line_total(line)),
        )
        key = Chosen(item.id, line.id)
        self._records[key] = line
        cells[_TEXT].setData(key, _ROLE)
        return list(cells)

    def _cells(self, *words: str) -> Sequence[QStandardItem]:
        cells = [QStandardItem(one) for one in words]
        cells[_TEXT].setToolTip(words[_TEXT])
        cells[_TEXT].setSizeHint(QSize(0, self._tools.theme.px(_ROW_PX)))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column in (_COST, _QUANTITY, _TOTAL):
            cells[column].setTextAlignment(right)
        return cells

    def _money(self, money: Money | None) -> str:
        return self._pack.formats.money(money) if money is not None else ""

    def _on_clicked(self, index: QModelIndex) -> None:
        found = index.siblingAtColumn(_TEXT).data(_ROLE)
        if isinstance(found, Chosen):
            self.chosen.emit(found)

    def _stand_on(self, wished: Chosen) -> None:
        for row in range(self._rows.rowCount()):
            item = self._rows.item(row, _TEXT)
            below = [item.child(place, _TEXT) for place in range(item.rowCount())]
            for one in (item, *below):
                if one.data(_ROLE) == wished:
                    self.setCurrentIndex(one.index())
                    return
