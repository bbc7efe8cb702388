"""One field of a form: its label, its editor, and the sentence under it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fieldapp.records.describe import FieldSpec, FieldType
from fieldapp.records.text import Text, say
from fieldapp.ui.theme import mark, restyle
from fieldapp.ui.widgets.editors import Editor
from fieldapp.ui.widgets.ports import FormTools

_LONG_TYPES = (FieldType.TEXT, FieldType.CODES, FieldType.REF)
_SHORT_TEXT = 60


class FieldBox(QWidget):
    """Label above, editor below, then what is wrong, or what to know."""

    def __init__(self, field: FieldSpec, editor: Editor, tools: FormTools) -> None:
        super().__init__()
        words = tools.words
        self._words = words
        self.editor = editor
        short_text = field.type is FieldType.TEXT and field.longest <= _SHORT_TEXT
        self.is_short = short_text or field.type not in _LONG_TYPES
        self._needed = QLabel(words(say("obligatorio")) if field.fact.close else "")
        self._hint = words(tools.drafts.get(field.fact.catalogue, field.fact.hint))
        self._below = QLabel(self._hint)
        self._below.setWordWrap(True)
        mark(self._below, "hint")
        if not self._hint:
            self._below.hide()
        self._fault = ""
        self._advice = ""
        self._locked = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tools.theme.space(1))
        column.addLayout(self._heading(words(field.label), tools))
        column.addWidget(editor)
        column.addWidget(self._below)
        column.addStretch(1)

    def _heading(self, worded: str, tools: FormTools) -> QHBoxLayout:
        """The name of the field, whether it is needed, and both for who hears them."""
        label, focused = QLabel(worded), self.editor.focused
        label.setBuddy(focused)
        mark(label, "label")
        mark(self._needed, "hint")
        if not focused.accessibleName():  # a choice says its own word too
            focused.setAccessibleName(worded)
        if self._needed.text():
            focused.setAccessibleDescription(tools.words(say("Obligatorio para cerrar")))
        else:
            self._needed.hide()
        heading = QHBoxLayout()
        heading.setSpacing(tools.theme.space(1))
        heading.addWidget(label)
        heading.addWidget(self._needed)
        heading.addStretch(1)
        return heading

    @property
    def is_being_written(self) -> bool:
        """Whether the cursor is in it and something unreadable or refused may stand there."""
        return self.editor.focused.hasFocus() or bool(self._fault)

    @property
    def sentence(self) -> str:
        """What stands under the field."""
        return self._below.text()

    def show_value(self, value: object) -> None:
        """Show a value and forget what was wrong with the one before."""
        self.editor.show_value(value)
        self.show_fault(None)

    def lock(self, *, locked: bool) -> None:
        """Show without letting anybody write, and without what tells how to."""
        self._locked = locked
        self.editor.lock(locked=locked)
        self._needed.setVisible(bool(self._needed.text()) and not locked)
        self._word()

    def show_fault(self, text: Text | None) -> None:
        """Say what is wrong with what is written, or that nothing is."""
        self._fault = self._words(text) if text is not None else ""
        restyle(self.editor.focused, "wrong", "true" if self._fault else "false")
        self._word()

    def show_advice(self, text: Text | None) -> None:
        """Say what is still missing, without blame."""
        self._advice = self._words(text) if text is not None else ""
        self._word()

    def _word(self) -> None:
        self._below.setText(self._fault or self._advice or ("" if self._locked else self._hint))
        mark(self._below, "fault" if self._fault else "warning" if self._advice else "hint")
        self._below.setVisible(bool(self._below.text()))
