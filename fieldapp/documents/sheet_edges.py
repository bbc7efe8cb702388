"""Where the sheet lies in a photograph: four straight edges, found by the light that changes there.

Brightness alone does not tell paper from table: a shadow across the page is often darker than the
table in the sun. So edges are looked for, as straight lines (Hough), and of all the quadrilaterals
that they make the one is taken whose four sides show the most edge, brighter on the inside.
"""

# pyright: reportUnknownMemberType=false
# (Pillow speaks of numpy in its types, which is not among our libraries)

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, TypeAlias

from PIL import Image, ImageFilter

Point: TypeAlias = tuple[float, float]
Corners: TypeAlias = tuple[Point, Point, Point, Point]
"""Upper left, upper right, lower right, lower left, in pixels of the photograph."""

_LONG_SIDE: Final = 360
_PEN: Final = 7
"""What is thinner than this at `_LONG_SIDE` is writing, or the grain of a table, and vanishes."""
_FLAT: Final = 128
_EDGE_LEAST: Final = 5
_EDGE_SHARE: Final = 0.07
_LINES_MOST: Final = 6
_TURN: Final = 3
"""Degrees by which the light at one place may miss the direction of its edge."""
_APART_DEGREES, _APART_PX = 6, 8
_AREA_LEAST: Final = 0.22
_OUTSIDE_MOST: Final = 0.03
_CORNER_LEAST, _CORNER_MOST = math.radians(58), math.radians(122)
_SAMPLES: Final = 40
_BORDER_SHOWS: Final = 0.5
"""What a side counts for that is the end of the photograph: a sheet that was cut off by it."""
_BORDERS_MOST: Final = 2
_SIDE_LEAST, _SIDES_LEAST = 0.3, 0.6


@dataclass(frozen=True, slots=True)
class _Line:
    """All points where x·cos + y·sin is `away`; it grows brighter in the direction `degrees`.

    `border` marks an end of the photograph.
    """

    degrees: int
    away: float
    border: bool = False

    @property
    def inward(self) -> tuple[float, float]:
        """The direction of `degrees`, one long."""
        turned = math.radians(self.degrees)
        return math.cos(turned), math.sin(turned)


@dataclass(frozen=True, slots=True)
class _Light:
    """How the brightness changes to the right and down: 128 is not at all.

    What changes less than `threshold` is no edge.
    """

    width: int
    height: int
    right: bytes
    down: bytes
    threshold: int

    def brightens(self, at: Point, towards: Point) -> bool:
        """Tell whether it grows brighter at a place in a direction."""
        x, y = round(at[0]), round(at[1])
        if not (0 <= x < self.width and 0 <= y < self.height):
            return False
        place = y * self.width + x
        right, down = self.right[place] - _FLAT, self.down[place] - _FLAT
        return right * towards[0] + down * towards[1] >= 0.6 * self.threshold


def find_sheet(photograph: Image.Image) -> Corners | None:
    """The corners of the one sheet in a photograph; None when its edges cannot be told."""
    scale = _LONG_SIDE / max(photograph.size)
    width, height = (max(round(side * scale), 8) for side in photograph.size)
    light = _light_of(photograph.convert("L").resize((width, height)))
    best: tuple[float, Corners] | None = None
    for sides in product(*_lines(light)):
        corners = _corners(light, sides)
        shown = _shown(light, sides, corners) if corners else 0
        if corners and shown and (best is None or shown > best[0]):
            best = shown, corners
    if best is None:
        return None
    one, two, three, four = ((x / scale, y / scale) for x, y in best[1])
    return one, two, three, four


def _light_of(small: Image.Image) -> _Light:
    """Pillow reads a kernel from the lowest row up."""
    plain = small.filter(ImageFilter.MedianFilter(5))
    for bright_or_dark in (ImageFilter.MaxFilter, ImageFilter.MinFilter):
        other = (
            ImageFilter.MinFilter
            if bright_or_dark is ImageFilter.MaxFilter
            else ImageFilter.MaxFilter
        )
        plain = plain.filter(bright_or_dark(_PEN)).filter(other(_PEN))
    plain = plain.filter(ImageFilter.GaussianBlur(1))
    right = plain.filter(ImageFilter.Kernel((3, 3), (-1, 0, 1, -2, 0, 2, -1, 0, 1), 4, _FLAT))
    down = plain.filter(ImageFilter.Kernel((3, 3), (1, 2, 1, 0, 0, 0, -1, -2, -1), 4, _FLAT))
    changes = right.tobytes(), down.tobytes()
    return _Light(small.width, small.height, *changes, _threshold(*changes))


def _threshold(right: bytes, down: bytes) -> int:
    """So much change that only the strongest `_EDGE_SHARE` of all places have more."""
    counts = [0] * 256
    for across, along in zip(right, down, strict=True):
        counts[min(abs(across - _FLAT) + abs(along - _FLAT), 255)] += 1
    wanted = _EDGE_SHARE * sum(counts)
    for strength in range(255, _EDGE_LEAST, -1):
        wanted -= counts[strength]
        if wanted <= 0:
            return strength
    return _EDGE_LEAST


