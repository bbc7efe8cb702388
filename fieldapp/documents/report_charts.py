"""Charts of reports, in black on white: bars, a ring of axes, columns joined by arrows, a map.

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
"""Each point stands in the cell of its two values, from 1; a thick line parts the upper two."""

_LETTERS: Final = 8
_GREY: Final = Color(0.82, 0.82, 0.82)
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
_MUCH: Final = 2
"""Of five, 4 and 5 are much."""
_MAP_LEFT: Final = 10 * mm
_MAP_BELOW: Final = 9 * mm
_MAP_LOW: Final = 8 * mm
_MAP_LINES: Final = 7
"""So many lines in each cell of a page on its side leave room for five rows."""


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
    """Cells from 1 to the most each way, with the names of what stands in each one below another.

    So no two names lie on each other. A row is as high as its fullest cell; of a cell with more
    names than fit, the last line says how many there are besides: the lists name all.
    """

    def __init__(self, picture: Picture, width: float) -> None:
        self._most = int(picture.most)
        self._cell = (width - _MAP_LEFT) / self._most
        named: dict[tuple[int, int], list[str]] = {}
        for (name, across), up in zip(picture.points, picture.heights, strict=True):
            named.setdefault((int(across), int(up)), []).append(name)
        self._named = {place: self._lines(sorted(names)) for place, names in named.items()}
        levels = range(1, self._most + 1)
        rows = [max(len(self._named.get((n, up), ())) for n in levels) for up in levels]
        self._highs = [max(_MAP_LOW, lines * _LEADING + 2 * _PAD) for lines in rows]
        super().__init__(picture, width, _MAP_BELOW + sum(self._highs))

    def draw_lines(self) -> None:
        canvas = self.canv
        canvas.setFillColor(black)
        canvas.setFont(REGULAR, _LETTERS)
        below = _MAP_BELOW
        for up, high in enumerate(self._highs, start=1):
            self._line_across(below, thick=up == self._most - _MUCH + 1)
            canvas.drawRightString(_MAP_LEFT - _PAD, below + high / 2 - 1 * mm, str(up))
            for across in range(1, self._most + 1):
                left = _MAP_LEFT + (across - 1) * self._cell
                for row, line in enumerate(self._named.get((across, up), ()), start=1):
                    canvas.drawString(left + _PAD, below + high - row * _LEADING, line)
            below += high
        self._line_across(below)
        for across in range(self._most + 1):
            left = _MAP_LEFT + across * self._cell
            canvas.setLineWidth(2 * RULE if across == self._most - _MUCH else HAIRLINE)
            canvas.line(left, _MAP_BELOW, left, below)
            if across:
                canvas.drawCentredString(left - self._cell / 2, _MAP_BELOW - 4 * mm, str(across))
        self._name_axes()

    def _line_across(self, level: float, *, thick: bool = False) -> None:
        self.canv.setLineWidth(2 * RULE if thick else HAIRLINE)
        self.canv.line(_MAP_LEFT, level, self.width, level)

    def _name_axes(self) -> None:
        canvas = self.canv
        across, up = self.picture.axes
        canvas.drawRightString(self.width, 0.5 * mm, across)
        canvas.saveState()
        canvas.rotate(90)
        canvas.drawRightString(self.height, -3 * mm, up)
        canvas.restoreState()

    def _lines(self, names: Sequence[str]) -> list[str]:
        room = self._cell - 2 * _PAD
        lines: list[str] = []
        for n, name in enumerate(names):
            more = _wrapped(name, room, _LINES)
            is_last = n == len(names) - 1
            if len(lines) + len(more) + (not is_last) > _MAP_LINES:
                return [*lines, f"y {len(names) - n} más"]
            lines += more
        return lines


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
