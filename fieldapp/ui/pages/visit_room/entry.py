"""A few fields and the button that writes them down: for what is said once and not changed after.

A form saves itself while it is typed; what is put down here becomes a record only with its button,
because it cannot be changed afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from fieldapp.records.describe import KindSpec
from fieldapp.records.text import Text
from fieldapp.ui.page import Saved
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.form import RecordForm
from fieldapp.ui.widgets.ports import FormTools


@dataclass(frozen=True, slots=True)
class Verb:
    """A button under the fields: its words, its icon, and what it does with what was typed."""

    words: Text
    icon: str
    do: Callable[[Mapping[str, Any]], object]


class Entry(QWidget):
    """Fields of a kind with their buttons; what was typed stays until it was written down."""

    def __init__(
        self, spec: KindSpec, tools: FormTools, fields: Sequence[str], verbs: Sequence[Verb]
    ) -> None:
        super().__init__()
        self._fields = fields
        self._spec = spec
        self._typed: dict[str, Any] = {}
        self.form = RecordForm(spec, tools, fields)
        self.form.show_blank()
        self.form.edited.connect(self._typed.update)
        buttons = QWidget()
        flow = FlowLayout(tools.theme.space(1), buttons)
        self.buttons = [QPushButton(tools.words(verb.words)) for verb in verbs]
        for button, verb in zip(self.buttons, verbs, strict=True):
            mark(button, "quiet")
            tools.theme.dress(button, verb.icon, "accent")
            button.clicked.connect(partial(self._on_pressed, verb))
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tools.theme.space(1))
        column.addWidget(self.form)
        column.addWidget(buttons)

    @property
    def typed(self) -> Mapping[str, Any]:
        """What stands in the fields, the empty ones included."""
        self.form.flush()
        return {name: self._spec[name].default for name in self._fields} | self._typed

    def clear(self, _saved: Saved | None = None) -> None:
        """Begin again: what was typed is a record now."""
        self.form.flush()
        self._typed.clear()
        self.form.show_blank()

    def _on_pressed(self, verb: Verb) -> None:
        verb.do(self.typed)
