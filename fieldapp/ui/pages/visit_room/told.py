"""What was written down of an acta, a sentence a row, with what can still be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.flow import FlowLayout


@dataclass(frozen=True, slots=True)
class Told:
    """One row, in words; `verbs` are the names of its buttons, in words."""

    id: object
    sentence: str
    verbs: tuple[str, ...] = ()


class ToldRows(QWidget):
    """Rows one under the other; `chosen` is called with the row's id and the verb's place."""

    def __init__(self, tools: PageTools, chosen: Callable[[object, int], object]) -> None:
        super().__init__()
        self._tools = tools
        self._chosen = chosen
        self._rows: Sequence[Told] = ()
        self._held: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tools.theme.space(1))

    @property
    def rows(self) -> Sequence[Told]:
        """What is shown."""
        return self._rows

    def show_rows(self, rows: Sequence[Told]) -> None:
        """Show these rows; the cursor stays where it is while they are the same."""
        if list(rows) == list(self._rows):
            return
        self._rows = rows
        for widget in self._held:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._held = [self._row(one) for one in rows]
        for widget in self._held:
            self._column.addWidget(widget)
            widget.show()  # now, not on the next turn: a screen reader is told at once
        self.setVisible(bool(rows))

    def _row(self, told: Told) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        sentence = QLabel(told.sentence)
        sentence.setWordWrap(True)
        column.addWidget(sentence)
        if told.verbs:
            buttons = QWidget()
            flow = FlowLayout(self._tools.theme.space(1), buttons)
            for place, verb in enumerate(told.verbs):
                button = QPushButton(verb)
                mark(button, "quiet")
                button.setAccessibleName(f"{verb}: {told.sentence}")
                button.clicked.connect(partial(self._on_pressed, told.id, place))
                flow.addWidget(button)
            column.addWidget(buttons)
        return held

    def _on_pressed(self, id: object, place: int) -> None:
        self._chosen(id, place)
