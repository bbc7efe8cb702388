"""A font as it is embedded in a paper: which glyph each code draws, which character it says."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Final

from pikepdf import Dictionary, Object

_UNSAYABLE: Final = frozenset({0, 0xFEFF, 0xFFFD, 0xFFFE}) | frozenset(range(0xE000, 0xF900))
_PAIR: Final = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{4})[0-9A-Fa-f]*>")
_TRIMMED_TABLE: Final = 6


class EmbeddedLetters:
    """One font of a paper."""

    def __init__(self, font: Object) -> None:
        descriptor = font.get("/FontDescriptor", Dictionary())
        self.name = str(font.get("/BaseFont", "")).lstrip("/")
        self.embedded = "/FontFile2" in descriptor and "/ToUnicode" in font
        if self.embedded:
            self._drawn = _drawn(descriptor.FontFile2.read_bytes())
            self._said = _said(font.ToUnicode.read_bytes())

    def faults(self, shown: set[int], meant: set[int]) -> Iterator[str]:
        """What is wrong with showing these codes, and with those of them that must say a letter."""
        if not self.embedded:
            yield f"the font {self.name} is not inside"
            return
        for code in sorted(shown):
            if not self._drawn.get(code):
                yield f"{self.name} draws nothing for code {code}"
        for code in sorted(meant):
            if self._said.get(code, 0) in _UNSAYABLE:
                yield f"{self.name} does not say what code {code} means"


def _drawn(program: bytes) -> dict[int, int]:
    """Glyph by code, from the one table that reportlab writes (platform 1, format 6)."""
    tables = struct.unpack_from(">H", program, 4)[0]
    for n in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4s3I", program, 12 + 16 * n)
        if tag == b"cmap":
            start = offset + struct.unpack_from(">I", program, offset + 8)[0]
            kind, _, _, first, count = struct.unpack_from(">5H", program, start)
            if kind == _TRIMMED_TABLE:
                glyphs = struct.unpack_from(f">{count}H", program, start + 10)
                return {first + place: glyph for place, glyph in enumerate(glyphs)}
    return {}


def _said(cmap: bytes) -> dict[int, int]:
    """First character by code, from the pairs of a ToUnicode map as reportlab writes them."""
    return {int(code, 16): int(said, 16) for code, said in _PAIR.findall(cmap)}
