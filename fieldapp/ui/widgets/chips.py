"""Several codes of a catalogue at once, as chips that are pressed in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import cast

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.records.describe import FieldSpec
from fieldapp.records.text import say
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.editors import Editor
from fieldapp.ui.widgets.elided import ElidedButton
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.picker import Picker
from fieldapp.ui.widgets.ports import FormTools, Option

_CHIPS_MOST = 10
"""A short catalogue is shown whole; of a long one only what was chosen, with a line to add."""
_OPTIONS_MOST = 200


class ChipsEditor(Editor):
    """A set of codes; each chip says whether its code belongs to it."""

    def __init__(self, field: FieldSpec, tools: FormTools) -> None:
        self._adding = Picker(field, tools)
        super().__init__(self._adding)
        self._field = field
        self._tools = tools
        self._options: dict[object, str] = {}
        self._held: frozenset[object] = frozenset()
        self._locked = False
        self._chips = QWidget()
        self._row = FlowLayout(tools.theme.space(1), self._chips)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tools.theme.space(1))
        column.addWidget(self._chips)
        column.addWidget(self._adding)
        self._adding.setPlaceholderText(tools.words(say("Escriba para agregar otro")))
        self._adding.setAccessibleName(tools.words(field.label))
        self._adding.picked.connect(self._on_added)
        tools.jobs.read(
            partial(tools.options.options, field, "", _OPTIONS_MOST),
            done=self._show_options,
            failed=self._show_codes,
        )

    def show_value(self, value: object) -> None:
        held = cast("frozenset[object]", value or frozenset())
        if held != self._held:
            self._held = held
            self._draw()

    def value(self) -> object:
        return self._held

    def lock(self, *, locked: bool) -> None:
        if locked != self._locked:
            self._locked = locked
            self._draw()

    @property
    def chips(self) -> dict[str, bool]:
        """The chips by their words, and whether each is pressed in."""
        return {chip.words: chip.isChecked() for chip in self._buttons()}

    def _buttons(self) -> list[ElidedButton]:
        held = (self._row.itemAt(index) for index in range(self._row.count()))
        widgets = (one.widget() for one in held if one is not None)
        return [widget for widget in widgets if isinstance(widget, ElidedButton)]

    def _show_options(self, options: Sequence[Option]) -> None:
        self._options = {one.value: one.label for one in options}
        self._draw()

    def _show_codes(self, _error: Exception) -> None:
        self._draw()

    def _draw(self) -> None:
        short = 0 < len(self._options) <= _CHIPS_MOST
        shown = [*self._options] if short and not self._locked else []
        shown += sorted((one for one in self._held if one not in shown), key=str)
        self._adding.setVisible(not short and not self._locked)
        focused = self._chips.focusWidget()
        had_focus = focused.words if isinstance(focused, ElidedButton) else None
        for chip in self._buttons():
            self._row.removeWidget(chip)
            chip.deleteLater()
        for code in shown:
            chip = self._chip(code)
            self._row.addWidget(chip)
            if chip.words == had_focus:
                chip.setFocus()
        self._chips.setVisible(bool(shown))
        self._chips.updateGeometry()
        self.focused = self._buttons()[0] if short and self._buttons() else self._adding
        self.setFocusProxy(self.focused)

    def _chip(self, code: object) -> ElidedButton:
        chip = ElidedButton()
        chip.show_words(self._options.get(code, str(code)))
        chip.setCheckable(True)
        chip.setChecked(code in self._held)
        chip.setEnabled(not self._locked)
        chip.setAccessibleName(f"{self._tools.words(self._field.label)}: {chip.words}")
        mark(chip, "chip")
        if chip.isChecked():
            self._tools.theme.dress(chip, "check", "accent", side=14)
        chip.clicked.connect(partial(self._on_pressed, code))
        return chip

    def _on_pressed(self, code: object) -> None:
        self._change(self._held ^ {code})

    def _on_added(self, code: object) -> None:
        if code is not None:
            self._adding.show_value(None)
            self._change(self._held | {code})

    def _change(self, held: frozenset[object]) -> None:
        self._held = held
        self._draw()
        self.typed.emit()
        self.left.emit()
