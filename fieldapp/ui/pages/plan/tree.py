"""The rows of a plan as a tree that keys alone can build and rearrange."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from fieldapp.packs import Pack
from fieldapp.records.text import say
from fieldapp.rules.plan_moves import Step
from fieldapp.rules.plan_tree import Branch, code_faults, tree_of
from fieldapp.ui.page import PageTools
from fieldapp.work.plans import PlanRoom

_ID: Final = int(Qt.ItemDataRole.UserRole)
_INDENT_PX: Final = 16
_MOVES: Final = {
    "Alt+Right": Step.IN,
    "Alt+Left": Step.OUT,
    "Alt+Up": Step.UP,
    "Alt+Down": Step.DOWN,
}


class PlanTree(QTreeView):
    """Enter writes a row, Insert adds one after it, Shift+Insert one below; Alt+arrows move it."""

    row_marked = Signal(object)
    row_chosen = Signal()
    add_wished = Signal(bool)
    """True: below the row on which the person stands."""
    move_wished = Signal(object)
    take_out_wished = Signal()

    def __init__(self, tools: PageTools, pack: Pack) -> None:
        super().__init__()
        self._tools = tools
        self._pack = pack
        self._items: dict[UUID, QStandardItem] = {}
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setHeaderHidden(True)
        self.setAccessibleName(tools.words(say("Filas del plan")))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setIndentation(tools.theme.px(_INDENT_PX))
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for keys, step in _MOVES.items():
            self._bind(keys, partial(self.move_wished.emit, step))
        self._bind("Insert", partial(self.add_wished.emit, False))
        self._bind("Shift+Insert", partial(self.add_wished.emit, True))
        self._bind("Delete", self.take_out_wished.emit)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.clicked.connect(self._on_clicked)

    @property
    def marked(self) -> UUID | None:
        """The row on which the person stands."""
        return self.currentIndex().data(_ID)

    @property
    def lines(self) -> list[tuple[int, str]]:
        """How deep each row in sight stands, and what it says."""
        return self._read(self._rows.invisibleRootItem(), 0)

    def show_rows(self, room: PlanRoom) -> None:
        """Show the rows of a plan, standing where the person stood, what was shut still shut."""
        stood, shut = self.marked, self._shut()
        branches = tree_of(room.parts.nodes)
        faults = dict(code_faults(branches))
        with QSignalBlocker(self.selectionModel()):
            self._items.clear()
            self._rows.removeRows(0, self._rows.rowCount())
            above: list[QStandardItem] = []
            for branch in branches:
                item = self._item(
                    branch, room, {k: self._tools.words(v) for k, v in faults.items()}
                )
                del above[branch.depth :]
                (above[-1] if above else self._rows.invisibleRootItem()).appendRow(item)
                above.append(item)
        self.expandAll()
        for gone in shut & self._items.keys():
            self.collapse(self._items[gone].index())
        self.mark_row(stood if stood in self._items else next(iter(self._items), None))

    def mark_row(self, row: UUID | None) -> None:
        """Stand on a row."""
        if row is not None and row in self._items:
            self.setCurrentIndex(self._items[row].index())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.row_chosen.emit()
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, _index: QModelIndex) -> None:
        self.row_chosen.emit()

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.row_marked.emit(current.data(_ID))

    def _item(self, branch: Branch, room: PlanRoom, faults: Mapping[UUID, str]) -> QStandardItem:
        node, theme = branch.node, self._tools.theme
        words = " ".join(node.text.split()) or self._tools.words(say("Sin texto todavía"))
        item = QStandardItem(f"{node.code}  {words}".strip())
        item.setData(node.id, _ID)
        level = self._pack.catalogue("node_levels").label(node.level or "")
        told = [level, words]
        if node.id in room.fixed:
            item.setIcon(theme.icon("lock", "text_soft"))
            told.append(self._tools.words(say("Fila de la plantilla nacional")))
        if node.id in faults or branch.adrift:
            item.setIcon(theme.icon("warn", "warn"))
            told.append(faults.get(node.id, ""))
        item.setToolTip("\n".join(part for part in told if part))
        item.setData(". ".join(part for part in told if part), Qt.ItemDataRole.AccessibleTextRole)
        self._items[node.id] = item
        return item

    def _shut(self) -> set[UUID]:
        return {
            row
            for row, item in self._items.items()
            if item.hasChildren() and not self.isExpanded(item.index())
        }

    def _read(self, item: QStandardItem, depth: int) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        for row in range(item.rowCount()):
            child = item.child(row)
            found.append((depth, child.text()))
            found += self._read(child, depth + 1)
        return found

    def _bind(self, keys: str, act: object) -> None:
        bound = QShortcut(QKeySequence(keys), self)
        bound.setContext(Qt.ShortcutContext.WidgetShortcut)
        bound.activated.connect(act)
