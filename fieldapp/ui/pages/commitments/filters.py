"""What the board shows and how it groups it, in one line of choices above it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.describe import FieldSpec
from fieldapp.records.kinds import Kinds
from fieldapp.records.text import Text, say
from fieldapp.ui.kept_lines import Filters
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.choice_button import ChoiceButton
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.picker import Picker
from fieldapp.ui.widgets.ports import FormTools
from fieldapp.work.commitment_board import BoardFilter

_PAUSE_MS: Final = 200
_PICKER_PX: Final = 170
_YES: Final = "yes"
_GROUPED: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "date": say("Por fecha"),
        "entity": say("Por entidad"),
        "territory": say("Por territorio"),
    }
)


class BoardFilters(Filters[BoardFilter]):
    """A line to search, three groupings, two yes-or-no choices, a status and a territory."""

    def __init__(self, kinds: Kinds, tools: FormTools) -> None:
        super().__init__()
        words = tools.words
        self.search = QLineEdit()
        self._above = QHBoxLayout()
        self._by = {name: ChoiceButton(words(label)) for name, label in _GROUPED.items()}
        self._mine = ChoiceButton(words(say("Mis compromisos")))
        self._late = ChoiceButton(words(say("Solo vencidos")))
        self._status = self._picker(kinds["follow_up"]["status"], say("Abiertos"), tools)
        self._territory = self._picker(kinds["agreement"]["territory"], say("Territorio"), tools)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._lay_out(tools)
        self._connect()

    @property
    def wanted(self) -> BoardFilter:
        """What is asked for now."""
        by = next(name for name, button in self._by.items() if button.isChecked())
        status = self._status.value
        return BoardFilter(
            by=cast("Literal['date', 'entity', 'territory']", by),
            text=self.search.text().strip(),
            status=frozenset({str(status)} if status else ()),
            territory=str(self._territory.value or ""),
            mine=self._mine.isChecked(),
            late_only=self._late.isChecked(),
        )

    @property
    def choice(self) -> dict[str, str]:
        """What is remembered of it: all but the words searched for."""
        chosen = {
            "by": self.wanted.by if self.wanted.by != "date" else "",
            "status": str(self._status.value or ""),
            "territory": str(self._territory.value or ""),
            "mine": _YES if self._mine.isChecked() else "",
            "late_only": _YES if self._late.isChecked() else "",
        }
        return {name: value for name, value in chosen.items() if value}

    def take_up(self, choice: Mapping[str, str]) -> None:
        """Choose what was remembered; a grouping that is none any more is the usual one."""
        self._by.get(choice.get("by", ""), self._by["date"]).setChecked(True)
        self._mine.setChecked(choice.get("mine") == _YES)
        self._late.setChecked(choice.get("late_only") == _YES)
        for picker, name in ((self._status, "status"), (self._territory, "territory")):
            picker.show_value(choice.get(name))
        self.changed.emit()

    def add_action(self, button: QPushButton) -> None:
        """Put what can be done with all that is shown beside the line to search."""
        self._above.addWidget(button)

    @property
    def is_choosing(self) -> bool:
        """Whether anything is left out of the board."""
        return self.wanted != BoardFilter(by=self.wanted.by)

    def clear(self) -> None:
        """Show everything that is owed again."""
        for button in (self._mine, self._late):
            button.setChecked(False)
        for picker in (self._status, self._territory):
            picker.show_value(None)
        self.search.clear()
        self._pause.stop()
        self.changed.emit()

    def _picker(self, field: FieldSpec, shown: Text, tools: FormTools) -> Picker:
        picker = Picker(field, tools)
        label = tools.words(field.label)
        picker.setPlaceholderText(tools.words(shown))
        picker.setAccessibleName(tools.words(say("Filtrar por {field}", field=label)))
        picker.setClearButtonEnabled(True)
        picker.setFixedWidth(tools.theme.px(_PICKER_PX))
        mark(picker, "filter")
        return picker

    def _lay_out(self, tools: FormTools) -> None:
        words = tools.words
        self.search.setPlaceholderText(words(say("Buscar un compromiso o un responsable")))
        self.search.setAccessibleName(words(say("Buscar un compromiso o un responsable")))
        self.search.setClearButtonEnabled(True)
        mark(self.search, "filter")
        group = QButtonGroup(self)
        choices = QWidget()
        flow = FlowLayout(tools.theme.space(2), choices)
        for name, button in self._by.items():
            button.setChecked(name == "date")
            group.addButton(button)
            flow.addWidget(button)
        for button in (self._mine, self._late):
            flow.addWidget(button)
        for picker in (self._status, self._territory):
            flow.addWidget(picker)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tools.theme.space(2))
        self._above.setSpacing(tools.theme.space(2))
        self._above.addWidget(self.search, 1)
        column.addLayout(self._above)
        column.addWidget(choices)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self.changed)
        for button in (*self._by.values(), self._mine, self._late):
            button.clicked.connect(self._on_chosen)
        for picker in (self._status, self._territory):
            picker.picked.connect(self._on_chosen)
            picker.textChanged.connect(self._on_picker_text)

    def _on_chosen(self, _value: object = None) -> None:
        self.changed.emit()

    def _on_picker_text(self, text: str) -> None:
        """The small cross of a picker empties it without a word of its own."""
        emptied = [one for one in (self._status, self._territory) if not one.text() and one.value]
        for picker in emptied if not text else ():
            picker.show_value(None)
            self.changed.emit()
