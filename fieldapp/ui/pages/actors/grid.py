"""Five by five cells: interest to the right, influence upwards, a numbered dot for each entity."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from fieldapp.records.text import say
from fieldapp.ui.page import PageTools
from fieldapp.work.actors import LEAST, MOST, Actor

_LEAST_PX: Final = 190
_MARGIN_PX: Final = 26
_DOT_PX: Final = 13
_ABREAST: Final = 3
_MOVES: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_WALKS: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class ActorGrid(QWidget):
    """The arrows move the chosen entity, Page Up and Page Down choose another; a mouse drags."""

    chosen = Signal(object)
    """The entity somebody took hold of."""
    placed = Signal(object, int, int)
    """An entity and the interest and influence it should have."""

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self._tools = tools
        self._actors: list[Actor] = []
        self._current = -1
        self._dragged: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(tools.theme.px(_LEAST_PX), tools.theme.px(_LEAST_PX))
        tools.theme.changed.connect(self.update)
        self._speak()

    def show_actors(self, actors: Sequence[Actor]) -> None:
        """Show these; the number of a dot is its place among them, from 1."""
        current = self.current
        self._actors = list(actors)
        self._current = -1
        if current is not None:
            self.choose(current)
        self.update()

    @property
    def current(self) -> Actor | None:
        """The entity the keys move."""
        return self._actors[self._current] if 0 <= self._current < len(self._actors) else None

    def choose(self, actor: Actor) -> None:
        """Let the keys move this entity."""
        self._current = next((n for n, one in enumerate(self._actors) if one.id == actor.id), -1)
        self._speak()
        self.update()

    def spot(self, actor: Actor) -> QPointF:
        """Where the middle of an entity's dot is; of several in one cell, side by side."""
        here = [one for one in self._actors if _level(one) == _level(actor)]
        n = next((n for n, one in enumerate(here) if one.id == actor.id), 0)
        abreast = max(min(len(here), _ABREAST), ceil(sqrt(len(here))), 1)
        rows = ceil(len(here) / abreast)
        step = min(2.2 * self._dot, self._side / abreast)
        across = (n % abreast - (abreast - 1) / 2) * step
        down = (n // abreast - (rows - 1) / 2) * step
        return self._cell(*_level(actor)).center() + QPointF(across, down)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _WALKS and self._actors:
            self._current = (self._current + _WALKS[key]) % len(self._actors)
            self._tell_chosen()
        elif key in _MOVES and self.current is not None:
            interest, influence = _level(self.current)
            right, up = _MOVES[key]
            self._place(interest + right, influence + up)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        for n, one in enumerate(self._actors):
            away = self.spot(one) - at
            if QPointF.dotProduct(away, away) <= self._dot**2:
                self._current, self._dragged = n, at
                self._tell_chosen()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None:
            self._dragged = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged is None:
            return
        self._dragged = None
        side = self._side
        interest = int((event.position().x() - self._field.left()) // side) + 1
        influence = MOST - int((event.position().y() - self._field.top()) // side)
        self._place(interest, influence)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._tools.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for interest in range(LEAST, MOST + 1):
            for influence in range(LEAST, MOST + 1):
                much = interest > MOST // 2 + 1 and influence > MOST // 2 + 1
                painter.fillRect(
                    self._cell(interest, influence), theme.colour("tint" if much else "raised")
                )
                painter.setPen(QPen(theme.colour("line"), 1))
                painter.drawRect(self._cell(interest, influence))
        self._paint_words(painter)
        for n, one in enumerate(self._actors):
            self._paint_dot(painter, n, one)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(self._field)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        words, field = self._tools.words, self._field
        painter.setPen(self._tools.theme.colour("text_soft"))
        below = QRectF(field.left(), field.bottom(), field.width(), self._margin)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words(say("Interés →")))
        painter.save()
        painter.translate(field.left() - self._margin, field.bottom())
        painter.rotate(-90)
        beside = QRectF(0, 0, field.height(), self._margin)
        painter.drawText(beside, Qt.AlignmentFlag.AlignCenter, words(say("Influencia →")))
        painter.restore()

    def _paint_dot(self, painter: QPainter, n: int, one: Actor) -> None:
        theme, chosen = self._tools.theme, n == self._current
        at = self._dragged if chosen and self._dragged is not None else self.spot(one)
        painter.setBrush(theme.colour("accent" if chosen else "surface"))
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawEllipse(at, self._dot, self._dot)
        painter.setPen(theme.colour("on_accent" if chosen else "text"))
        around = QRectF(0, 0, 2 * self._dot, 2 * self._dot)
        around.moveCenter(at)
        painter.drawText(around, Qt.AlignmentFlag.AlignCenter, str(n + 1))

    @property
    def _dot(self) -> float:
        return self._tools.theme.px(_DOT_PX)

    @property
    def _margin(self) -> float:
        return self._tools.theme.px(_MARGIN_PX)

    @property
    def _side(self) -> float:
        return (min(self.width(), self.height()) - self._margin - 2) / MOST

    @property
    def _field(self) -> QRectF:
        return QRectF(self._margin, 1, self._side * MOST, self._side * MOST)

    def _cell(self, interest: int, influence: int) -> QRectF:
        field, side = self._field, self._side
        left, top = field.left() + (interest - 1) * side, field.top() + (MOST - influence) * side
        return QRectF(left, top, side, side)

    def _place(self, interest: int, influence: int) -> None:
        inside = [min(MOST, max(LEAST, one)) for one in (interest, influence)]
        if self.current is not None and (inside[0], inside[1]) != _level(self.current):
            self.placed.emit(self.current, inside[0], inside[1])

    def _tell_chosen(self) -> None:
        self._speak()
        self.update()
        self.chosen.emit(self.current)

    def _speak(self) -> None:
        """A screen reader hears which entity is held, and where it stands."""
        words, one = self._tools.words, self.current
        self.setAccessibleName(words(say("Mapa de interés e influencia")))
        if one is None:
            how = say("Av Pág y Re Pág eligen una entidad; las flechas la mueven.")
        else:
            interest, influence = _level(one)
            how = say(
                "{name}: interés {interest}, influencia {influence}. Las flechas la mueven.",
                name=one.name,
                interest=interest,
                influence=influence,
            )
        self.setAccessibleDescription(words(how))


def _level(actor: Actor) -> tuple[int, int]:
    return actor.interest or LEAST, actor.influence or LEAST
