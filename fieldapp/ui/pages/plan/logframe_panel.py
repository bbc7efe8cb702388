"""The logical matrix of a level of government, with what it lacks marked in its cells."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from fieldapp.packs import Pack
from fieldapp.records.text import say
from fieldapp.rules.logframe import LogframeRow, quality
from fieldapp.ui.page import Page
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.roomy import RoomyCells
from fieldapp.work.plans import PlanRoom

_PADDING_PX: Final = 14
_NODE: Final = int(Qt.ItemDataRole.UserRole)


class LogframePanel(QWidget):
    """Enter leads to the row in the tree, where its indicators and means are written."""

    row_chosen = Signal(object)

    def __init__(self, page: Page, pack: Pack) -> None:
        super().__init__()
        self._page = page
        self._pack = pack
        self._room: PlanRoom | None = None
        self._levels: list[str | None] = []
        self.tabs = QTabBar()
        self.told = QLabel()
        self._rows = QStandardItemModel(self)
        self.grid = _Grid()
        self._lay_out()
        self.tabs.currentChanged.connect(self._show_level)
        self.grid.chosen.connect(self._on_chosen)

    def show_room(self, room: PlanRoom) -> None:
        """Show the matrices of a plan; the level in sight stays in sight."""
        self._room = room
        levels = room.parts.levels(self._pack)
        if levels != self._levels:
            self._levels = levels
            self.tabs.blockSignals(True)
            while self.tabs.count():
                self.tabs.removeTab(0)
            for level in levels:
                self.tabs.addTab(self._level_words(level))
            self.tabs.blockSignals(False)
        self._show_level(self.tabs.currentIndex())

    def _level_words(self, level: str | None) -> str:
        if level is None:
            return self._page.words(say("Sin nivel de gobierno"))
        return self._pack.catalogue("gov_levels").label(level)

    def _show_level(self, place: int) -> None:
        self._rows.removeRows(0, self._rows.rowCount())
        if self._room is None or not 0 <= place < len(self._levels):
            nothing = say("El plan todavía no tiene filas de la matriz lógica.")
            self.told.setText(self._page.words(nothing))
            return
        rows = self._room.parts.logframe(self._levels[place])
        for row in rows:
            self._rows.appendRow(self._line(row))
        found = quality(rows)
        said = say(
            "Filas: {rows}. Sin indicador: {indicators}. Sin medio de verificación: {means}.",
            rows=found.rows,
            indicators=len(found.without_indicator),
            means=len(found.without_means),
        )
        self.told.setText(self._page.words(said))

    def _line(self, row: LogframeRow) -> list[QStandardItem]:
        missing = self._page.words(say("Falta"))
        level = self._pack.catalogue("node_levels").label(row.node.level or "")
        indicator = row.indicator.name if row.indicator else missing
        cells = [
            QStandardItem(str(row.n)),
            QStandardItem(level),
            QStandardItem("" if row.again else row.node.text),
            QStandardItem(indicator),
            QStandardItem(row.words_of_means or missing),
        ]
        theme = self._page.tools.theme
        for cell, there in ((cells[3], row.indicator), (cells[4], row.words_of_means)):
            if not there:
                cell.setIcon(theme.icon("warn", "warn"))
        for cell in cells:
            cell.setData(row.node.id, _NODE)
        return cells

    def _lay_out(self) -> None:
        words = self._page.words
        heads = (say("N.º"), say("Nivel"), say("Objetivo"), say("Indicador"), say("Verificación"))
        self._rows.setHorizontalHeaderLabels([words(head) for head in heads])
        self.grid.setModel(self._rows)
        padding = self._page.tools.theme.px(_PADDING_PX)
        self.grid.setItemDelegate(RoomyCells(self.grid, padding))
        self.grid.setAccessibleName(words(say("Matriz lógica")))
        across = self.grid.horizontalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for narrow in (0, 1):
            across.setSectionResizeMode(narrow, QHeaderView.ResizeMode.ResizeToContents)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(words(say("Nivel de gobierno")))
        self.told.setWordWrap(True)
        mark(self.told, "soft-body")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.tabs, self.told):
            column.addWidget(part)
        column.addWidget(self.grid, 1)

    def _on_chosen(self, index: QModelIndex) -> None:
        node = index.data(_NODE)
        if isinstance(node, UUID):
            self.row_chosen.emit(node)


class _Grid(QTableView):
    chosen = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
