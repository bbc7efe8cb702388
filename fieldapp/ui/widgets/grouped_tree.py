"""Many lines under the headings of their groups, and a line above to find one by its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QTreeView, QVBoxLayout, QWidget

from fieldapp.packs.folding import fold
from fieldapp.records.text import Text
from fieldapp.ui.ports import Wording
from fieldapp.ui.theme import Theme, mark
from fieldapp.ui.widgets.tips import plain_tip

_ICON_PX = 18
_INDENT_PX = 12
_KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Leaf:
    """One line: what is told when it is chosen, its words, its icon, and more words about it."""

    key: str
    label: Text | str
    icon: str
    told: Text | str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A heading and the lines under it."""

    label: Text | str
    leaves: Sequence[Leaf]


class GroupedTree(QWidget):
    """Groups open and close with Right, Left or a click; typing in the line finds a leaf.

    Down leads from the line to what was found, Enter opens the first.
    """

    chosen = Signal(str)
    """The key of the leaf on which the person stands."""
    entered = Signal(str)
    """The key of the leaf on which the person pressed Enter or clicked twice."""

    def __init__(self, theme: Theme, words: Wording, branches: Sequence[Branch]) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self._chosen = ""
        self._model = QStandardItemModel(self)
        self._by_key: dict[str, QStandardItem] = {}
        self._line = _Line()
        self._tree = QTreeView()
        self._dress()
        self._fill(branches)
        self.setFocusProxy(self._tree)
        self._tree.selectionModel().currentChanged.connect(self._on_current)
        self._tree.clicked.connect(self._on_clicked)
        self._tree.activated.connect(self._on_activated)
        self._line.textChanged.connect(self._on_typed)
        self._line.down_wished.connect(self._tree.setFocus)
        self._line.returnPressed.connect(self._on_entered)

    def name(self, find: Text, lines: Text) -> None:
        """Say what is looked for in the line, and what the lines are."""
        self._line.setPlaceholderText(self._words(find))
        self._line.setAccessibleName(self._words(find))
        self._tree.setAccessibleName(self._words(lines))

    @property
    def lines(self) -> list[str]:
        """What can be read: headings, and the leaves of those that are open."""
        found: list[str] = []
        for group in self._groups():
            if not self._tree.isRowHidden(group.row(), QModelIndex()):
                found.append(group.text())
                found += self._read(group)
        return found

    def choose(self, key: str) -> None:
        """Stand on a leaf and open its group."""
        place = self._by_key[key].index()
        self._tree.expand(place.parent())
        self._tree.setCurrentIndex(place)

    def look_for(self, text: str) -> None:
        """Show the leaves, or whole groups, in whose names the words occur; all for none."""
        self._line.setText(text)

    # Making.

    def _dress(self) -> None:
        theme = self._theme
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
        mark(tree, "kinds")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        column.addWidget(self._line)
        column.addWidget(tree, 1)

    def _fill(self, branches: Sequence[Branch]) -> None:
        theme, words = self._theme, self._words
        for branch in branches:
            heading = QStandardItem(theme.icon("right", "text_soft"), words(branch.label))
            heading.setToolTip(plain_tip(words(branch.label)))
            for leaf in branch.leaves:
                line = QStandardItem(theme.icon(leaf.icon, "text_soft"), words(leaf.label))
                line.setToolTip(plain_tip(words(leaf.told) or words(leaf.label)))
                line.setData(leaf.key, _KEY)
                heading.appendRow(line)
                self._by_key[leaf.key] = line
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
        key = current.data(_KEY)
        if key and key != self._chosen:
            self._chosen = key
            self.chosen.emit(key)

    def _on_clicked(self, place: QModelIndex) -> None:
        if not place.data(_KEY):
            self._tree.setExpanded(place, not self._tree.isExpanded(place))

    def _on_activated(self, place: QModelIndex) -> None:
        if place.data(_KEY):
            self.entered.emit(place.data(_KEY))

    def _show_opened(self, place: QModelIndex) -> None:
        icon = "down" if self._tree.isExpanded(place) else "right"
        self._model.itemFromIndex(place).setIcon(self._theme.icon(icon, "text_soft"))

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
        return any(group.child(row).data(_KEY) == self._chosen for row in range(group.rowCount()))

    def _on_entered(self) -> None:
        """Open the first leaf that was found, and show all of them again."""
        found = next((item for item in self._by_key.values() if self._is_in_sight(item)), None)
        if found is not None and self._line.text().strip():
            self.choose(str(found.data(_KEY)))
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
