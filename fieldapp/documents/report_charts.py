"""Charts of reports, in black on white: bars, radar, columns joined by arrows, a map.

Each has its words beneath.
"""

# pyright: reportUnknownMemberType=false
# (reportlab's stubs leave the parameters of its drawing calls untyped)

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import cos, pi, sin
from typing import Final

from reportlab.lib.colors import Color, black, white
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Spacer

from fieldapp.documents.fonts import REGULAR
from fieldapp.documents.paper import HAIRLINE, NOTE, RULE, text
from fieldapp.documents.tagging import figure
from fieldapp.rules.report import Picture

BARS: Final = "bars"
RADAR: Final = "radar"
CHAIN: Final = "chain"
"""Each point stands in the column of its value, from 0; the first of a column is its head."""

MAP: Final = "map"
"""Whole steps of two scales; the names of a square stand in it under one another."""

_LETTERS: Final = 8
_GREY: Final = Color(0.82, 0.82, 0.82)
_GREY_LIGHT: Final = Color(0.93, 0.93, 0.93)
_BAR: Final = 6 * mm
_NAMES: Final = 62 * mm
_VALUES: Final = 16 * mm
_RADIUS: Final = 34 * mm
_AROUND: Final = 9 * mm
_RINGS: Final = 4
_ARROW: Final = 9 * mm
_LEADING: Final = 3.5 * mm
_LINES: Final = 2
"""So many lines has the name of a bar or of an axis; of a longer one the end is cut."""
_PAD: Final = 1.5 * mm
_SCALE: Final = 7 * mm
_SQUARE: Final = 9 * mm
_NUMBERS: Final = 6
"""So many lines of numbers has a square at most; the list beneath has them all."""
_MAP_MOST: Final = 125 * mm
"""In a higher map names have one line and, if that is not enough, only their numbers are said."""


def drawn(picture: Picture, width: float) -> Sequence[Flowable]:
    """The chart, its words beneath; only the words where there is nothing to draw."""
    chart = _CHARTS[picture.kind](picture, width)
    after = [text(picture.told, NOTE), Spacer(0, 2 * mm)]
    return [chart, *after] if picture.points and picture.most > 0 else after


class _Chart(Flowable):
    """What both charts are: so wide, so high, with words that stand for them."""

    def __init__(self, picture: Picture, width: float, height: float) -> None:
        super().__init__()
        self.picture, self.width, self.height = picture, width, height

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002
        """The size it was given."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it as one figure."""
        with figure(self.canv, self.picture.told, self.width, self.height):
            self.canv.setLineWidth(HAIRLINE)
            self.canv.setStrokeColor(black)
            self.draw_lines()

    def draw_lines(self) -> None:
        """Draw what the kind of chart is made of."""
        raise NotImplementedError


class _Bars(_Chart):
    """One bar after the other: its name at the left, a long one on two lines, its value behind."""

    def __init__(self, picture: Picture, width: float) -> None:
        self._names = [_wrapped(name, _NAMES - 2 * mm, _LINES) for name, _ in picture.points]
        super().__init__(picture, width, sum(map(self._high, self._names)))

    def draw_lines(self) -> None:
        canvas = self.canv
        longest = self.width - _NAMES - _VALUES
        below = self.height
        for name, (_, value) in zip(self._names, self.picture.points, strict=True):
            below -= self._high(name)
            middle = below + self._high(name) / 2
            long = longest * _share(value, self.picture.most)
            canvas.setFillColor(_GREY)
            canvas.rect(_NAMES, middle - _BAR / 2 + 1 * mm, long, _BAR - 2 * mm, fill=1)
            canvas.setFillColor(black)
            canvas.setFont(REGULAR, _LETTERS)
            first = middle - 1 * mm + (len(name) - 1) * _LEADING / 2
            for row, line in enumerate(name):
                canvas.drawString(0, first - row * _LEADING, line)
            canvas.drawString(_NAMES + long + 1.5 * mm, middle - 1 * mm, _figure(value))

    def _high(self, name: Sequence[str]) -> float:
        return _BAR + max(len(name) - 1, 0) * _LEADING


