"""A list of answers that hangs below a line while somebody types in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView

from fieldapp.ui.theme import Theme, mark
from fieldapp.ui.widgets.tips import plain_tip
from fieldapp.ui.widgets.two_ended import AT_THE_END, TwoEnded

_ROWS_MOST = 9
_GAP = 4
_LEAST_PX = 240
_HEARD: Final = Qt.ItemDataRole.AccessibleTextRole
_STEPS: Final[Mapping[int, int]] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class HangingList(QListView):
    """Laid over the window, never a window of its own: the line keeps the focus and the keys.

    The line itself hides it when the focus leaves, because it may take the marked answer first.
    """

    def __init__(self, line: QLineEdit, theme: Theme, *, least_px: int = _LEAST_PX) -> None:
        """`least_px` is its least width before scaling; it may be wider than the line."""
        super().__init__(line)
        self._least_px = least_px
        self._line = line
        self._theme = theme
        self._answers = QStandardItemModel(self)
        self._meant: list[object] = []
        self._first = 0
        self.setModel(self._answers)
        mark(self, "popup")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setItemDelegate(TwoEnded(theme, self))
        self.hide()
        line.installEventFilter(self)
        line.destroyed.connect(self.deleteLater)

    def show_answers(
        self,
        answers: Sequence[tuple[str, object]],
        *,
        ends: Sequence[str] = (),
        otherwise: str = "",
        heading: str = "",
        marked: bool = True,
    ) -> None:
        """Hang the answers (words and what they stand for); without any, the sentence alone.

        The `ends`, one an answer, stand at the right and are read whole: the words give way. A
        heading stands above them and is no answer. The first is `marked`, or none is until
        somebody steps to one.
        """
        self._answers.clear()
        self._meant.clear()
        self._first = 1 if heading else 0
        if heading:
            self._append_words(heading)
            self._meant.append(None)
        for (words, meant), end in zip(answers, ends or repeat(""), strict=False):
            self._answers.appendRow(_line_of(words, end))
            self._meant.append(meant)
        if not answers:
            self._append_words(otherwise)
        self._hang()
        if answers and marked:
            self.setCurrentIndex(self._answers.index(self._first, 0))

    def _append_words(self, words: str) -> None:
        """A line that says something and cannot be chosen."""
        line = _line_of(words)
        line.setForeground(self._theme.colour("text_soft"))
        line.setEnabled(False)
        self._answers.appendRow(line)

    @property
    def shown(self) -> tuple[str, ...]:
        """The words now hanging below the line."""
        if not self.isVisible():
            return ()
        rows = range(self._answers.rowCount())
        return tuple(str(self._answers.item(row).data(_HEARD)) for row in rows)

    @property
    def chosen(self) -> Any:
        """What the marked answer stands for; None while nothing hangs or nothing was found."""
        row = self.currentIndex().row()
        return self._meant[row] if 0 <= row < len(self._meant) and self.isVisible() else None

    def steps(self, key: int) -> bool:
        """Mark the next answer (Down) or the one before (Up); False where the key is not for us."""
        by = _STEPS.get(key) if self.isVisible() else None
        if by is not None:
            self._step(by)
        return by is not None

    def _step(self, by: int) -> None:
        turn = self.currentIndex().row() - self._first + by
        row = turn % max(self._answers.rowCount() - self._first, 1)
        self.setCurrentIndex(self._answers.index(self._first + row, 0))

    def _hang(self) -> None:
        window = self._line.window()
        self.setParent(window)
        width = max(self._line.width(), self._theme.px(self._least_px))
        right = self._line.mapTo(window, QPoint(self._line.width(), 0)).x()
        left = self._line.mapTo(window, QPoint(0, 0)).x()
        left = left if left + width <= window.width() else max(right - width, 0)
        below = self._line.mapTo(window, QPoint(0, self._line.height())).y() + _GAP
        rows = min(self._answers.rowCount(), _ROWS_MOST)
        height = rows * max(self.sizeHintForRow(0), 1) + 2 * _GAP
        if below + height > window.height():
            above = self._line.mapTo(window, QPoint(0, 0)).y() - _GAP - height
            below = max(above, 0)
        self.setGeometry(left, below, width, height)
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self.hide()
        elif event.type() == QEvent.Type.ShortcutOverride and self._keeps(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _keeps(self, event: QEvent) -> bool:
        """Esc puts the list away before it means anything to the window."""
        pressed = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        return pressed and self.isVisible()


def _line_of(words: str, end: str = "") -> QStandardItem:
    whole = f"{words}   ·   {end}" if end else words
    line = QStandardItem(words)
    line.setData(whole, _HEARD)
    line.setToolTip(plain_tip(whole))
    line.setData(end, AT_THE_END)
    return line
