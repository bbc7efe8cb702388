"""Reading CBOR (RFC 8949) that a stranger may have written: numbers, texts, bytes, lists, maps.

Our codes are written with cbor2, which reads far more than they hold: a tag can ask it for a
regular expression, a decimal of a thousand million digits or a list that contains itself. What is
photographed from a paper gets none of that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

Plain: TypeAlias = "int | str | bytes | list[Plain] | dict[int | str | bytes, Plain]"

_DEPTH_MAX: Final = 4
_INLINE: Final = 24
_LENGTHS: Final = {24: 1, 25: 2, 26: 4, 27: 8}


def read_plain(encoded: bytes) -> Plain:
    """Read one value and nothing after it. Raises ValueError for anything else."""
    reader = _Reader(encoded)
    value = reader.value(_DEPTH_MAX)
    if reader.left:
        raise ValueError("something follows the value")
    return value


class _Reader:
    """What is left to read."""

    def __init__(self, encoded: bytes) -> None:
        self.left = memoryview(encoded)

    def value(self, depth: int) -> Plain:
        first = self._take(1)[0]
        major, count = first >> 5, self._count(first & 0x1F)
        if major in (4, 5) and depth == 0:
            raise ValueError("nested too deeply")
        read: dict[int, Callable[[], Plain]] = {
            0: lambda: count,
            1: lambda: -1 - count,
            2: lambda: bytes(self._take(count)),
            3: lambda: bytes(self._take(count)).decode(),
            4: lambda: [self.value(depth - 1) for _ in range(count)],
            5: lambda: self._map(count, depth - 1),
        }
        if major not in read:
            raise ValueError("a tag or a simple value")
        return read[major]()

    def _map(self, count: int, depth: int) -> Plain:
        found: dict[int | str | bytes, Plain] = {}
        for _ in range(count):
            key = self.value(0)
            if isinstance(key, list | dict) or key in found:
                raise ValueError("a key that is repeated or is no key")
            found[key] = self.value(depth)
        return found

    def _count(self, short: int) -> int:
        """The number in a head: itself if it is small, else in the bytes that follow."""
        if short < _INLINE:
            return short
        if short not in _LENGTHS:
            raise ValueError("a length that is not said")
        return int.from_bytes(self._take(_LENGTHS[short]), "big")

    def _take(self, count: int) -> memoryview:
        if count > len(self.left):
            raise ValueError("cut short")
        taken, self.left = self.left[:count], self.left[count:]
        return taken
