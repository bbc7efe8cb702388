"""Lines to type a value in: text, long text, numbers, money, days, hours, yes or no.

Each editor shows a value, gives the one typed, and says in words when it cannot be read. `typed`
follows the keys; `left` means that the person is done with the field.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.describe import FieldSpec, Money
from fieldapp.records.text import Text, Worded, say
from fieldapp.ui.theme import mark, restyle
from fieldapp.ui.widgets.picker import Picker
from fieldapp.ui.widgets.ports import FormTools
from fieldapp.ui.widgets.tips import plain_tip
from fieldapp.ui.widgets.typed_days import read_day, read_moment

_LINES_LEAST, _LINES_MOST = 3, 14


class Unreadable(Exception):
    """What stands in the line is no value of the field; `text` says how to write one."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.source)
        self.text = text


class Editor(QWidget):
    """The base: one widget that takes the focus, and the two signals."""

    typed = Signal()
    left = Signal()

    def __init__(self, focused: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.focused = focused
        self.setFocusProxy(focused)

    def hold(self, widget: QWidget) -> None:
        """Fill the editor with one widget."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(widget)

    def show_value(self, value: object) -> None:
        """Show a value of the field's type, or nothing."""
        raise NotImplementedError

    def value(self) -> object:
        """Return the value typed. Raises Unreadable."""
        raise NotImplementedError

    def lock(self, *, locked: bool) -> None:
        """Show without letting anybody write."""
        self.focused.setEnabled(not locked)


class LineEditor(Editor):
    """A line of text; the base of everything that is typed in a line."""

    def __init__(self, field: FieldSpec, tools: FormTools) -> None:
        self.line = QLineEdit()
        super().__init__(self.line)
        self.example = ""
        """How one may write it, as long as somebody may."""
        self.field = field
        self.tools = tools
        self.hold(self.line)
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._on_finished)

    def show_value(self, value: object) -> None:
        self.line.setText(self.written(value) if value is not None else "")
        self.line.setToolTip(plain_tip(self.line.text()) if self.line.isReadOnly() else "")
        self.line.setCursorPosition(0)

    def value(self) -> object:
        text = self.line.text().strip()
        return self.read(text) if text else self.field.default

    def lock(self, *, locked: bool) -> None:
        self.line.setReadOnly(locked)
        self.line.setPlaceholderText("" if locked else self.example)

    def show_example(self, worded: str) -> None:
        """Stand an example in the empty line."""
        self.example = worded
        self.line.setPlaceholderText(worded)

    def written(self, value: object) -> str:
        """Write a value the way it is shown."""
        return str(value)

    def read(self, text: str) -> object:
        """Read what was typed, never empty. Raises Unreadable."""
        return text

    def _on_edited(self, _text: str) -> None:
        self.typed.emit()

    def _on_finished(self) -> None:
        with suppress(Unreadable):  # it stays as it was typed, with the sentence under it
            self.show_value(self.value())
        self.left.emit()


class DayEditor(LineEditor):
    """A day, typed as people say it and shown as the country writes it."""

    def __init__(self, field: FieldSpec, tools: FormTools) -> None:
        super().__init__(field, tools)
        self.show_example(tools.words(say("30 nov, mañana, en 15 días")))

    def written(self, value: object) -> str:
        return self.tools.formats.day(value) if isinstance(value, date) else ""

    def read(self, text: str) -> date:
        day = read_day(text, self.tools.clock.today())
        if day is None:
            raise Unreadable(
                say("No se entiende la fecha «{text}». Escriba, por ejemplo, 30 nov.", text=text)
            )
        return day


class MomentEditor(LineEditor):
    """A day and an hour in the country's zone, kept in UTC."""

    def __init__(self, field: FieldSpec, tools: FormTools) -> None:
        super().__init__(field, tools)
        self.show_example(tools.words(say("14:30, ayer 9:00, 20 nov 14:30")))

    def written(self, value: object) -> str:
        return self.tools.formats.moment(value) if isinstance(value, datetime) else ""

    def read(self, text: str) -> datetime:
        moment = read_moment(text, self.tools.clock.today())
        if moment is None:
            raise Unreadable(
                say("No se entiende la hora «{text}». Escriba, por ejemplo, 14:30.", text=text)
            )
        local = datetime.combine(*moment, tzinfo=self.tools.formats.zone)
        return local.astimezone(UTC)


class WholeEditor(LineEditor):
    """A whole number."""

    def __init__(self, field: FieldSpec, tools: FormTools) -> None:
        super().__init__(field, tools)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)

    def read(self, text: str) -> int:
        try:
            return int(text.replace(" ", ""))
        except ValueError:
            raise Unreadable(say("«{text}» no es un número entero.", text=text)) from None


class DecimalEditor(LineEditor):
    """A number with decimals, comma or point."""

    def __init__(self, field: FieldSpec, tools: FormTools) -> None:
        super().__init__(field, tools)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)

    def written(self, value: object) -> str:
        return f"{value:f}" if isinstance(value, Decimal) else ""

    def read(self, text: str) -> Decimal:
        try:
            number = Decimal(text.replace(" ", "").replace(",", "."))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise Unreadable(say("«{text}» no es un número.", text=text))
        return number


