"""What the board counts: a period with one key, and a territory, an axis, an officer if wished."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp.records.describe import FieldSpec
from fieldapp.records.kinds import Kinds
from fieldapp.records.text import Text, say
from fieldapp.rules.periods import Period
from fieldapp.rules.results import Chosen
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.choice_button import ChoiceButton
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.period_picker import PERIOD, with_periods
from fieldapp.ui.widgets.picker import Picker
from fieldapp.ui.widgets.ports import FormTools

_PICKER_PX: Final = 132
_PERIODS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "all": say("Todo"),
        "year": say("Este año"),
        "month": say("Este mes"),
        "month_before": say("El mes anterior"),
    }
)


class BoardFilters(QWidget):
    """One line of choices; whatever is chosen is counted at once."""

    changed = Signal()

    def __init__(
        self, kinds: Kinds, tools: FormTools, periods: Callable[[date], Sequence[Period]]
    ) -> None:
        super().__init__()
        self._tools, self._named = with_periods(tools, periods)
        visit = kinds["activity"]
        self._periods = {one: ChoiceButton(tools.words(said)) for one, said in _PERIODS.items()}
        self._other = self._picker(PERIOD, say("Otro periodo"))
        self._territory = self._picker(visit["territory"], say("Territorio"))
        self._axis = self._picker(visit["axis"], say("Eje"))
        self._officer = self._picker(visit["lead_officer"], say("Funcionario"))
        flow = FlowLayout(tools.theme.space(2), self)
        for name, button in self._periods.items():
            button.setChecked(name == "all")
            button.clicked.connect(partial(self._on_period, name))
            flow.addWidget(button)
        self._other.picked.connect(self._on_other)
        for picker in (self._other, self._territory, self._axis, self._officer):
            picker.picked.connect(self._on_chosen)
            picker.textChanged.connect(self._on_picker_text)
            flow.addWidget(picker)

    @property
    def chosen(self) -> Chosen:
        """What is asked for now."""
        since, until = self._period()
        officer = self._officer.value
        return Chosen(
            since=since,
            until=until,
            axis=str(self._axis.value or ""),
            territory=str(self._territory.value or ""),
            officer=officer if isinstance(officer, UUID) else None,
        )

    def _period(self) -> tuple[date | None, date | None]:
        pressed = (name for name, button in self._periods.items() if button.isChecked())
        found = self._named.named(self._other.value or next(pressed, None))
        return (found.since, found.until) if found else (None, None)

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
        self._other.show_value(None)
        self.changed.emit()

    def _on_other(self, _value: object = None) -> None:
        """A period picked by its name puts the buttons out; emptied, all is counted again."""
        for name, button in self._periods.items():
            button.setChecked(name == "all" and not self._other.value)

    def _on_chosen(self, _value: object = None) -> None:
        self.changed.emit()

    def _on_picker_text(self, text: str) -> None:
        """The small cross of a picker empties it without a word of its own."""
        pickers = (self._other, self._territory, self._axis, self._officer)
        emptied = [one for one in pickers if not one.text() and one.value]
        for picker in emptied if not text else ():
            picker.show_value(None)
            if picker is self._other:
                self._on_other()
            self.changed.emit()
