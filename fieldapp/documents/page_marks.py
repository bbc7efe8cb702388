"""Reads the content of a page: what it marks, what it leaves unmarked, which letters it shows.

Not a reader of any PDF: it understands the operators that our papers are made of, and says of
anything else that it stands outside every mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

_TOKEN: Final = re.compile(
    rb"""
      (?P<text> \( (?: [^()\\]+ | \\. )* \) )
    | /(?P<tag> \w+ ) \s* << (?P<says> (?: [^<>] | <[^<>]*> )* ) >> \s* BDC\b
    | /(?P<bare> \w+ ) \s+ BMC\b
    | \b(?P<end> EMC )\b
    | /(?P<font> \S+ ) \s+ [-\d.]+ \s+ Tf\b
    | (?<= [\s)\]] ) (?P<paint> Tj | TJ | Do | EI | sh | [fBb]\*? | [FSs] ) (?= \s | $ )
    """,
    re.VERBOSE | re.DOTALL,
)
_MARK: Final = re.compile(rb"/MCID\s+(\d+)")
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_LETTERS: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True, slots=True)
class _Open:
    """Marked content under way: its number, and whether words stand for what it shows."""

    mark: int | None
    explained: bool


@dataclass(slots=True)
class PageMarks:
    """What a page holds: its marks with the tags they say, its ornaments' faults, its letters.

    `tags` maps a mark to its tag, `shown` a font's name to the codes that it shows, `meant` to
    those of them that are not covered by words of their own (ActualText).
    """

    tags: dict[int, str] = field(default_factory=dict[int, str])
    shown: dict[str, set[int]] = field(default_factory=dict[str, set[int]])
    meant: dict[str, set[int]] = field(default_factory=dict[str, set[int]])
    faults: list[str] = field(default_factory=list[str])


def read_marks(content: bytes) -> PageMarks:
    """Read a page's decoded content."""
    page = PageMarks()
    open_marks: list[_Open] = []
    font = ""
    for token in _TOKEN.finditer(content):
        match token.lastgroup:
            case "text":
                _show(page, font, _codes(token["text"]), open_marks)
            case "font":
                font = token["font"].decode("latin-1")
            case "end":
                _end(page, open_marks)
            case "paint":
                if not open_marks:
                    page.faults.append(f"{token['paint'].decode()} outside every mark")
            case _:
                _begin(page, open_marks, token)
    if open_marks:
        page.faults.append("a mark is not ended")
    return page


def _show(page: PageMarks, font: str, codes: bytes, open_marks: list[_Open]) -> None:
    page.shown.setdefault(font, set()).update(codes)
    if not any(outer.explained for outer in open_marks):
        page.meant.setdefault(font, set()).update(codes)


def _begin(page: PageMarks, open_marks: list[_Open], token: re.Match[bytes]) -> None:
    tag = (token["tag"] or token["bare"]).decode("latin-1")
    says = token["says"] or b""
    numbered = _MARK.search(says)
    mark = int(numbered[1]) if numbered else None
    if tag == "Artifact" and any(outer.mark is not None for outer in open_marks):
        page.faults.append("an ornament inside content")
    if tag != "Artifact" and mark is None and not open_marks:
        page.faults.append(f"{tag} is marked without a number")
    if mark is not None:
        if open_marks:
            page.faults.append(f"mark {mark} inside another")
        if mark in page.tags:
            page.faults.append(f"mark {mark} twice")
        page.tags[mark] = tag
    open_marks.append(_Open(mark, b"/ActualText" in says))


def _end(page: PageMarks, open_marks: list[_Open]) -> None:
    if open_marks:
        open_marks.pop()
    else:
        page.faults.append("an end without a mark")


def _codes(literal: bytes) -> bytes:
    inside = literal[1:-1]
    return _ESCAPE.sub(_unescaped, inside) if b"\\" in inside else inside


def _unescaped(escape: re.Match[bytes]) -> bytes:
    said = escape[1]
    if said.isdigit():
        return bytes([int(said, 8) & 0xFF])
    return _LETTERS.get(said, said)
