"""Letters with marks of their own, as Amazonian languages write them: drawn well, read as typed."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from fieldapp.documents.archival import finish
from fieldapp.documents.conformance import faults
from fieldapp.documents.fonts import refuse_unprintable
from fieldapp.documents.paper import BODY, CELL, PLAIN, TITLE, Sheet, lay_out, listed, text
from fieldapp.documents.shaping import meant
from fieldapp.packs.resources import resource_path
from fieldapp.records.text import Refused, say
from tests.given.papers import pages_of, scan_of_last_page, words_of

MARKED = "nampɨ̃k ʉ̈rʉ̈ i̇̃ n̈a a̱ x̂a g̃ua M̃ba ɨ́ɨ̱ j̃a kanaekɨ́"
SHEET = Sheet("Letras", "Prueba", "es-PE", "a4", "", lambda _: "")


def test_marked_words_are_read_as_they_were_typed() -> None:
    story = [text(MARKED, style) for style in (TITLE, BODY, PLAIN, CELL)]
    story += [listed("1.", MARKED), text(f"{MARKED} ☑ {MARKED}", PLAIN)]
    paper = finish(lay_out(SHEET, story))
    assert words_of(paper).count(normalize("NFC", MARKED)) == 7
    assert faults(paper) == []


def test_a_marked_paragraph_goes_on_to_the_next_page() -> None:
    words = normalize("NFC", " ".join(f"{MARKED} {n}" for n in range(200)))
    paper = finish(lay_out(SHEET, [text("Un renglón."), text(words, BODY)]))
    assert len(pages_of(paper)) > 1
    assert words in words_of(paper).replace("Página 1 de 2 ", "")
    assert faults(paper) == []


def test_the_same_letters_give_the_same_bytes_whatever_was_printed_before() -> None:
    first = finish(lay_out(SHEET, [text(MARKED)]))
    finish(lay_out(SHEET, [text("į̃ j̃ ɉ̃ ḭ̃")]))
    assert finish(lay_out(SHEET, [text(MARKED)])) == first


@pytest.mark.parametrize("letter", "x̂ k̂ M̃".split())
def test_a_mark_stands_above_its_letter(letter: str) -> None:
    page = scan_of_last_page(finish(lay_out(SHEET, [text(letter, TITLE)])), dpi=600)
    ink = page.convert("L").point([255] * 128 + [0] * 128)
    left, top, right, bottom = _inked(ink.crop((0, 0, ink.width, ink.height // 2)))
    mark_left, _, mark_right, _ = _inked(ink.crop((0, top, ink.width, top + 8)))
    foot_left, _, foot_right, _ = _inked(ink.crop((left, bottom - 8, right, bottom)))
    assert left + foot_left < (mark_left + mark_right) / 2 < left + foot_right


@pytest.mark.parametrize("style", ["Regular", "Bold", "Italic"])
def test_every_letter_that_loses_its_dot_is_known_by_name(style: str) -> None:
    with TTFont(resource_path("fonts", f"NotoSans-{style}.ttf")) as font:
        codes = {glyph: chr(code) for code, glyph in (font.getBestCmap() or {}).items()}
        swapped = {
            codes[bare]: codes[dotted]
            for lookup in font["GSUB"].table.LookupList.Lookup
            for table in lookup.SubTable
            for dotted, bare in getattr(table, "mapping", {}).items()
        }
    assert swapped
    for bare, dotted in swapped.items():
        assert meant(f"{bare}\u0303") == f"{dotted}\u0303"


def test_a_code_that_only_our_fonts_know_cannot_be_typed() -> None:
    with pytest.raises(Refused):
        refuse_unprintable([(say("Objetivo"), "\ue002")])


def _inked(ink: Image.Image) -> tuple[int, int, int, int]:
    box = ink.getbbox()
    assert box is not None
    return box
