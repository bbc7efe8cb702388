"""The points of the meeting at the left: chosen with the arrows, moved with Alt and the arrows."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QVBoxLayout, QWidget

from fieldapp.records.text import say
from fieldapp.records.visits import AgendaItem
from fieldapp.rules.agenda_clock import is_running
from fieldapp.ui.page import PageTools
from fieldapp.ui.pages.visit_room.point_clock import stamps_of
from fieldapp.ui.theme import mark

_ICON_PX = 16
_LEAST_PX = 36
_ID = Qt.ItemDataRole.UserRole


class AgendaList(QWidget):
    """A list and, under it, the line in which the next point is written."""

    chosen = Signal(object)
    """The id of the point on which the person stands."""
    added = Signal(str)
    move_wished = Signal(object, object)
    """Which point, and after which one (None: first)."""
    remove_wished = Signal(object)
    write_wished = Signal()
    """Enter on a point: write what was said of it."""

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        words = tools.words
        self._tools = tools
        self.view = _Points()
        self.line = QLineEdit()
        self._model = QStandardItemModel(self)
        self._points: Sequence[AgendaItem] = ()
        self.view.setModel(self._model)
        self.view.setAccessibleName(words(say("Orden del día")))
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setWordWrap(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.line.setPlaceholderText(words(say("Nuevo punto e Intro")))
        self.line.setAccessibleName(words(say("Nuevo punto del orden del día")))
        side = tools.theme.px(_ICON_PX)
        self.view.setIconSize(QSize(side, side))
        mark(self.view, "kinds")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tools.theme.space(2))
        column.addWidget(self.view, 1)
        column.addWidget(self.line)
        column.addStretch(0)
        self.line.returnPressed.connect(self._on_line)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.moved.connect(self._on_moved)
        self.view.removed.connect(self._on_removed)
        self.view.entered_point.connect(self.write_wished)

    @property
    def current(self) -> UUID | None:
        """The point on which the person stands."""
        return self.view.currentIndex().data(_ID)

    @property
    def titles(self) -> list[str]:
        """The words of the list."""
        return [self._model.item(row).text() for row in range(self._model.rowCount())]

    def show_points(self, points: Sequence[AgendaItem], *, locked: bool) -> None:
        """Show the points, standing on the same one as before."""
        before, self._points = self.current, points
        self.line.setVisible(not locked)
        self.view.locked = locked
        blocked = self.view.selectionModel().blockSignals(True)
        self._model.clear()
        for point in points:
            line = QStandardItem()
            line.setData(point.id, _ID)
            self._model.appendRow(line)
        self.say_stamps()
        self.view.selectionModel().blockSignals(blocked)
        self.view.fit(self._tools.theme.px(_LEAST_PX))
        self.stand_on(before if any(one.id == before for one in points) else None)

    def say_stamps(self) -> None:
        """Say each point in its line, with how long it has taken so far."""
        for row, point in enumerate(self._points):
            self._say(self._model.item(row), row + 1, point)

    def _say(self, line: QStandardItem, number: int, point: AgendaItem) -> None:
        words, theme = self._tools.words, self._tools.theme
        title = point.title or words(say("Sin asunto"))
        worded = words(say("{number}. {title}", number=number, title=title))
        stamps = stamps_of(point, self._tools)
        line.setText(f"{worded}\n{words(stamps)}" if stamps is not None else worded)
        if is_running(point):
            line.setIcon(theme.icon("start", "warn"))
        elif point.decision:
            line.setIcon(theme.icon("check", "good"))
        if point.decision:
            decided = words(say("{title}, con decisión", title=line.text()))
            line.setData(decided, Qt.ItemDataRole.AccessibleTextRole)

    def stand_on(self, point: UUID | None) -> None:
        """Stand on a point, or on the first."""
        ids = [one.id for one in self._points]
        row = ids.index(point) if point is not None and point in ids else 0
        self.view.setCurrentIndex(self._model.index(row, 0))

    def _on_line(self) -> None:
        title = self.line.text().strip()
        if title:
            self.line.clear()
            self.added.emit(title)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(current.data(_ID))

    def _on_moved(self, by: int) -> None:
        row, ids = self.view.currentIndex().row(), [one.id for one in self._points]
        place = row + by
        if not 0 <= row < len(ids) or not 0 <= place < len(ids):
            return
        after = place if by > 0 else place - 1
        self.move_wished.emit(ids[row], ids[after] if after >= 0 else None)

    def _on_removed(self) -> None:
        if self.current is not None:
            self.remove_wished.emit(self.current)


class _Points(QListView):
    moved = Signal(int)
    removed = Signal()
    entered_point = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.locked = False
        self._least_px = 0

    def fit(self, least_px: int) -> None:
        """As high as its points, so that the line for the next one follows the last.

        Of many points `least_px` stay in sight on a low screen.
        """
        self._least_px = least_px
        self.doItemsLayout()
        high = self.contentsSize().height() if self.model().rowCount() else 0
        self.setMinimumHeight(min(high, least_px))
        self.setMaximumHeight(high + 2 * self.frameWidth())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit(self._least_px)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if not self.locked and alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif not self.locked and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_point.emit()
        else:
            super().keyPressEvent(event)