class MoneyEditor(LineEditor):
    """An amount of the country's money."""

    def __init__(self, field: FieldSpec, tools: FormTools) -> None:
        super().__init__(field, tools)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)

    def written(self, value: object) -> str:
        return self.tools.formats.money(value) if isinstance(value, Money) else ""

    def read(self, text: str) -> object:
        try:
            return self.tools.formats.parse_money(text)
        except Worded as refusal:
            raise Unreadable(refusal.text) from None


class LongEditor(Editor):
    """Several lines of text, growing with what is written; Tab leaves it."""

    def __init__(self, field: FieldSpec, tools: FormTools) -> None:
        self._text = _Paragraphs()
        super().__init__(self._text)
        self._field = field
        self.hold(self._text)
        self._text.textChanged.connect(self._on_changed)
        self._text.widened.connect(self._grow)
        self._text.left.connect(self.left)
        self._showing = False
        self._grow()

    def show_value(self, value: object) -> None:
        self._showing = True
        self._text.setPlainText(str(value or ""))
        self._showing = False

    def value(self) -> object:
        return self._text.toPlainText().strip() or self._field.default

    def lock(self, *, locked: bool) -> None:
        self._text.setReadOnly(locked)
        restyle(self._text, "locked", "true" if locked else "false")
        self._text.setFrameShape(self._text.frameShape())  # only so it takes its new margins
        self._grow()

    def _on_changed(self) -> None:
        if not self._showing:
            self.typed.emit()

    def _grow(self) -> None:
        """As high as what is written; what nobody may write on leaves no room for more."""
        line_px = QFontMetrics(self._text.font()).lineSpacing()
        least = 1 if self._text.isReadOnly() else _LINES_LEAST
        most_px = _LINES_MOST * line_px
        written_px = min(max(self._text.written_px(most_px), least * line_px), most_px)
        self._text.setFixedHeight(written_px + max(self._text.around_px(), line_px))


class _Paragraphs(QPlainTextEdit):
    left = Signal()
    widened = Signal()
    """It became wider or narrower, and the lines are other ones."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)

    def written_px(self, most_px: int) -> int:
        """How high what is written is at this width, measured as far as `most_px`.

        Qt's own size counts what it has already laid out, which of a text just shown is nothing.
        """
        layout, block, high_px = self.document().documentLayout(), self.document().begin(), 0.0
        while block.isValid() and high_px < most_px:
            high_px += layout.blockBoundingRect(block).height()
            block = block.next()
        return ceil(high_px)

    def around_px(self) -> int:
        """What stands above and below the lines."""
        frame = self.height() - self.viewport().height()
        return frame + 2 * round(self.document().documentMargin())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.widened.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class TruthEditor(Editor):
    """Yes, no, or nobody said: three buttons, because silence is not a no."""

    def __init__(self, field: FieldSpec, tools: FormTools) -> None:
        words = tools.words
        self._locked = False
        self._choices: tuple[tuple[bool | None, QPushButton], ...] = (
            (True, QPushButton(words(say("Sí")))),
            (False, QPushButton(words(say("No")))),
            (None, QPushButton(words(say("Sin dato")))),
        )
        super().__init__(self._choices[0][1])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        group = QButtonGroup(self)
        for _, button in self._choices:
            button.setCheckable(True)
            button.setAccessibleName(f"{words(field.label)}: {button.text()}")
            mark(button, "choice")
            group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        group.buttonClicked.connect(self._on_clicked)
        self.show_value(None)

    def show_value(self, value: object) -> None:
        for meant, button in self._choices:
            button.setChecked(meant is value)
            button.setVisible(not self._locked or meant is value)

    def value(self) -> object:
        return next((meant for meant, button in self._choices if button.isChecked()), None)

    def lock(self, *, locked: bool) -> None:
        self._locked = locked
        for _, button in self._choices:
            button.setEnabled(not locked)
        self.show_value(self.value())

    def _on_clicked(self) -> None:
        self.typed.emit()
        self.left.emit()


class PickEditor(Editor):
    """A code, a territory or another record, chosen by typing part of its name."""

    def __init__(self, field: FieldSpec, tools: FormTools) -> None:
        self.picker = Picker(field, tools)
        super().__init__(self.picker)
        self._tools = tools
        self.hold(self.picker)
        self.picker.picked.connect(self._on_picked)
        self.picker.unmatched.connect(self._on_picked)

    def show_value(self, value: object) -> None:
        self.picker.show_value(value)

    def value(self) -> object:
        problem = self.picker.problem()
        if problem is not None:
            raise Unreadable(problem)
        return self.picker.value

    def lock(self, *, locked: bool) -> None:
        self.picker.lock(locked=locked)

    def _on_picked(self, _value: object = None) -> None:
        self.typed.emit()
        self.left.emit()
