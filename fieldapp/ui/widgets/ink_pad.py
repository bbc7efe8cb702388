"""Where a person signs on the screen, with a mouse, a finger or a pen.

What is kept is geometry in units of the pad, never pixels, pressure or speed: the drawing keeps
its shape when the window, the font or the paper has another size.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp.records.text import say
from fieldapp.rules.ink import Drawing
from fieldapp.ui.ports import Wording
from fieldapp.ui.theme import Theme

_WIDTH, _HEIGHT = 1000, 360
_LEAST_WIDTH_PX, _LEAST_HEIGHT_PX = 320, 116
_STEP = 4
"""A point nearer than this many units to the last one says nothing new."""
_INK_UNITS = 4
_LINE_AT = 0.78

Point = tuple[int, int]


class InkPad(QWidget):
    """A sheet of fixed proportions; Del wipes it."""

    changed = Signal()
    """A stroke was finished, or the pad was wiped."""

    def __init__(self, theme: Theme, words: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._strokes: list[list[Point]] = []
        self._drawing = False
        self.setAccessibleName(words(say("Firma")))
        self.setAccessibleDescription(words(say("Firme aquí. La tecla Supr borra la firma.")))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setMinimumSize(theme.px(_LEAST_WIDTH_PX), theme.px(_LEAST_HEIGHT_PX))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def drawing(self) -> Drawing:
        """Return what was drawn; `is_blank` tells a pad on which nobody signed."""
        return Drawing(_WIDTH, _HEIGHT, tuple(tuple(stroke) for stroke in self._strokes))

    @property
    def is_blank(self) -> bool:
        """Whether nobody signed: nothing, or a dot left by a resting hand."""
        return self.drawing().is_blank

    def show_drawing(self, drawing: Drawing) -> None:
        """Show a signature, grown to this pad."""
        grow = _WIDTH / max(drawing.width, 1)
        self._strokes = [
            [(round(x * grow), round(y * grow)) for x, y in stroke] for stroke in drawing.strokes
        ]
        self.update()

    def clear(self) -> None:
        """Wipe the pad."""
        self._strokes = []
        self.update()
        self.changed.emit()

    def heightForWidth(self, width: int) -> int:
        return width * _HEIGHT // _WIDTH

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        else:
            super().keyPressEvent(event)

    # A pen, a finger and a mouse draw alike. Qt turns a single finger into mouse events.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._put_down(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._draw_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._lift()

    def tabletEvent(self, event: QTabletEvent) -> None:
        kind = event.type()
        if kind == QEvent.Type.TabletPress:
            self._put_down(event.position())
        elif kind == QEvent.Type.TabletMove:
            self._draw_to(event.position())
        elif kind == QEvent.Type.TabletRelease:
            self._lift()
        event.accept()

    def _put_down(self, at: QPointF) -> None:
        if self.isEnabled():
            self._drawing = True
            self._strokes.append([self._unit(at)])

    def _draw_to(self, at: QPointF) -> None:
        if not self._drawing:
            return
        point, last = self._unit(at), self._strokes[-1][-1]
        if abs(point[0] - last[0]) + abs(point[1] - last[1]) >= _STEP:
            self._strokes[-1].append(point)
            self.update()

    def _lift(self) -> None:
        if self._drawing:
            self._drawing = False
            self.changed.emit()

    def _sheet(self) -> QRectF:
        """The part of the widget that is paper: as large as fits, in its proportions."""
        scale = min(self.width() / _WIDTH, self.height() / _HEIGHT)
        return QRectF(0, 0, _WIDTH * scale, _HEIGHT * scale)

    def _unit(self, at: QPointF) -> Point:
        scale = _WIDTH / self._sheet().width()
        x, y = round(at.x() * scale), round(at.y() * scale)
        return min(max(x, 0), _WIDTH), min(max(y, 0), _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        colour, sheet = self._theme.colour, self._sheet()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(colour("focus" if self.hasFocus() else "control"), 2 if self.hasFocus() else 1)
        painter.setPen(edge)
        painter.setBrush(colour("raised"))
        radius = self._theme.px(6)
        painter.drawRoundedRect(sheet.adjusted(1, 1, -1, -1), radius, radius)
        painter.scale(sheet.width() / _WIDTH, sheet.height() / _HEIGHT)
        painter.setPen(QPen(colour("line"), 2))
        painter.drawLine(QPointF(60, _HEIGHT * _LINE_AT), QPointF(_WIDTH - 60, _HEIGHT * _LINE_AT))
        ink = QPen(colour("text"), _INK_UNITS)
        ink.setCapStyle(Qt.PenCapStyle.RoundCap)
        ink.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(ink)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self._strokes:
            path = QPainterPath(QPointF(*stroke[0]))
            for point in stroke[1:]:
                path.lineTo(QPointF(*point))
            painter.drawPath(path)
        painter.end()
