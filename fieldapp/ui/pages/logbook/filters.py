"""Which entries the timeline shows: words, a kind, a territory, and two days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from fieldapp.records.describe import KindSpec
from fieldapp.records.text import Text, say
from fieldapp.ui.kept_lines import Filters
from fieldapp.ui.theme import mark, restyle
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.picker import Picker
from fieldapp.ui.widgets.ports import FormTools
from fieldapp.ui.widgets.typed_days import read_day
from fieldapp.work.logbook import LogbookFilter

_PAUSE_MS: Final = 250
_PICKER_PX, _SEARCH_PX, _DAY_PX = 160, 200, 150


class LogbookFilters(Filters[LogbookFilter]):
    """Each choice is asked for as soon as it is made; a day that cannot be read is no choice."""

    def __init__(self, spec: KindSpec, tools: FormTools) -> None:
        super().__init__()
        self._tools = tools
        self._search = QLineEdit()
        self._territory = Picker(spec["territory"], tools)
        self._type = Picker(spec["type"], tools)
        self._from, self._to = QLineEdit(), QLineEdit()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._lay_out()
        self._pause.timeout.connect(self.changed)
        for line in (self._search, self._from, self._to):
            line.textChanged.connect(self._pause.start)
        for picker in (self._territory, self._type):
            picker.picked.connect(self._on_picked)
            picker.textChanged.connect(self._on_picker_text)

    @property
    def wanted(self) -> LogbookFilter:
        """What is asked for now."""
        return LogbookFilter(
            text=self._search.text().strip(),
            territory=str(self._territory.value or ""),
            type=str(self._type.value or ""),
            from_on=self._day(self._from),
            to_on=self._day(self._to),
        )

    @property
    def choice(self) -> dict[str, str]:
        """What is remembered of it: all but the words searched for."""
        chosen = {
            "territory": str(self._territory.value or ""),
            "type": str(self._type.value or ""),
            "from_on": self._from.text().strip(),
            "to_on": self._to.text().strip(),
        }
        return {name: value for name, value in chosen.items() if value}

    def take_up(self, choice: Mapping[str, str]) -> None:
        """Choose what was remembered; days come back as they were typed."""
        for picker, name in ((self._territory, "territory"), (self._type, "type")):
            picker.show_value(choice.get(name))
        for line, name in ((self._from, "from_on"), (self._to, "to_on")):
            line.setText(choice.get(name, ""))
        self._pause.stop()
        self.changed.emit()

    def choose_territory(self, code: str) -> None:
        """Show one territory, or all with ""."""
        self._territory.show_value(code or None)
        self.changed.emit()

    def show_territory_choice(self, *, shown: bool) -> None:
        """Offer the territory here too, where the list of territories has no room."""
        self._territory.setVisible(shown)

    def clear(self) -> None:
        """Show everything again."""
        for line in (self._search, self._from, self._to):
            line.clear()
        for picker in (self._territory, self._type):
            picker.show_value(None)
        self._pause.stop()
        self.changed.emit()

    def _lay_out(self) -> None:
        flow = FlowLayout(self._tools.theme.space(2), self)
        for line, label, width in (
            (self._search, say("Buscar en la bitácora"), _SEARCH_PX),
            (self._territory, say("Territorio"), _PICKER_PX),
            (self._type, say("Tipo"), _PICKER_PX),
            (self._from, say("Desde el día"), _DAY_PX),
            (self._to, say("Hasta el día"), _DAY_PX),
        ):
            self._dress(line, label, width)
            flow.addWidget(line)

    def _dress(self, line: QLineEdit, label: Text, width: int) -> None:
        worded = self._tools.words(label)
        line.setPlaceholderText(worded)
        line.setAccessibleName(self._tools.words(say("Filtrar por {field}", field=worded)))
        line.setClearButtonEnabled(True)
        line.setFixedWidth(self._tools.theme.px(width))
        mark(line, "filter")

    def _day(self, line: QLineEdit) -> date | None:
        typed = line.text().strip()
        day = read_day(typed, self._tools.clock.today()) if typed else None
        restyle(line, "wrong", "true" if typed and day is None else "false")
        line.setToolTip(self._tools.formats.day(day) if day else "")
        return day

    def _on_picked(self, _value: object) -> None:
        self.changed.emit()

    def _on_picker_text(self, text: str) -> None:
        """The small cross of a picker empties it without a word of its own."""
        for picker in (self._territory, self._type) if not text else ():
            if not picker.text() and picker.value:
                picker.show_value(None)
                self.changed.emit()