def _lines(light: _Light) -> list[list[_Line]]:
    """The likeliest upper, right, lower and left sides, and the ends of the photograph."""
    votes = _votes(light)
    likely = sorted(votes, key=lambda one: -votes[one])
    families: list[list[_Line]] = []
    ends = (0, light.width - 1, light.height - 1, 0)
    for middle, end in zip((90, 180, 270, 0), ends, strict=True):
        family: list[_Line] = []
        for degrees, away in likely:
            line = _Line(degrees, away)
            near = any(_near(line, other) for other in family)
            if abs((degrees - middle + 180) % 360 - 180) <= 45 and not near:
                family.append(line)
            if len(family) == _LINES_MOST:
                break
        away = -end if middle in (180, 270) else end
        families.append([*family, _Line(middle, away, border=True)])
    return families


def _votes(light: _Light) -> dict[tuple[int, int], float]:
    """How much edge lies on each line (degrees, away): a Hough transform that keeps the side."""
    directions = [_Line(degrees, 0).inward for degrees in range(360)]
    votes: defaultdict[tuple[int, int], float] = defaultdict(float)
    for y in range(2, light.height - 2):
        start = y * light.width
        for x in range(2, light.width - 2):
            right, down = light.right[start + x] - _FLAT, light.down[start + x] - _FLAT
            strength = abs(right) + abs(down)
            if strength < light.threshold:
                continue
            turned = round(math.degrees(math.atan2(down, right)))
            weight = min(strength, 2 * light.threshold)
            for degrees in range(turned - _TURN, turned + _TURN + 1):
                cos, sin = directions[degrees % 360]
                votes[degrees % 360, round(x * cos + y * sin)] += weight
    return {
        (degrees, away): sum(votes.get((degrees, away + by), 0) for by in (-1, 0, 1))
        for degrees, away in votes
    }


def _near(one: _Line, other: _Line) -> bool:
    turn = abs((one.degrees - other.degrees + 180) % 360 - 180)
    return turn < _APART_DEGREES and abs(one.away - other.away) < _APART_PX


def _corners(light: _Light, sides: Sequence[_Line]) -> Corners | None:
    """Where upper, right, lower and left side meet; None unless they enclose a likely sheet."""
    upper, right, lower, left = sides
    met = [_meet(*pair) for pair in ((left, upper), (upper, right), (right, lower), (lower, left))]
    corners = [one for one in met if one is not None and _is_inside(light, one)]
    if len(corners) < len(sides) or sum(side.border for side in sides) > _BORDERS_MOST:
        return None
    if _area(corners) < _AREA_LEAST * light.width * light.height:
        return None
    if not all(_CORNER_LEAST < angle < _CORNER_MOST for angle in _angles(corners)):
        return None
    return corners[0], corners[1], corners[2], corners[3]


def _shown(light: _Light, sides: Sequence[_Line], corners: Corners) -> float:
    """How well four sides are seen in the photograph; 0 when too little for a sheet."""
    seen: list[float] = []
    for side, start, end in zip(sides, corners, corners[1:] + corners[:1], strict=True):
        seen.append(_BORDER_SHOWS if side.border else _seen(light, side, start, end))
        if seen[-1] < _SIDE_LEAST:
            return 0
    if sum(seen) < 4 * _SIDES_LEAST:
        return 0
    return sum(seen) + 0.6 * _area(corners) / (light.width * light.height)


def _seen(light: _Light, side: _Line, start: Point, end: Point) -> float:
    """The share of a side along which it grows brighter towards the inside."""
    inward = side.inward
    found = 0
    for step in range(1, _SAMPLES):
        x = start[0] + (end[0] - start[0]) * step / _SAMPLES
        y = start[1] + (end[1] - start[1]) * step / _SAMPLES
        found += any(
            light.brightens((x + by * inward[0], y + by * inward[1]), inward)
            for by in (0, 1.5, -1.5)
        )
    return found / (_SAMPLES - 1)


def _meet(one: _Line, other: _Line) -> Point | None:
    (a, b), (c, d) = one.inward, other.inward
    crossed = a * d - b * c
    if abs(crossed) < 0.2:
        return None
    return (one.away * d - b * other.away) / crossed, (a * other.away - one.away * c) / crossed


def _is_inside(light: _Light, at: Point) -> bool:
    spare_x, spare_y = _OUTSIDE_MOST * light.width, _OUTSIDE_MOST * light.height
    return -spare_x <= at[0] <= light.width + spare_x and (
        -spare_y <= at[1] <= light.height + spare_y
    )


def _area(corners: Sequence[Point]) -> float:
    pairs = zip(corners, (*corners[1:], corners[0]), strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _angles(corners: Sequence[Point]) -> Iterator[float]:
    """The inner angle at each corner, in radians."""
    for place, (x, y) in enumerate(corners):
        (bx, by), (ax, ay) = corners[place - 1], corners[(place + 1) % 4]
        one, other = math.atan2(by - y, bx - x), math.atan2(ay - y, ax - x)
        turn = abs(one - other) % math.tau
        yield min(turn, math.tau - turn)
