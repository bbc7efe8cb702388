"""The matrix of roles: phases down, levels of government across, written in its cells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from fieldapp.packs import Pack
from fieldapp.records.text import say
from fieldapp.rules.plan_roles import RoleRow
from fieldapp.ui.page import Page
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.roomy import RoomyCells
from fieldapp.work.plans import PlanRoom
from fieldapp.work.work import Work

_CELL: Final = int(Qt.ItemDataRole.UserRole)
_EDITOR_PX: Final = 120
_PADDING_PX: Final = 14
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Cell:
    row: UUID
    level: str


class RolesPanel(QWidget):
    """F2, Enter or a letter writes a cell; Enter keeps it, Shift+Enter breaks its line."""

    def __init__(self, page: Page, work: Work) -> None:
        super().__init__()
        self._page = page
        self._work = work
        self._pack: Pack = work.desk.pack
        self._plan: UUID | None = None
        self._levels = [one.code for one in self._pack.catalogue("gov_levels")]
        self._told = QLabel()
        self._warning = QLabel()
        self.grid = _Grid()
        self._rows = QStandardItemModel(self)
        self._add = QPushButton(page.words(say("Agregar fila")))
        self._lay_out()
        self._rows.itemChanged.connect(self._on_changed)
        self._add.clicked.connect(self.start_new)

    def show_room(self, room: PlanRoom) -> None:
        """Show the matrix of a plan, standing where the person stood."""
        self._plan = room.plan.id
        stood = self.grid.currentIndex()
        place = (stood.row(), stood.column())
        rows = room.parts.role_rows(self._pack)
        self._rows.removeRows(0, self._rows.rowCount())
        for row in rows:
            self._rows.appendRow(self._line(row, room))
        self._add.setEnabled(not room.locked)
        self._tell(room)
        if place[0] >= 0:
            self.grid.setCurrentIndex(self._rows.index(*place))

    def start_new(self) -> None:
        """Begin a row in the phase of the row on which the person stands."""
        if self._plan is None:
            return
        phases = [one.code for one in self._pack.catalogue("plan_phases")]
        current = self.grid.currentIndex().siblingAtColumn(0)
        phase = str(current.data(_CELL)) if current.isValid() else phases[0]
        new = say("Rol por escribir")
        write = partial(
            self._work.plans.add_role, self._plan, phase, self._levels[-1], self._page.words(new)
        )
        self._page.save(write)

    def _line(self, row: RoleRow, room: PlanRoom) -> list[QStandardItem]:
        phase = QStandardItem(self._pack.catalogue("plan_phases").label(row.phase))
        phase.setData(row.phase, _CELL)
        phase.setEditable(False)
        cells = [phase]
        for level in self._levels:
            item = QStandardItem(row.words_at(level))
            item.setData(_Cell(row.key, level), _CELL)
            fixed = any(cell.id in room.fixed for cell in row.at(level))
            national = level == self._levels[0] and room.plan.parent_plan is not None
            item.setEditable(not (room.locked or fixed or national))
            if fixed:
                item.setToolTip(self._page.words(say("Fila de la plantilla nacional")))
            cells.append(item)
        return cells

    def _tell(self, room: PlanRoom) -> None:
        words = self._page.words
        found = room.parts.completeness(self._pack)
        label = self._pack.catalogue("gov_levels").label
        filled = ", ".join(f"{label(level)} {n}" for level, n in found.by_level.items())
        self._told.setText(
            words(say("Filas: {n}. Celdas llenas: {told}.", n=found.rows, told=filled))
        )
        forgotten = ", ".join(label(level) for level in found.forgotten)
        self._warning.setVisible(bool(forgotten))
        said = say("Ninguna fila dice qué hace: {levels}.", levels=forgotten)
        self._warning.setText(words(said))

    def _lay_out(self) -> None:
        theme, words = self._page.tools.theme, self._page.words
        heads = [words(say("Fase"))]
        heads += [one.label for one in self._pack.catalogue("gov_levels")]
        self._rows.setHorizontalHeaderLabels(heads)
        self.grid.setModel(self._rows)
        self.grid.setAccessibleName(words(say("Roles por fase y nivel")))
        writer = _CellWriter(self.grid, theme.px(_PADDING_PX), theme.px(_EDITOR_PX))
        self.grid.setItemDelegate(writer)
        across = self.grid.horizontalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        for label, look in ((self._told, "soft-body"), (self._warning, "warn")):
            label.setWordWrap(True)
            mark(label, look)
        mark(self._add, "quiet")
        theme.dress(self._add, "add", "accent")
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._told, self._warning):
            column.addWidget(part)
        column.addWidget(self.grid, 1)
        column.addLayout(foot)

    def _on_changed(self, item: QStandardItem) -> None:
        where = item.data(_CELL)
        if self._plan is None or not isinstance(where, _Cell):
            return
        write = partial(
            self._work.plans.write_role, self._plan, where.row, where.level, item.text()
        )
        self._page.save(write, failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._page.tools.prompts.show_error(error)
        self._page.reload()


class _Grid(QTableView):
    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.EditKeyPressed | triggers.AnyKeyPressed | triggers.DoubleClicked
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class _CellText(QPlainTextEdit):
    """Enter keeps, Shift+Enter breaks the line."""

    kept = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.kept.emit()
        else:
            super().keyPressEvent(event)


class _CellWriter(RoomyCells):
    """Writes a cell in several lines, where it stands."""

    def __init__(self, grid: QTableView, padding_px: int, height: int) -> None:
        super().__init__(grid, padding_px)
        self._height = height

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        del option, index
        editor = _CellText(parent)
        editor.setMinimumHeight(self._height)
        editor.kept.connect(partial(self._keep, editor))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(str(index.data() or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QPlainTextEdit) and editor.toPlainText() != str(index.data() or ""):
            model.setData(index, editor.toPlainText())

    def _keep(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
