"""The publics of a dissemination, each with how many people there were: counted, not listed."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSpinBox, QWidget

from fieldapp.packs.pack import Pack
from fieldapp.records.text import say
from fieldapp.rules.dissemination import DISSEMINATION
from fieldapp.ui.page import Page
from fieldapp.ui.theme import mark
from fieldapp.work.visit_room import VisitRoom

_PEOPLE_MOST: Final = 100_000
_COLUMNS: Final = 2


class AudienceBox(QWidget):
    """A number for each public; hidden where the visit is no dissemination and counted none."""

    counted = Signal(str, int)
    """The code of an audience, and how many people of it there were."""

    def __init__(self, page: Page, pack: Pack) -> None:
        super().__init__()
        self._numbers: dict[str, QSpinBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(page.tools.theme.space(3))
        heading = QLabel(page.words(say("Públicos de la difusión: cuántas personas de cada uno")))
        mark(heading, "section")
        grid.addWidget(heading, 0, 0, 1, 2 * _COLUMNS)
        for place, one in enumerate(pack.catalogue("audiences")):
            number = QSpinBox()
            number.setRange(0, _PEOPLE_MOST)
            number.setKeyboardTracking(False)
            number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            number.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            label = QLabel(page.words(one.label))
            label.setBuddy(number)
            number.setAccessibleName(page.words(one.label))
            number.valueChanged.connect(partial(self.counted.emit, one.code))
            row, column = divmod(place, _COLUMNS)
            grid.addWidget(label, row + 1, 2 * column)
            grid.addWidget(number, row + 1, 2 * column + 1)
            self._numbers[one.code] = number
        grid.setColumnStretch(2 * _COLUMNS, 1)
        self.hide()

    def number(self, audience: str) -> QSpinBox:
        """Where the people of an audience are counted."""
        return self._numbers[audience]

    def show_room(self, room: VisitRoom, *, locked: bool) -> None:
        """Show what was counted; the number that is being typed stays."""
        for code, number in self._numbers.items():
            if not number.hasFocus():
                number.blockSignals(True)
                number.setValue(room.audiences.get(code, 0))
                number.blockSignals(False)
            number.setEnabled(not locked)
        self.setVisible(room.activity.kind == DISSEMINATION or bool(room.audiences))