class _Radar(_Chart):
    """An axis for each point from the middle outwards, and the line that joins the values."""

    def __init__(self, picture: Picture, width: float) -> None:
        super().__init__(picture, width, 2 * (_RADIUS + _AROUND))

    def draw_lines(self) -> None:
        canvas = self.canv
        for ring in range(1, _RINGS + 1):
            self._join([ring / _RINGS] * len(self.picture.points), HAIRLINE)
        self._join([_share(value, self.picture.most) for _, value in self.picture.points], 2 * RULE)
        canvas.setFillColor(black)
        canvas.setFont(REGULAR, _LETTERS)
        for n, (name, value) in enumerate(self.picture.points):
            canvas.line(*self._at(n, 0), *self._at(n, 1))
            self._write(name, _figure(value), *self._at(n, 1 + 3 * mm / _RADIUS))

    def _write(self, name: str, figure: str, across: float, up: float) -> None:
        """A name and its figure at the end of an axis: beside it, or above or below it."""
        middle = self.width / 2
        beside = abs(across - middle)
        is_upright = beside < mm
        told = f": {figure}"
        room = (self.width if is_upright else middle - beside) - _wide(told)
        lines = _wrapped(name, room, _LINES)
        lines[-1] += told
        rest = (len(lines) - 1) * _LEADING
        if is_upright:
            write = self.canv.drawCentredString
            up += rest if up > self.height / 2 else -1.5 * mm
        else:
            write = self.canv.drawString if across > middle else self.canv.drawRightString
            up += rest / 2
        for row, line in enumerate(lines):
            write(across, up - row * _LEADING, line)

    def _join(self, shares: Sequence[float], thickness: float) -> None:
        path = self.canv.beginPath()
        for n, share in enumerate(shares):
            (path.lineTo if n else path.moveTo)(*self._at(n, share))
        path.close()
        self.canv.setLineWidth(thickness)
        self.canv.drawPath(path)
        self.canv.setLineWidth(HAIRLINE)

    def _at(self, n: int, share: float) -> tuple[float, float]:
        turn = pi / 2 - 2 * pi * n / len(self.picture.points)
        out = _RADIUS * share
        return self.width / 2 + out * cos(turn), self.height / 2 + out * sin(turn)


class _Chain(_Chart):
    """Columns of boxes, each column leading to the next."""

    def __init__(self, picture: Picture, width: float) -> None:
        columns: dict[Decimal, list[str]] = {}
        for words, column in picture.points:
            columns.setdefault(column, []).append(words)
        self._wide = (width - _ARROW * (len(columns) - 1)) / max(len(columns), 1)
        self._columns = [
            [_wrapped(words, self._wide - 2 * _PAD) for words in columns[one]]
            for one in sorted(columns)
        ]
        highest = max((sum(map(self._high, boxes)) for boxes in self._columns), default=0)
        super().__init__(picture, width, highest)

    def draw_lines(self) -> None:
        canvas = self.canv
        canvas.setFont(REGULAR, _LETTERS)
        for n, boxes in enumerate(self._columns):
            left, top = n * (self._wide + _ARROW), self.height
            for box, lines in enumerate(boxes):
                high = self._high(lines) - _PAD
                canvas.setFillColor(_GREY if box == 0 else white)
                canvas.rect(left, top - high, self._wide, high, fill=1)
                canvas.setFillColor(black)
                for row, line in enumerate(lines, start=1):
                    canvas.drawString(left + _PAD, top - row * _LEADING, line)
                top -= high + _PAD
            if n:
                self._arrow(left - _ARROW)

    def _high(self, lines: Sequence[str]) -> float:
        return len(lines) * _LEADING + 2 * _PAD

    def _arrow(self, left: float) -> None:
        level, tip = self.height - _LEADING, left + _ARROW - 1.5 * mm
        self.canv.line(left + 1.5 * mm, level, tip, level)
        for side in (1, -1):
            self.canv.line(tip, level, tip - 1.5 * mm, level + side * mm)


