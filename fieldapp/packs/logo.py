"""The ministry's logo as a pack holds it: black shapes that print sharp and stay small.

It is read from logo.svg into whole numbers, because an acta keeps what it prints in its content,
where there are no fractions. Only filled outlines are taken: what else an SVG may hold, letters of
a font, pictures, turns of its parts, is refused by its name, and drawing programs turn it into
outlines with one command.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import msgspec

from fieldapp.records.text import Refused, say

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

HEIGHT: Final = 1000
"""What the height of every logo is counted in."""

_BYTES_MAX: Final = 24_000
"""Of logo.svg: each acta carries the logo to headquarters."""

_IGNORED: Final = frozenset({"title", "desc", "metadata", "namedview", "defs"})
_TOKEN: Final = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TAKES: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "Z": 0}
"""How many numbers each command of an outline takes."""

_WHITE: Final = frozenset({"#fff", "#ffffff", "white"})


class Shape(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A filled outline: commands M, L, C, Z with whole numbers, from the upper left corner.

    `white` covers what lies under it; `even_odd` leaves holes where outlines lie in each other.
    """

    outline: str
    white: bool = False
    even_odd: bool = False


class Logo(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A logo of `width` by HEIGHT, drawn shape by shape."""

    width: int
    shapes: tuple[Shape, ...]


def read_logo(svg: bytes) -> Logo:
    """Read logo.svg. Raises Refused for what cannot be printed, by its name."""
    from xml.etree.ElementTree import ParseError, fromstring

    if len(svg) > _BYTES_MAX:
        raise _refused(f"{len(svg)} bytes")
    if b"<!" in svg.replace(b"<!--", b""):
        raise _refused("<!DOCTYPE>")
    try:
        root = fromstring(svg)  # noqa: S314 - no document type, so no entity to unfold
    except ParseError as fault:
        raise _refused(str(fault)) from fault
    box = [Decimal(one) for one in re.findall(r"-?[\d.]+", root.get("viewBox", ""))]
    if len(box) != len(("left", "top", "width", "height")) or min(box[2:]) <= 0:
        raise _refused("viewBox")
    scale = Decimal(HEIGHT) / box[3]
    shapes = tuple(_shape(path, box[0], box[1], scale) for path in _paths(root))
    if not shapes:
        raise _refused("path")
    return Logo(width=round(box[2] * scale), shapes=shapes)


def _paths(element: Element) -> Iterator[Element]:
    for child in element:
        name = str(child.tag).rpartition("}")[2]
        if name in _IGNORED:
            continue
        if child.get("transform"):
            raise _refused("transform")
        if name == "g":
            yield from _paths(child)
        elif name == "path":
            yield child
        else:
            raise _refused(f"<{name}>")


def _shape(path: Element, left: Decimal, top: Decimal, scale: Decimal) -> Shape:
    if path.get("style"):
        raise _refused("style")
    if path.get("stroke", "none") != "none" or path.get("fill") == "none":
        raise _refused("stroke")
    written: list[str] = []
    for step, points in _absolute(path.get("d", "")):
        written.append(step)
        for x, y in points:
            written += [str(round((x - left) * scale)), str(round((y - top) * scale))]
    return Shape(
        outline=" ".join(written),
        white=path.get("fill", "").lower() in _WHITE,
        even_odd=path.get("fill-rule") == "evenodd",
    )


Point = tuple[Decimal, Decimal]


def _absolute(written: str) -> Iterator[tuple[str, list[Point]]]:
    """The steps of an outline from absolute points, each a move, a line, a curve or its end."""
    here: Point = (Decimal(0), Decimal(0))
    start, handle = here, here
    for command, numbers in _commands(written):
        kind, moved = command.upper(), here if command.islower() else (Decimal(0), Decimal(0))
        if kind == "Z":
            here = handle = start
            yield "Z", []
            continue
        if kind == "H":
            points = [(numbers[0] + moved[0], here[1])]
        elif kind == "V":
            points = [(here[0], numbers[0] + moved[1])]
        else:
            pairs = zip(numbers[::2], numbers[1::2], strict=True)
            points = [(x + moved[0], y + moved[1]) for x, y in pairs]
        step, points, handle = _step(kind, here, handle, points)
        here = points[-1]
        if kind == "M":
            start = here
        yield step, points


def _step(
    kind: str, here: Point, handle: Point, points: list[Point]
) -> tuple[str, list[Point], Point]:
    """A step as M, L or C, and the handle that a smooth curve after it mirrors."""
    end = points[-1]
    if kind == "S":
        points = [(2 * here[0] - handle[0], 2 * here[1] - handle[1]), *points]
    elif kind == "Q":
        bend = points[0]
        points = [*(_towards(bend, of) for of in (here, end)), end]
    if kind in "CSQ":
        return "C", points, points[1]
    return ("M" if kind == "M" else "L"), points, end


def _towards(bend: Point, of: Point) -> Point:
    """The handle of the cubic curve that is the quadratic one."""
    return of[0] + (bend[0] - of[0]) * 2 / 3, of[1] + (bend[1] - of[1]) * 2 / 3


def _commands(written: str) -> Iterator[tuple[str, list[Decimal]]]:
    """Each command with its numbers; one letter may begin several of a kind."""
    tokens = _TOKEN.findall(written)
    place, command = 0, ""
    while place < len(tokens):
        if tokens[place].isalpha():
            command = tokens[place]
            place += 1
        takes = _TAKES.get(command.upper())
        if takes is None:
            raise _refused(f"d=«{command}»")
        numbers = tokens[place : place + takes]
        if len(numbers) < takes or any(one.isalpha() for one in numbers):
            raise _refused(f"d=«{command}»")
        yield command, [Decimal(one) for one in numbers]
        place += takes
        if not takes and place < len(tokens) and not tokens[place].isalpha():
            raise _refused(f"d=«{command}»")
        command = {"M": "L", "m": "l"}.get(command, command)


def _refused(what: str) -> Refused:
    return Refused(
        say(
            "El logotipo del paquete no se puede imprimir por «{what}»: guárdelo como trazados "
            "rellenos, sin letras, imágenes ni transformaciones, de menos de 24 kB.",
            what=what,
        )
    )
