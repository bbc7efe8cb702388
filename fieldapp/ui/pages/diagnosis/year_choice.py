"""The year for which people choose: one back, one on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from fieldapp.records.text import Text, say
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark


class YearChoice(QWidget):
    """A year between two buttons."""

    changed = Signal()

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self.year = tools.clock.today().year
        self._words = tools.words
        self._shown = QLabel(str(self.year))
        mark(self._shown, "label")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tools.theme.space(1))
        row.addWidget(self._button(tools, "left", -1, say("Un año antes")))
        row.addWidget(self._shown)
        row.addWidget(self._button(tools, "right", 1, say("Un año después")))

    def show_year(self, year: int) -> None:
        """Show a year, without telling anybody."""
        self.year = year
        self._shown.setText(str(year))
        self._shown.setAccessibleName(self._words(say("Año {year}", year=str(year))))

    def _button(self, tools: PageTools, icon: str, step: int, told: Text) -> QPushButton:
        button = QPushButton()
        mark(button, "icon")
        tools.theme.dress(button, icon)
        button.setAccessibleName(tools.words(told))
        button.setToolTip(tools.words(told))
        button.clicked.connect(lambda: self._go(step))
        return button

    def _go(self, step: int) -> None:
        self.show_year(self.year + step)
        self.changed.emit()
