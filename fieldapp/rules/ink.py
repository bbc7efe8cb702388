"""Drawn signatures: strokes as a few hundred bytes, and what each one binds to.

Geometry only: no pressure and no speed, which would be biometric data. A pad is 1000 units wide;
heights and widths are those of the pad on which the person signed, so that the drawing keeps its
shape on paper.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from fieldapp.records.canonical import Json, canonical_json

_VERSION = 1
_SEVEN_BITS = 0x7F
_MORE_FOLLOWS = 0x80
ON_REQUEST: Final = "on_request"
"""The capacity in which somebody signs for a person who cannot."""
_LENGTH_LEAST = 40
"""A drawing whose strokes together are shorter than this many units is a blank pad."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Strokes of one signature, in pad units, y growing downwards."""

    width: int
    height: int
    strokes: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def is_blank(self) -> bool:
        """Tell whether nobody signed: nothing drawn, or a dot left by a resting hand."""
        drawn = sum(
            abs(x2 - x1) + abs(y2 - y1)
            for stroke in self.strokes
            for (x1, y1), (x2, y2) in pairwise(stroke)
        )
        return drawn < _LENGTH_LEAST


def pack_drawing(drawing: Drawing) -> bytes:
    """Write strokes as zig-zag varints of the way from each point to the next."""
    numbers = [_VERSION, drawing.width, drawing.height, len(drawing.strokes)]
    for stroke in drawing.strokes:
        numbers.append(len(stroke))
        last_x = last_y = 0
        for x, y in stroke:
            numbers += [_zig_zag(x - last_x), _zig_zag(y - last_y)]
            last_x, last_y = x, y
    return b"".join(map(_varint, numbers))


def unpack_drawing(packed: bytes) -> Drawing:
    """Read what `pack_drawing` wrote; ValueError when it is something else."""
    numbers = _varints(packed)
    try:
        if next(numbers) != _VERSION:
            msg = "not a drawing"
            raise ValueError(msg)
        width, height, count = next(numbers), next(numbers), next(numbers)
        strokes = tuple(_stroke(numbers) for _ in range(count))
    except (StopIteration, RuntimeError) as error:
        msg = "a drawing ends too early"
        raise ValueError(msg) from error
    return Drawing(width, height, strokes)


def attendance_ink_digest(
    *, activity: str, attendance: str, consent_sha256: str, packed: bytes
) -> str:
    """What a signature in the attendance list binds to, in hexadecimal.

    It is taken before the acta exists, so it names the meeting, the row and the notice read.
    """
    bound = {
        "activity": activity,
        "attendance": attendance,
        "consent": consent_sha256,
        "strokes": hashlib.sha256(packed).hexdigest(),
    }
    return hashlib.sha256(canonical_json(bound)).hexdigest()


def acta_ink_digest(
    *,
    acta_digest: str,
    person: str,
    packed: bytes,
    signed_at_us: int,
    previous: str,
    said: str = "",
) -> str:
    """What a signature under the acta binds to: its content, and the signature before it.

    `said` is how it was given when not drawn by the person alone, as `how_given` says it;
    `packed` is empty where nothing was drawn.
    """
    bound: dict[str, Json] = {
        "acta": acta_digest,
        "person": person,
        "strokes": hashlib.sha256(packed).hexdigest(),
        "signed_at": signed_at_us,
        "previous": previous,
    }
    if said:
        bound["said"] = said
    return hashlib.sha256(canonical_json(bound)).hexdigest()


def how_given(*, method: str, capacity: str, signer: str, reason: str, witness: str) -> str:
    """How a signature was given, in one text; nothing for what a person drew alone.

    Who signs is named where it is not whose signature it is (firma a ruego).
    """
    parts = (method, signer if capacity == ON_REQUEST else "", reason, witness)
    return "" if parts == ("drawn", "", "", "") else "\n".join(parts)


def _stroke(numbers: Iterator[int]) -> tuple[tuple[int, int], ...]:
    points: list[tuple[int, int]] = []
    x = y = 0
    for _ in range(next(numbers)):
        x += _un_zig_zag(next(numbers))
        y += _un_zig_zag(next(numbers))
        points.append((x, y))
    return tuple(points)


def _zig_zag(number: int) -> int:
    return number * 2 if number >= 0 else -number * 2 - 1


def _un_zig_zag(number: int) -> int:
    return number // 2 if number % 2 == 0 else -(number + 1) // 2


def _varint(number: int) -> bytes:
    written = bytearray()
    while number > _SEVEN_BITS:
        written.append(number & _SEVEN_BITS | _MORE_FOLLOWS)
        number >>= 7
    written.append(number)
    return bytes(written)


def _varints(packed: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in packed:
        number |= (byte & _SEVEN_BITS) << shift
        shift += 7
        if byte < _MORE_FOLLOWS:
            yield number
            number = shift = 0
