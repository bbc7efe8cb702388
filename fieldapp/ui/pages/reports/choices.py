"""What a report needs to be told: from when to when, where, by whom, of which record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp.records.describe import Fact, FieldSpec, FieldType, KindSpec
from fieldapp.records.text import Text, say
from fieldapp.rules.periods import Period
from fieldapp.ui.widgets.editors import DayEditor, Editor, PickEditor, Unreadable
from fieldapp.ui.widgets.field_box import FieldBox
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.period_picker import PERIOD, with_periods
from fieldapp.ui.widgets.ports import FormTools
from fieldapp.work.reports import Asks, ReportFacts, Wanted

_BOX_PX: Final = 165
_RECORD_PX: Final = 340
_FIELDS: Final[Mapping[Asks, tuple[FieldSpec, ...]]] = {
    Asks.PERIOD: (
        PERIOD,
        FieldSpec("since", FieldType.DAY, Fact("Desde", hint="Vacío: desde el comienzo"), None),
        FieldSpec("until", FieldType.DAY, Fact("Hasta", hint="Vacío: hasta hoy"), None),
    ),
    Asks.TERRITORY: (
        FieldSpec("territory", FieldType.TERRITORY, Fact("Territorio", hint="Vacío: todos"), None),
    ),
    Asks.AXIS: (
        FieldSpec("axis", FieldType.CODE, Fact("Eje", catalogue="axes", hint="Vacío: todos"), None),
    ),
    Asks.OFFICER: (
        FieldSpec(
            "officer",
            FieldType.REF,
            Fact("Funcionario", to=("person",), hint="Vacío: todos"),
            None,
        ),
    ),
}


class ReportChoices(QWidget):
    """Only what the chosen report asks for; days and territory stay from one report to the next."""

    changed = Signal()
    """Something else is wanted than what was prepared."""

    def __init__(self, tools: FormTools, periods: Callable[[date], Sequence[Period]]) -> None:
        super().__init__()
        self._tools, self._periods = with_periods(tools, periods)
        self._facts: ReportFacts | None = None
        self._boxes: dict[str, FieldBox] = {}
        self._asked: dict[str, FieldBox] = {}
        self._flow = FlowLayout(tools.theme.space(4), self)
        for fields in _FIELDS.values():
            for field in fields:
                self._add(field, _BOX_PX)
        self._boxes[PERIOD.name].editor.typed.connect(self._on_period)
        for day in ("since", "until"):
            self._boxes[day].editor.typed.connect(self._on_day)

    @property
    def asked(self) -> Mapping[str, FieldBox]:
        """What the chosen report asks for, by name."""
        return self._asked

    def ask(self, facts: ReportFacts, about: KindSpec | None) -> None:
        """Ask what a report needs; `about` is the kind whose record it is of."""
        self._facts = facts
        gone = self._boxes.pop("record", None)
        if gone is not None:
            self._flow.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        if about is not None:
            fact = Fact(about.label, to=(about.name,), close=True)
            self._add(FieldSpec("record", FieldType.REF, fact, None), _RECORD_PX)
        wanted = {field.name for asks in facts.asks for field in _FIELDS[asks]} | {"record"}
        self._asked = {name: box for name, box in self._boxes.items() if name in wanted}
        for name, box in self._boxes.items():
            box.setVisible(name in wanted)
        self.setVisible(bool(self._asked))

    def show_record(self, record: UUID) -> None:
        """The report is about this record."""
        self._boxes["record"].show_value(record)

    def focus_first(self) -> None:
        """Put the cursor where the first thing is asked."""
        box = self._asked.get("record") or next(iter(self._asked.values()), None)
        if box is not None:
            box.editor.setFocus()

    def wanted(self) -> Wanted | None:
        """What was chosen; None, with the sentence under the field, where it is not whole."""
        values = {name: self._read(box) for name, box in self._asked.items()}
        if _NOTHING in values.values():
            return None
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            return self._fault("until", say("Es anterior al comienzo."))
        if "record" in self._asked and values["record"] is None:
            return self._fault("record", say("Elija de qué registro es el informe."))
        values.pop(PERIOD.name, None)
        return Wanted(**values)

    def _on_period(self) -> None:
        """The days of the period chosen stand in their fields, where they may be changed."""
        with suppress(Unreadable):
            chosen = self._periods.named(self._boxes[PERIOD.name].editor.value())
            if chosen is None:
                return
            self._boxes["since"].show_value(chosen.since)
            self._boxes["until"].show_value(chosen.until)

    def _on_day(self) -> None:
        """Other days are no period any more."""
        self._boxes[PERIOD.name].show_value(None)

    def _read(self, box: FieldBox) -> Any:
        try:
            value = box.editor.value()
        except Unreadable as unreadable:
            box.show_fault(unreadable.text)
            return _NOTHING
        box.show_fault(None)
        return value

    def _fault(self, name: str, text: Text) -> None:
        self._boxes[name].show_fault(text)
        self._boxes[name].editor.setFocus()

    def _add(self, field: FieldSpec, width_px: int) -> None:
        editor: Editor = (DayEditor if field.type is FieldType.DAY else PickEditor)(
            field, self._tools
        )
        box = FieldBox(field, editor, self._tools)
        box.setFixedWidth(self._tools.theme.px(width_px))
        editor.typed.connect(self.changed)
        self._boxes[field.name] = box
        self._flow.addWidget(box)


_NOTHING: Final = object()
"""Stands for what could not be read."""