class _Map(_Chart):
    """Squares of two scales from 1 to the most, each with the names that stand in it.

    A row is as high as its fullest square, so that no name lies upon another; the halves of much
    and little are set apart by a thick line, and their squares by grey.
    """

    def __init__(self, picture: Picture, width: float) -> None:
        self._steps = int(picture.most)
        self._wide = (width - _SCALE) / max(self._steps, 1)
        for most in (_LINES, 1, 0):
            self._squares = self._lines_of(picture, most)
            self._highs = self._row_heights()
            if sum(self._highs) <= _MAP_MOST:
                break
        super().__init__(picture, width, sum(self._highs) + 2 * _SCALE)

    def draw_lines(self) -> None:
        canvas = self.canv
        canvas.setFont(REGULAR, _LETTERS)
        below = 2 * _SCALE
        much = self._steps // 2 + 2
        for up, high in enumerate(self._highs, start=1):
            for across in range(1, self._steps + 1):
                left = _SCALE + (across - 1) * self._wide
                canvas.setFillColor(_GREY_LIGHT if across >= much and up >= much else white)
                canvas.rect(left, below, self._wide, high, fill=1)
                canvas.setFillColor(black)
                for row, line in enumerate(self._squares.get((across, up), ()), start=1):
                    canvas.drawString(left + _PAD, below + high - row * _LEADING, line)
            canvas.drawCentredString(_SCALE / 2 + 1 * mm, below + high / 2 - 1 * mm, str(up))
            if up == much - 1:
                self._thick(_SCALE, below + high, self.width, below + high)
            below += high
        middle = _SCALE + (much - 1) * self._wide
        self._thick(middle, 2 * _SCALE, middle, self.height)
        self._name_scales()

    def _name_scales(self) -> None:
        to_the_right, up = self.picture.scales
        canvas = self.canv
        for across in range(1, self._steps + 1):
            at = _SCALE + (across - 0.5) * self._wide
            canvas.drawCentredString(at, 2 * _SCALE - 4 * mm, str(across))
        canvas.drawCentredString((self.width + _SCALE) / 2, _SCALE - 2 * mm, to_the_right)
        canvas.saveState()
        canvas.translate(2 * mm, 2 * _SCALE + sum(self._highs) / 2)
        canvas.rotate(90)
        canvas.drawCentredString(0, 0, up)
        canvas.restoreState()

    def _thick(self, left: float, below: float, right: float, above: float) -> None:
        self.canv.setLineWidth(2 * RULE)
        self.canv.line(left, below, right, above)
        self.canv.setLineWidth(HAIRLINE)

    def _row_heights(self) -> list[float]:
        def lines(up: int) -> int:
            return max(len(self._squares.get((n, up), ())) for n in range(1, self._steps + 1))

        return [max(_SQUARE, lines(up) * _LEADING + _PAD) for up in range(1, self._steps + 1)]

    def _lines_of(self, picture: Picture, most: int) -> dict[tuple[int, int], list[str]]:
        """The lines of each square, by its steps to the right and up; with 0, only numbers."""
        names: dict[tuple[int, int], list[str]] = {}
        for (name, up), across in zip(picture.points, picture.across, strict=True):
            names.setdefault((int(across), int(up)), []).append(name)
        room = self._wide - 2 * _PAD
        if not most:
            return {
                at: _wrapped(", ".join(one.split(".")[0] for one in found), room, _NUMBERS)
                for at, found in names.items()
            }
        return {
            at: [line for one in found for line in _wrapped(one, room, most)]
            for at, found in names.items()
        }


_CHARTS: Final = {BARS: _Bars, RADAR: _Radar, CHAIN: _Chain, MAP: _Map}


def _share(value: Decimal, most: Decimal) -> float:
    return float(min(max(value / most, Decimal(0)), Decimal(1)))


def _figure(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def _wrapped(words: str, width: float, most: int | None = None) -> list[str]:
    """The words on lines of that width; of more than `most` lines the last is cut."""
    lines = [""]
    said = words.split()
    for n, word in enumerate(said):
        longer = f"{lines[-1]} {word}".strip()
        if _fits(longer, width):
            lines[-1] = longer
        elif most is not None and len(lines) == most:
            lines[-1] = _cut(f"{lines[-1]} {' '.join(said[n:])}", width)
            break
        else:
            lines.append(_cut(word, width))
    return [line for line in lines if line] or [""]


def _cut(words: str, width: float) -> str:
    """The words, with an ellipsis in the place of those that have no room."""
    if _fits(words, width):
        return words
    kept = words
    while kept and not _fits(f"{kept}…", width):
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _fits(words: str, width: float) -> bool:
    return _wide(words) <= width


def _wide(words: str) -> float:
    return stringWidth(words, REGULAR, _LETTERS)
