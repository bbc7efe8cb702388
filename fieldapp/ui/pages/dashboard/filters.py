"""What the board counts: a period with one key, and a territory, an axis, an officer if wished."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from types import MappingProxyType
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp.records.describe import FieldSpec
from fieldapp.records.kinds import Kinds
from fieldapp.records.text import Text, say
from fieldapp.rules.results import Chosen
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.choice_button import ChoiceButton
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.picker import Picker
from fieldapp.ui.widgets.ports import FormTools

_PICKER_PX: Final = 200
_PERIODS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "all": say("Todo"),
        "year": say("Este año"),
        "month": say("Este mes"),
        "before": say("El mes anterior"),
    }
)


class BoardFilters(QWidget):
    """One line of choices; whatever is chosen is counted at once."""

    changed = Signal()

    def __init__(self, kinds: Kinds, tools: FormTools) -> None:
        super().__init__()
        self._tools = tools
        visit = kinds["activity"]
        self._periods = {one: ChoiceButton(tools.words(said)) for one, said in _PERIODS.items()}
        self._territory = self._picker(visit["territory"], say("Territorio"))
        self._axis = self._picker(visit["axis"], say("Eje"))
        self._officer = self._picker(visit["lead_officer"], say("Funcionario"))
        flow = FlowLayout(tools.theme.space(2), self)
        for name, button in self._periods.items():
            button.setChecked(name == "all")
            button.clicked.connect(partial(self._on_period, name))
            flow.addWidget(button)
        for picker in (self._territory, self._axis, self._officer):
            picker.picked.connect(self._on_chosen)
            picker.textChanged.connect(self._on_picker_text)
            flow.addWidget(picker)

    @property
    def chosen(self) -> Chosen:
        """What is asked for now."""
        since, until = self._period(self._tools.clock.today())
        officer = self._officer.value
        return Chosen(
            since=since,
            until=until,
            axis=str(self._axis.value or ""),
            territory=str(self._territory.value or ""),
            officer=officer if isinstance(officer, UUID) else None,
        )

    def _period(self, today: date) -> tuple[date | None, date | None]:
        period = next(name for name, button in self._periods.items() if button.isChecked())
        first = today.replace(day=1)
        match period:
            case "year":
                return date(today.year, 1, 1), date(today.year, 12, 31)
            case "month":
                after = (first + timedelta(days=31)).replace(day=1)
                return first, after - timedelta(days=1)
            case "before":
                last = first - timedelta(days=1)
                return last.replace(day=1), last
            case _:
                return None, None

    def _picker(self, field: FieldSpec, shown: Text) -> Picker:
        words = self._tools.words
        picker = Picker(field, self._tools)
        picker.setPlaceholderText(words(shown))
        picker.setAccessibleName(words(say("Filtrar por {field}", field=words(field.label))))
        picker.setClearButtonEnabled(True)
        picker.setFixedWidth(self._tools.theme.px(_PICKER_PX))
        mark(picker, "filter")
        return picker

    def _on_period(self, chosen: str) -> None:
        """Press one in and the others out; Qt's own group would take the others from Tab."""
        for name, button in self._periods.items():
            button.setChecked(name == chosen)
        self.changed.emit()

    def _on_chosen(self, _value: object = None) -> None:
        self.changed.emit()

    def _on_picker_text(self, text: str) -> None:
        """The small cross of a picker empties it without a word of its own."""
        pickers = (self._territory, self._axis, self._officer)
        emptied = [one for one in pickers if not one.text() and one.value]
        for picker in emptied if not text else ():
            picker.show_value(None)
            self.changed.emit()
