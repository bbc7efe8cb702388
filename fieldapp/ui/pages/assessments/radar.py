"""The radar on the screen: an axis for each dimension, said in words to who does not see it."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp.records.text import say
from fieldapp.rules.assessments import MOST, Dimension
from fieldapp.rules.reports.assessment import radar, score_words
from fieldapp.ui.page import PageTools

_LEAST_PX: Final = 90
_AROUND_PX: Final = 34
_RADIUS_LEAST_PX: Final = 50
_RINGS: Final = 4
_DOT_PX: Final = 4


class Radar(QWidget):
    """Rings for the scores 1 to 4; the names of the axes stand around with their values."""

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self._theme = tools.theme
        self._dimensions: Sequence[Dimension] = ()
        self.setMinimumSize(tools.theme.px(_LEAST_PX), tools.theme.px(_LEAST_PX))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tools.words(say("Radar del puntaje por dimensión")))
        tools.theme.changed.connect(self.update)

    def show_dimensions(self, dimensions: Sequence[Dimension]) -> None:
        """Draw these; a screen reader says the same words that stand under the printed radar."""
        self._dimensions = dimensions
        told = radar(dimensions).told
        self.setAccessibleDescription(told)
        self.setToolTip(told)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names = [f"{one.label}: {score_words(one)}" for one in self._dimensions]
        if names and self._has_room(names):
            self._paint_rings(painter, len(names))
            self._paint_values(painter)
            for n, name in enumerate(names):
                self._paint_name(painter, n, name)
        elif names:
            painter.setPen(self._theme.colour("text"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "\n".join(names))
        painter.end()

    def _has_room(self, names: list[str]) -> bool:
        """Whether the rings can be read and the names at both sides do not meet; else words."""
        metrics = self.fontMetrics()
        widest = sorted(metrics.horizontalAdvance(one) for one in names)[-2:]
        enough = self._radius >= self._theme.px(_RADIUS_LEAST_PX)
        return enough and sum(widest) + self._theme.space(4) <= self.width()

    def _paint_rings(self, painter: QPainter, axes: int) -> None:
        painter.setPen(QPen(self._theme.colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ring in range(1, _RINGS + 1):
            painter.drawPolygon(self._around([ring / _RINGS] * axes))
        for n in range(axes):
            painter.drawLine(self._middle, self._at(n, 1))

    def _paint_values(self, painter: QPainter) -> None:
        shares = [float((one.mean or 0) / MOST) for one in self._dimensions]
        fill = self._theme.colour("accent")
        fill.setAlphaF(0.18)
        painter.setBrush(fill)
        painter.setPen(QPen(self._theme.colour("accent"), 2))
        painter.drawPolygon(self._around(shares))
        painter.setBrush(self._theme.colour("accent"))
        for n, share in enumerate(shares):
            dot = self._theme.px(_DOT_PX)
            painter.drawEllipse(self._at(n, share), dot, dot)

    def _paint_name(self, painter: QPainter, n: int, words: str) -> None:
        painter.setPen(self._theme.colour("text"))
        at, middle = self._at(n, 1), self._middle
        metrics = painter.fontMetrics()
        wide = max(min(metrics.horizontalAdvance(words) + 4, self.width()), 1)
        gap, high = self._theme.space(2), metrics.height()
        left, top = at.x() - wide / 2, at.y() - high - gap
        if at.y() > middle.y() + 1:
            top = at.y() + gap
        left = min(max(left, 0), self.width() - wide)
        if abs(at.y() - middle.y()) <= 1:  # at the side: over its axis, clear of the ring
            left = self.width() - wide if at.x() > middle.x() else 0
            top = at.y() - self._radius * 0.62 - high
        painter.drawText(QRectF(left, top, wide, high), Qt.AlignmentFlag.AlignCenter, words)

    @property
    def _middle(self) -> QPointF:
        return QPointF(self.width() / 2, self.height() / 2)

    @property
    def _radius(self) -> float:
        return min(self.width(), self.height()) / 2 - self._theme.px(_AROUND_PX)

    def _at(self, n: int, share: float) -> QPointF:
        turn = pi / 2 - 2 * pi * n / max(len(self._dimensions), 1)
        out = self._radius * min(max(share, 0), 1)
        return self._middle + QPointF(out * cos(turn), -out * sin(turn))

    def _around(self, shares: list[float]) -> QPolygonF:
        return QPolygonF([self._at(n, share) for n, share in enumerate(shares)])
