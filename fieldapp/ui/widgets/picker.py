"""A line in which one thing is chosen by typing part of its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldapp.records.describe import FieldSpec
from fieldapp.records.text import Text, say
from fieldapp.ui.widgets.hanging import HangingList
from fieldapp.ui.widgets.ports import FormTools, Option
from fieldapp.ui.widgets.tips import plain_tip

_PAUSE_MS = 120
_OPTIONS_MOST = 50
_ARROW_PX = 16


class Picker(QLineEdit):
    """Shows a value by its words; typing, Down or a click hangs what may be chosen below.

    Enter and Tab take the marked one, Esc leaves things as they were, an emptied line means none.
    """

    picked = Signal(object)
    """The value chosen, or None."""
    unmatched = Signal()
    """The line was left with words that mean nothing, or more than one thing."""

    def __init__(self, field: FieldSpec, tools: FormTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._tools = tools
        self._value: object = None
        self._words = ""
        self._turn = 0
        self._typed = False
        self._example = tools.words(say("Escriba para buscar o pulse ↓"))
        self.setPlaceholderText(self._example)
        self._leave_room()
        self._list = HangingList(self, tools.theme)
        self._list.clicked.connect(self._take)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._on_typed)

    @property
    def value(self) -> object:
        """The value chosen."""
        return self._value

    @property
    def shown(self) -> tuple[str, ...]:
        """The options now hanging below the line."""
        return self._list.shown

    def problem(self) -> Text | None:
        """Return what to do when the line holds words that nothing was chosen for."""
        if self._typed and self.text().strip():
            return say("«{text}» no está en la lista: elija una de las opciones.", text=self.text())
        return None

    def show_value(self, value: object) -> None:
        """Show a value; its words come from the reading worker."""
        self._turn += 1
        self._value = value
        self._typed = False
        if value is None:
            self._show_words("")
            return
        self._tools.jobs.read(
            partial(self._tools.options.label, self._field, value),
            done=partial(self._show_label, self._turn),
            failed=self._show_nothing,
        )

    def lock(self, *, locked: bool) -> None:
        """Show what was chosen, without letting anybody choose."""
        self.setReadOnly(locked)
        self._leave_room()
        self.setPlaceholderText("" if locked else self._example)

    def _leave_room(self) -> None:
        """For the arrow at the end, while there is one."""
        arrow = 0 if self.isReadOnly() else self._tools.theme.px(_ARROW_PX)
        self.setTextMargins(0, 0, arrow, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, hanging = event.key(), self._list.isVisible()
        if self._list.steps(key):
            return
        if key == Qt.Key.Key_Down and not self.isReadOnly():
            self.open_list()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and hanging:
            self._take()
        elif key == Qt.Key.Key_Escape and hanging:
            self._list.hide()
            self._show_words(self._words)
            self._typed = False
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self.isReadOnly() and not self._list.isVisible():
            self.open_list()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw an arrow at the end, which says that there is a list; the whole line opens it."""
        super().paintEvent(event)
        if self.isReadOnly():
            return
        theme = self._tools.theme
        side = theme.px(_ARROW_PX)
        painter = QPainter(self)
        place = (self.width() - side - theme.space(2), (self.height() - side) // 2)
        painter.drawPixmap(*place, theme.pixmap("down", "text_soft", side))
        painter.end()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._typed:
            self._settle()
        self._list.hide()
        super().focusOutEvent(event)

    def _settle(self) -> None:
        """Make something of what was typed: the marked option, or the only one it can mean."""
        self._pause.stop()
        text = self.text().strip()
        if not text:
            self._choose(None, "")
        elif self._list.chosen is not None:
            self._take()
        else:
            self._ask_for(text, 2, self._take_the_only_one)

    def _take_the_only_one(self, options: Sequence[Option]) -> None:
        if len(options) == 1:
            self._choose(options[0].value, options[0].label)
        else:
            self.unmatched.emit()

    def _on_typed(self) -> None:
        self._typed = True
        self._pause.start()

    def _ask(self) -> None:
        self._ask_for(self.text().strip(), _OPTIONS_MOST, self._show_options)

    def open_list(self) -> None:
        """Hang everything that may be chosen."""
        self.setFocus()
        self._ask_for("", _OPTIONS_MOST, self._show_options)

    def _ask_for(self, text: str, limit: int, use: Callable[[Sequence[Option]], None]) -> None:
        self._turn += 1
        self._tools.jobs.read(
            partial(self._tools.options.options, self._field, text, limit),
            done=partial(self._if_still_asked, self._turn, use),
            failed=self._show_nothing,
        )

    def _if_still_asked(
        self, turn: int, use: Callable[[Sequence[Option]], None], options: Sequence[Option]
    ) -> None:
        if turn == self._turn:
            use(options)

    def _show_options(self, options: Sequence[Option]) -> None:
        if not self.hasFocus():
            return
        self._list.show_answers(
            [(one.label, one) for one in options],
            ends=[one.hint for one in options],
            otherwise=self._tools.words(say("Nada coincide con lo escrito")),
        )

    def _show_nothing(self, _error: Exception) -> None:
        self._list.hide()

    def _take(self) -> None:
        chosen: Option | None = self._list.chosen
        self._list.hide()
        if chosen is not None:
            self._choose(chosen.value, chosen.label)

    def _choose(self, value: object, words: str) -> None:
        self._turn += 1
        self._typed = False
        self._show_words(words)
        if value != self._value:
            self._value = value
            self.picked.emit(value)

    def _show_label(self, turn: int, words: str) -> None:
        if turn == self._turn:
            self._show_words(words)

    def _show_words(self, words: str) -> None:
        self._words = words
        self._fit_words()
        self.setToolTip(plain_tip(words))
        self.setCursorPosition(0)

    def _fit_words(self) -> None:
        """What can only be read ends with "…" where there is no room for all of it."""
        if self.isReadOnly():
            room = self.width() - 2 * self._tools.theme.space(2)
            metrics, side = self.fontMetrics(), Qt.TextElideMode.ElideRight
            self.setText(metrics.elidedText(self._words, side, room))
        else:
            self.setText(self._words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isReadOnly():
            self._fit_words()
