"""What is drawn rather than written: signatures, QR codes, and what stands at a page's bottom."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# (reportlab's stubs leave the parameters of its drawing calls untyped)

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import segno
from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from fieldapp.documents.tagging import figure
from fieldapp.rules.ink import Drawing

QR_SIDE: Final = 35 * mm
_QUIET: Final = 4
_MODULE_LEAST: Final = 0.5 * mm
_PEN: Final = 9
"""Width of a drawn stroke in pad units: 0.4 pt and more at every printed size."""
_ENLARGED_MOST: Final = 2
"""A small scribble is printed at most so many times larger than its pad would be."""


class DrawnSignature(Flowable):
    """The strokes of a signature, fitted into a box and drawn as one vector path.

    `alt` is what a screen reader says of it.
    """

    def __init__(self, drawing: Drawing, width: float, height: float, alt: str) -> None:
        super().__init__()
        self.width, self.height, self.alt = width, height, alt
        self._drawing = drawing

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002
        """The box is as large as it was ordered."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw every stroke; the pad's y grows downwards, the page's upwards."""
        with figure(self.canv, self.alt, self.width, self.height):
            self._draw_strokes()

    def _draw_strokes(self) -> None:
        """As large as the box allows, wherever on the pad it was written."""
        points = [point for stroke in self._drawing.strokes for point in stroke]
        if not points:
            return
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        top, bottom = min(y for _, y in points), max(y for _, y in points)
        scale = min(
            self.width / (right - left + _PEN),
            self.height / (bottom - top + _PEN),
            _ENLARGED_MOST * self.height / self._drawing.height,
        )
        canvas = self.canv
        canvas.saveState()
        canvas.translate(0, (self.height - scale * (bottom - top + _PEN)) / 2)
        canvas.scale(scale, scale)
        canvas.setLineWidth(max(_PEN, 0.4 / scale))
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        canvas.setStrokeColor(black)
        path = canvas.beginPath()
        for stroke in self._drawing.strokes:
            for place, (x, y) in enumerate(stroke):
                draw_to = path.lineTo if place else path.moveTo
                draw_to(x - left + _PEN // 2, bottom - y + _PEN // 2)
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.restoreState()


class QrCode(Flowable):
    """A QR with its quiet zone of four modules inside the given side.

    Its error correction is Q, or as strong as leaves the modules large enough for a photograph.
    """

    def __init__(self, content: str, alt: str, side: float = QR_SIDE) -> None:
        super().__init__()
        self.width = self.height = side
        self.alt = alt
        self._modules = _modules_of(content, side)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002
        """A square of the ordered side."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw each horizontal run of dark modules as one rectangle."""
        with figure(self.canv, self.alt, self.width, self.height):
            self._draw_modules()

    def _draw_modules(self) -> None:
        count = len(self._modules)
        canvas = self.canv
        canvas.saveState()
        canvas.scale(self.width / (count + 2 * _QUIET), self.height / (count + 2 * _QUIET))
        canvas.setFillColor(black)
        path = canvas.beginPath()
        for row, modules in enumerate(self._modules):
            for start, length in _dark_runs(modules):
                path.rect(start + _QUIET, count - row - 1 + _QUIET, length, 1)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.restoreState()


class AtPageBottom(Flowable):
    """What stands at the bottom of the page on which the text ends, one part over the other."""

    def __init__(self, *parts: Flowable) -> None:
        super().__init__()
        self._parts = parts
        self._heights: list[float] = []

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Take all the room that is left, or ask for the next page."""
        self._heights = [part.wrap(aW, aH)[1] for part in self._parts]
        return aW, max(sum(self._heights), aH)

    def draw(self) -> None:
        """Draw the last part at the lower left corner of the room taken, the others above it."""
        for place, part in enumerate(self._parts):
            part.drawOn(self.canv, 0, sum(self._heights[place + 1 :]))


def fits_in(content: str, side: float) -> bool:
    """Tell whether a QR of this side would hold a text in modules that a photograph shows."""
    try:
        weakest = segno.make(content, error="l", micro=False, boost_error=False)
    except segno.DataOverflowError:
        return False
    return _module(len(weakest.matrix), side) >= _MODULE_LEAST


def _modules_of(content: str, side: float) -> Sequence[Sequence[int]]:
    """The matrix with the strongest correction that fits, with the weakest when none does."""
    matrix: Sequence[Sequence[int]] = ()
    for error in ("q", "m", "l"):
        matrix = segno.make(content, error=error, micro=False, boost_error=False).matrix
        if _module(len(matrix), side) >= _MODULE_LEAST:
            break
    return matrix


def _module(count: int, side: float) -> float:
    """How wide a module is when so many stand in a row, between the quiet zones."""
    return side / (count + 2 * _QUIET)


def _dark_runs(modules: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(start, length) of each run of dark modules in a row."""
    start: int | None = None
    for place, dark in enumerate([*modules, 0]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place - start
            start = None
