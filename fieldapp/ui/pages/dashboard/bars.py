"""Named bars one under the other: enough to compare, each with its number and never by colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp.ui.theme import Theme

_NAME_SHARE: Final = 0.44
_NUMBER_CHARS: Final = 6
_BAR_SHARE: Final = 0.5
_LINE: Final = 1.5


@dataclass(frozen=True, slots=True)
class Bar:
    """What a bar is called, and how long it is."""

    name: str
    value: int


class Bars(QWidget):
    """The longest bar is as wide as there is room; its words are read to whoever cannot see it."""

    def __init__(self, theme: Theme, bars: Sequence[Bar], told: str) -> None:
        super().__init__()
        self._theme = theme
        self._bars = list(bars)
        self.setAccessibleName(told)
        self.setAccessibleDescription(", ".join(f"{one.name} {one.value}" for one in bars))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(0, self._line * len(self._bars))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, metrics = QPainter(self), self.fontMetrics()
        gap = self._theme.space(2)
        names = self.width() * _NAME_SHARE
        numbers = metrics.averageCharWidth() * _NUMBER_CHARS
        room = max(self.width() - names - numbers - 3 * gap, 1)
        most = max((one.value for one in self._bars), default=0) or 1
        middle = Qt.AlignmentFlag.AlignVCenter
        for n, one in enumerate(self._bars):
            top = n * self._line
            name = metrics.elidedText(one.name, Qt.TextElideMode.ElideRight, int(names))
            painter.setPen(self._theme.colour("text"))
            painter.drawText(QRectF(gap, top, names, self._line), middle, name)
            high = self._line * _BAR_SHARE
            long = room * one.value / most
            bar = QRectF(names + 2 * gap, top + (self._line - high) / 2, long, high)
            painter.fillRect(bar, self._theme.colour("accent"))
            beside = QRectF(bar.right() + gap, top, numbers, self._line)
            painter.drawText(beside, middle, str(one.value))

    @property
    def _line(self) -> int:
        return round(self.fontMetrics().height() * _LINE)
