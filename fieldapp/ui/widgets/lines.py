"""Lines of words under headings: who owes what, what was noted, what is still to do.

One list for eyes, keys and screen readers: every line is one stop of the arrow keys and is read as
one sentence, however it is laid out. Lines wrap, so that nothing has to be guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from fieldapp.ui.theme import Theme, mark
from fieldapp.ui.widgets.empty import EmptyState

_SMALL: Final = 0.86  # of the body text, as the style sheet's secondary text is
_HEADING: Final = 1.12
_ICON: Final = 16
_ASIDE_MOST: Final = 0.42  # of the width, for what stands at the right

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """One line, already in words.

    `above` and `below` are small, over and under the text; `word` is its status with its icon and
    colour role; `aside` is small under the status.
    """

    id: object
    text: str
    above: str = ""
    below: str = ""
    icon: str = ""
    word: str = ""
    role: str = "info"
    aside: str = ""

    @property
    def spoken(self) -> str:
        """The whole line as a screen reader says it."""
        parts = (self.above, self.text, self.word, self.aside, self.below)
        return ". ".join(part.rstrip(".") for part in parts if part)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over some lines, and how many they are."""

    text: str
    count: int = 0

    @property
    def spoken(self) -> str:
        """The heading as a screen reader says it."""
        return f"{self.text}, {self.count}" if self.count else self.text


