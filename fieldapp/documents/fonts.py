"""The letters of the printed papers: which fonts, and what none of them can print.

reportlab drops a character that a font lacks without a word, and a name with a letter missing is
another name. So the text is looked through before an acta is issued, and the field is named.
"""

# pyright: reportUnknownMemberType=false
# (reportlab's stubs leave fonts untyped)

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, cast
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from fieldapp.documents.shaping import PRIVATE_CODES
from fieldapp.packs.resources import resource_path
from fieldapp.records.text import Refused, Text, say

REGULAR: Final = "Noto"
BOLD: Final = "Noto-Bold"
ITALIC: Final = "Noto-Italic"
SYMBOLS: Final = "Symbols"

_FILES: Final = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    ITALIC: "NotoSans-Italic.ttf",
    SYMBOLS: "DejaVuSans-Symbols.ttf",
}


@cache
def register_fonts() -> None:
    """Make the fonts known to reportlab, once in a process (40 ms).

    A paper carries the letters it uses and not, to be readable as ASCII, ninety-five of each font:
    that is an eighth of an acta's bytes.
    """
    for name, file in _FILES.items():
        path = str(resource_path("fonts", file))
        pdfmetrics.registerFont(TTFont(name, path, asciiReadable=False))
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD
    )


def markup(text: str) -> str:
    """A plain text as reportlab's paragraph markup: escaped, symbols in their own font."""
    register_fonts()  # every paragraph comes by here, the first of a process and an empty one too
    return "".join(
        f'<font name="{SYMBOLS}">{escape(run)}</font>' if symbolic else escape(run)
        for symbolic, run in _runs(text)
    )


_NOT_PLAIN: Final = frozenset("<>&\u00a0\u00ad").union(map(chr, range(0x300, 0x370)))
"""What reportlab reads as more than a letter, and marks that must be placed."""


def is_plain(text: str) -> bool:
    """Tell whether a text is one line of letters, all in the text fonts, none of them markup."""
    return bool(text) and text.isprintable() and _plain_letters().issuperset(text)


@cache
def _plain_letters() -> frozenset[str]:
    return frozenset(map(chr, _letters() - PRIVATE_CODES)) - _NOT_PLAIN


def refuse_unprintable(named_texts: Iterable[tuple[Text, str]]) -> None:
    """Refuse the first text with a character that no font has, naming its field.

    `named_texts` yields what a person calls the field, and its text.
    """
    for field, text in named_texts:
        for character in text:
            if not _is_printable(character):
                raise Refused(
                    say(
                        "«{field}» tiene un carácter que no se puede imprimir: «{character}» "
                        "({code}). Bórrelo o escríbalo de otra manera.",
                        field=field,
                        character=character if character.isprintable() else "?",
                        code=f"U+{ord(character):04X}",
                    )
                )


def _is_printable(character: str) -> bool:
    return character in "\n\t" or ord(character) in _letters() or ord(character) in _symbols()


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    """Split a text into runs of letters and runs of symbols."""
    start = 0
    symbolic = False
    for place, character in enumerate(text):
        other = ord(character) not in _letters() and ord(character) in _symbols()
        if other != symbolic:
            if place > start:
                yield symbolic, text[start:place]
            start, symbolic = place, other
    if start < len(text):
        yield symbolic, text[start:]


@cache
def _letters() -> frozenset[int]:
    """The characters that all three text fonts have."""
    register_fonts()
    return (_characters(REGULAR) & _characters(BOLD) & _characters(ITALIC)) - PRIVATE_CODES


@cache
def _symbols() -> frozenset[int]:
    register_fonts()
    return _characters(SYMBOLS)


def _characters(font: str) -> frozenset[int]:
    loaded = cast("TTFont", pdfmetrics.getFont(font))
    return frozenset(cast("dict[int, int]", loaded.face.charToGlyph))
