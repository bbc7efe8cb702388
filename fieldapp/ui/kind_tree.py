"""Every kind of register, under the heading of its group, with a line to find one by its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QModelIndex, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QTreeView, QVBoxLayout, QWidget

from fieldapp.packs.folding import fold
from fieldapp.records.describe import KindSpec
from fieldapp.records.text import say
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark

_ICON_PX = 18
_INDENT_PX = 12
_KIND = Qt.ItemDataRole.UserRole


class RegisterGroup(Protocol):
    """Some kinds that belong together."""

    @property
    def label(self) -> str:
        """How the group is called."""
        ...

    @property
    def kinds(self) -> Sequence[KindSpec]:
        """Its kinds, in the order in which they are shown."""
        ...


class KindTree(QWidget):
    """Groups open and close with Right, Left or a click; typing in the line finds a kind.

    Down leads from the line to what was found, Enter opens the first.
    """

    chosen = Signal(str)
    """The name of the kind on which the person stands."""

    def __init__(self, tools: PageTools, groups: Sequence[RegisterGroup]) -> None:
        super().__init__()
        self._tools = tools
        self._chosen = ""
        self._model = QStandardItemModel(self)
        self._by_kind: dict[str, QStandardItem] = {}
        self._line = _Line()
        self._tree = QTreeView()
        self._dress()
        self._fill(groups)
        self.setFocusProxy(self._tree)
        self._tree.selectionModel().currentChanged.connect(self._on_current)
        self._tree.clicked.connect(self._on_clicked)
        self._line.textChanged.connect(self._on_typed)
        self._line.down_wished.connect(self._tree.setFocus)
        self._line.returnPressed.connect(self._on_entered)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The names of the kinds, as they stand."""
        return tuple(self._by_kind)

    @property
    def lines(self) -> list[str]:
        """What can be read: groups, and the kinds of those that are open."""
        found: list[str] = []
        for group in self._groups():
            if not self._tree.isRowHidden(group.row(), QModelIndex()):
                found.append(group.text())
                found += self._read(group)
        return found

    def choose(self, kind: str) -> None:
        """Stand on a kind and open its group."""
        place = self._by_kind[kind].index()
        self._tree.expand(place.parent())
        self._tree.setCurrentIndex(place)

    def look_for(self, text: str) -> None:
        """Show the kinds, or whole groups, in whose names the words occur; all for none."""
        self._line.setText(text)

    # Making.

    def _dress(self) -> None:
        theme, words = self._tools.theme, self._tools.words
        self._line.setPlaceholderText(words(say("Buscar un registro")))
        self._line.setAccessibleName(words(say("Buscar un registro")))
        self._line.setClearButtonEnabled(True)
        mark(self._line, "filter")
        tree, side = self._tree, theme.px(_ICON_PX)
        tree.setModel(self._model)
        tree.setHeaderHidden(True)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setIconSize(QSize(side, side))
        tree.setIndentation(theme.px(_INDENT_PX))
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setExpandsOnDoubleClick(False)
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setAccessibleName(words(say("Clases de registro")))
        mark(tree, "kinds")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        column.addWidget(self._line)
        column.addWidget(tree, 1)

    def _fill(self, groups: Sequence[RegisterGroup]) -> None:
        theme, words = self._tools.theme, self._tools.words
        for group in groups:
            heading = QStandardItem(theme.icon("right", "text_soft"), words(group.label))
            heading.setToolTip(words(group.label))
            for spec in group.kinds:
                icon = theme.icon(theme.icon_for(spec.name), "text_soft")
                line = QStandardItem(icon, words(spec.plural))
                line.setToolTip(words(spec.plural))
                line.setData(spec.name, _KIND)
                heading.appendRow(line)
                self._by_kind[spec.name] = line
            self._model.appendRow(heading)
        self._tree.expanded.connect(self._show_opened)
        self._tree.collapsed.connect(self._show_opened)

    def _groups(self) -> list[QStandardItem]:
        return [self._model.item(row) for row in range(self._model.rowCount())]

    def _read(self, group: QStandardItem) -> list[str]:
        if not self._tree.isExpanded(group.index()):
            return []
        rows = range(group.rowCount())
        return [
            group.child(row).text()
            for row in rows
            if not self._tree.isRowHidden(row, group.index())
        ]

    # What happens.

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        kind = current.data(_KIND)
        if kind and kind != self._chosen:
            self._chosen = kind
            self.chosen.emit(kind)

    def _on_clicked(self, place: QModelIndex) -> None:
        if not place.data(_KIND):
            self._tree.setExpanded(place, not self._tree.isExpanded(place))

    def _show_opened(self, place: QModelIndex) -> None:
        icon = "down" if self._tree.isExpanded(place) else "right"
        self._model.itemFromIndex(place).setIcon(self._tools.theme.icon(icon, "text_soft"))

    def _on_typed(self, text: str) -> None:
        wanted = fold(text).split()
        for group in self._groups():
            found = [self._hide_unless(group, row, wanted) for row in range(group.rowCount())]
            self._tree.setRowHidden(group.row(), QModelIndex(), not any(found))
            self._tree.setExpanded(group.index(), bool(wanted) or self._holds_chosen(group))

    def _hide_unless(self, group: QStandardItem, row: int, wanted: list[str]) -> bool:
        said = fold(f"{group.text()} {group.child(row).text()}")
        found = all(word in said for word in wanted)
        self._tree.setRowHidden(row, group.index(), not found)
        return found

    def _holds_chosen(self, group: QStandardItem) -> bool:
        return any(group.child(row).data(_KIND) == self._chosen for row in range(group.rowCount()))

    def _on_entered(self) -> None:
        """Open the first kind that was found, and show all of them again."""
        found = next((item for item in self._by_kind.values() if self._is_in_sight(item)), None)
        if found is not None and self._line.text().strip():
            self.choose(str(found.data(_KIND)))
            with QSignalBlocker(self._line):
                self._line.clear()
            self._on_typed("")
            self._tree.setFocus()

    def _is_in_sight(self, item: QStandardItem) -> bool:
        group = item.parent()
        return not (
            self._tree.isRowHidden(group.row(), QModelIndex())
            or self._tree.isRowHidden(item.row(), group.index())
        )


class _Line(QLineEdit):
    """The line in which a name is typed: Down leads to the list, Esc empties it."""

    down_wished = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down_wished.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
