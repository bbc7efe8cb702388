"""The dated marks beside the state of an acta: approved, delivered, received, superseded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.records.text import Text, say, say_n
from fieldapp.ui.page import PageTools
from fieldapp.ui.widgets.status_chip import StatusChip
from fieldapp.work.acta_room import ActaRoom

_Mark = tuple[str, Text, str]
"""An icon, the words, the colour role."""


class ActaMarks(QWidget):
    """One line for each thing that happened to the acta; nothing while nothing did."""

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self._tools = tools
        self._chips: list[StatusChip] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tools.theme.space(1))

    def show_marks(self, acta: ActaRoom | None) -> None:
        """Show the marks of an acta."""
        marks = list(self._marks(acta)) if acta is not None else []
        while len(self._chips) < len(marks):
            chip = StatusChip(self._tools.theme)
            self._chips.append(chip)
            self._column.addWidget(chip)
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < len(marks))
            if place < len(marks):
                icon, words, role = marks[place]
                chip.show_status(icon, self._tools.words(words), role)
        self.setVisible(bool(marks))

    def _marks(self, acta: ActaRoom) -> Iterator[_Mark]:
        stands = acta.standing
        if acta.clarifies:
            yield "info", say("Aclara el acta {number}", number=acta.clarifies), "info"
        if stands.superseded_by:
            number = stands.superseded_by
            yield "warn", say("Sustituida por el acta {number}", number=number), "warn"
        if stands.recovered_at:
            day = self._day(stands.recovered_at)
            yield "info", say("Recuperada de una copia el {day}", day=day), "warn"
        if stands.approved_on:
            day = self._tools.formats.day(stands.approved_on)
            said = (
                say("Aprobada el {day}: nadie objetó en el plazo", day=day)
                if stands.tacit
                else say("Aprobada el {day}", day=day)
            )
            yield "check", said, "good"
        if stands.delivered_at:
            day = self._day(stands.delivered_at)
            yield (
                "deliver",
                say_n(
                    "Entregada el {day}: {n} copia",
                    "Entregada el {day}: {n} copias",
                    stands.copies,
                    day=day,
                ),
                "good",
            )
        if stands.received_at:
            day = self._day(stands.received_at)
            yield "online", say("Recibida en el nivel central el {day}", day=day), "good"

    def _day(self, at: datetime) -> str:
        formats = self._tools.formats
        return formats.day(formats.day_of(at))