class LineList(QStackedWidget):
    """The list, or what there is to say and do when it is empty."""

    line_marked = Signal(object)
    """The id of the line on which the person stands."""
    line_chosen = Signal(object)
    """The id of the line that was clicked, or on which Enter was pressed."""
    digit_pressed = Signal(int)
    first_wished = Signal()
    """The button of the empty list."""

    def __init__(self, theme: Theme, name: str, *, icon: str, lines_most: int = 3) -> None:
        """Make an empty list; `name` is for screen readers, `lines_most` is where a text is cut."""
        super().__init__()
        self._marked: object = None
        self._rows = _Rows(self)
        self._empty = EmptyState(theme, icon)
        self.view = _View(theme, lines_most)
        self.view.setModel(self._rows)
        self.view.setAccessibleName(name)
        self.addWidget(self.view)
        self.addWidget(self._empty)
        self.setFocusProxy(self.view)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.clicked.connect(self._on_chosen)
        self.view.entered_line.connect(self._on_chosen)
        self.view.digit_pressed.connect(self.digit_pressed)
        self._empty.wished.connect(self.first_wished)

    def show_lines(self, rows: Sequence[Line | Heading]) -> None:
        """Show these rows, standing where the person stood."""
        place = self.view.verticalScrollBar().value()
        self._rows.show_rows(rows)
        self.setCurrentWidget(self.view)
        self._restore()
        self.view.verticalScrollBar().setValue(place)

    def show_nothing(self, sentence: str, step: str = "") -> None:
        """Say (worded) that there is nothing, and the first step if there is one."""
        self._rows.show_rows(())
        self._empty.say(sentence, step)
        self.setCurrentWidget(self._empty)

    @property
    def empty_sentence(self) -> str:
        """What is said instead of lines; "" while there are some."""
        return self._empty.sentence if self.currentWidget() is self._empty else ""

    @property
    def rows(self) -> tuple[Line | Heading, ...]:
        """What is shown."""
        return self._rows.rows

    @property
    def marked(self) -> object:
        """The id of the line on which the person stands, or None."""
        return self._marked

    def mark_line(self, id: object) -> None:
        """Stand on a line, now or when it arrives."""
        self._marked = id
        self._restore()

    def _restore(self) -> None:
        row = self._rows.row_of(self._marked)
        if row < 0:
            return
        index = self._rows.index(row, 0)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.view.selectionModel().setCurrentIndex(index, flag)
        self.view.scrollTo(index)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        line = self._rows.line_at(current.row())
        if line is not None and not self.view.selectionModel().isSelected(current):
            self.view.selectionModel().select(
                current, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        if line is not None and line.id != self._marked:
            self._marked = line.id
            self.line_marked.emit(line.id)

    def _on_chosen(self, index: QModelIndex) -> None:
        line = self._rows.line_at(index.row())
        if line is not None:
            self.line_chosen.emit(line.id)


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[Line | Heading, ...] = ()

    def show_rows(self, rows: Sequence[Line | Heading]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def row_of(self, id: object) -> int:
        if id is None:
            return -1
        places = (n for n, row in enumerate(self.rows) if isinstance(row, Line) and row.id == id)
        return next(places, -1)

    def line_at(self, row: int) -> Line | None:
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return found if isinstance(found, Line) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return row if role == Qt.ItemDataRole.UserRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _View(QListView):
    entered_line = Signal(QModelIndex)
    digit_pressed = Signal(int)

    def __init__(self, theme: Theme, lines_most: int) -> None:
        super().__init__()
        mark(self, "lines")
        self.setItemDelegate(_Painter(theme, lines_most, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # the heights follow the width

    def moveCursor(  # noqa: N802
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go to the first line with Home although a heading stands above it."""
        if action is QAbstractItemView.CursorAction.MoveHome and self.model().rowCount():
            first = self.model().index(0, 0)
            is_heading = not first.flags() & Qt.ItemFlag.ItemIsEnabled
            return self.model().index(1, 0) if is_heading else first
        return super().moveCursor(action, modifiers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered_line.emit(self.currentIndex())
        elif typed.isdecimal() and len(typed) == 1 and typed != "0":
            self.digit_pressed.emit(int(typed))
        else:
            super().keyPressEvent(event)


class _Painter(QStyledItemDelegate):
    """Lays a line out: status icon, the text between its small lines, the status at the right."""

    def __init__(self, theme: Theme, lines_most: int, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._lines_most = lines_most
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(Qt.ItemDataRole.UserRole)
        width = self._width()
        font = self._view.font()
        if isinstance(row, Heading):
            height = QFontMetrics(_sized(font, _HEADING)).height() + self._theme.space(5)
        else:
            height = self._height(row, font, width)
        return QSize(width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        if isinstance(row, Heading):
            self._paint_heading(painter, rect, row)
        else:
            self._paint_ground(painter, rect, state)
            self._paint_line(painter, rect, row)
        painter.restore()

    def _width(self) -> int:
        """The width of a line, the same with a scroll bar and without."""
        frame, bar = 2 * self._view.frameWidth(), self._view.verticalScrollBar().sizeHint().width()
        return max(self._view.width() - frame - bar, 1)

    def _paint_heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        gap = self._theme.space(3)
        painter.setFont(_sized(self._view.font(), _HEADING, bold=True))
        painter.setPen(self._theme.colour("text"))
        inside = rect.adjusted(gap, gap, -gap, -self._theme.space(1))
        low = Qt.AlignmentFlag.AlignBottom
        painter.drawText(inside, low | Qt.AlignmentFlag.AlignLeft, heading.text)
        if heading.count:
            wide = QFontMetrics(painter.font()).horizontalAdvance(heading.text)
            painter.setFont(_sized(self._view.font(), 1.0))
            painter.setPen(self._theme.colour("text_soft"))
            beside = inside.adjusted(wide + self._theme.space(2), 0, 0, 0)
            painter.drawText(beside, low | Qt.AlignmentFlag.AlignLeft, str(heading.count))

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        marked = bool(state & QStyle.StateFlag.State_Selected)
        if marked:
            painter.fillRect(rect, self._theme.colour("tint"))
        painter.setPen(QPen(self._theme.colour("line")))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if marked and self._view.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_line(self, painter: QPainter, rect: QRect, line: Line) -> None:
        theme, font = self._theme, self._view.font()
        small = _sized(font, _SMALL)
        left, right, wide = self._columns(line, font, self._width())
        y = rect.y() + theme.space(2)
        for words, used, role, most in self._paragraphs(line, font, small):
            painter.setFont(used)
            painter.setPen(theme.colour(role))
            step = QFontMetrics(used).height()
            for written in _wrapped(words, used, wide, most):
                across = QRect(rect.x() + left, y, wide, step)
                painter.drawText(across, Qt.AlignmentFlag.AlignLeft, written)
                y += step
        self._paint_status(painter, rect, line, right)

    def _paint_status(self, painter: QPainter, rect: QRect, line: Line, right: int) -> None:
        theme, font = self._theme, self._view.font()
        gap, side = theme.space(1), theme.px(_ICON)
        y, end = rect.y() + theme.space(2), rect.x() + self._width() - theme.space(3)
        step = QFontMetrics(font).height()
        high = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        if line.word:
            wide = min(_advance(font, line.word), right - side - gap)
            painter.setFont(font)
            painter.setPen(theme.colour(line.role))
            word = QFontMetrics(font).elidedText(line.word, Qt.TextElideMode.ElideRight, wide)
            painter.drawText(QRect(end - wide, y, wide, step), high, word)
            if line.icon:
                picture = theme.pixmap(line.icon, line.role, side)
                painter.drawPixmap(end - wide - gap - side, y + (step - side) // 2, picture)
            y += step
        if line.aside:
            small = _sized(font, _SMALL)
            painter.setFont(small)
            painter.setPen(theme.colour("text_soft"))
            words = QFontMetrics(small).elidedText(line.aside, Qt.TextElideMode.ElideRight, right)
            across = QRect(end - right, y, right, QFontMetrics(small).height())
            painter.drawText(across, high, words)

    def _paragraphs(
        self, line: Line, font: QFont, small: QFont
    ) -> list[tuple[str, QFont, str, int]]:
        found = [
            (line.above, small, "text_soft", 1),
            (line.text, font, "text", self._lines_most),
            (line.below, small, "text_soft", 2),
        ]
        return [one for one in found if one[0]]

    def _columns(self, line: Line, font: QFont, width: int) -> tuple[int, int, int]:
        """The left edge of the text, the width at the right for the status, the text's width."""
        theme = self._theme
        gap, small = theme.space(3), _sized(font, _SMALL)
        status = _advance(font, line.word)
        status += theme.px(_ICON) + theme.space(1) if line.icon and line.word else 0
        right = min(max(status, _advance(small, line.aside)), int(width * _ASIDE_MOST))
        between = theme.space(4) if right else 0
        return gap, right, max(width - 2 * gap - right - between, 1)

    def _height(self, line: Line, font: QFont, width: int) -> int:
        small = _sized(font, _SMALL)
        _left, _right, wide = self._columns(line, font, width)
        text = sum(
            QFontMetrics(used).height() * len(_wrapped(words, used, wide, most))
            for words, used, _role, most in self._paragraphs(line, font, small)
        )
        status = QFontMetrics(font).height() * bool(line.word)
        status += QFontMetrics(small).height() * bool(line.aside)
        return max(text, status) + 2 * self._theme.space(2)


def _advance(font: QFont, words: str) -> int:
    """The width of some words, rounded up so that they are not elided at that width."""
    return QFontMetrics(font).horizontalAdvance(words) + 2 if words else 0


def _sized(font: QFont, share: float, *, bold: bool = False) -> QFont:
    sized = QFont(font)
    sized.setPointSizeF(font.pointSizeF() * share)
    sized.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return sized


def _wrapped(words: str, font: QFont, width: int, most: int) -> list[str]:
    """The words as lines that fit; the last one allowed says with "…" that there is more."""
    found: list[str] = []
    for paragraph in words.splitlines():
        layout = QTextLayout(paragraph, font)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            start, length = line.textStart(), line.textLength()
            found.append(paragraph[start : start + length].rstrip())
        layout.endLayout()
    if most and len(found) > most:
        rest = " ".join(found[most - 1 :])
        last = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
        found = [*found[: most - 1], last]
    return found
