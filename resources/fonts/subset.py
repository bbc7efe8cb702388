# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools>=4.50"]
# ///
"""Cut the fonts of the printed papers to the letters our languages need.

Run with `uv run resources/fonts/subset.py [NOTO_DIR] [DEJAVU_DIR]` on a Debian with fonts-noto-core
and fonts-dejavu-core; the result is committed, so nobody needs this to build or to run Bitácora.
Whole Noto Sans would put 1.5 MB into every installer; the letters of Spanish, Quechua, Aymara,
Garífuna and the Amazonian languages, with their combining marks, are a tenth of it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
NOTO = Path("/usr/share/fonts/truetype/noto")
DEJAVU = Path("/usr/share/fonts/truetype/dejavu")

LATIN = (
    (0x0020, 0x007E),
    (0x00A0, 0x02FF),
    (0x0300, 0x036F),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),
    (0x202F, 0x203A),
    (0x2070, 0x209C),
    (0x20A0, 0x20BF),
    (0x2100, 0x214F),
    (0x2212, 0x2212),
    (0x2C60, 0x2C7F),
    (0xA78B, 0xA78C),
)
PRIVATE = 0xE000
SYMBOLS = ((0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x27BF))


def cut(source: Path, target: Path, ranges: tuple[tuple[int, int], ...]) -> None:
    """Keep the given characters of one font; hints go, placement of combining marks stays."""
    options = subset.Options(hinting=False, layout_features=["ccmp", "mark", "mkmk", "kern"])
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[c for first, last in ranges for c in range(first, last + 1)])
    cutter.subset(font)
    give_codes_to_dotless(font)
    font.save(target)
    print(f"{target.name}: {len(font.getBestCmap())} characters, {target.stat().st_size} bytes")


def give_codes_to_dotless(font: TTFont) -> None:
    """Give the letters that lose their dot under a mark private codes, in the order of the letters.

    Shaping swaps an i, a j or an ɨ under a tilde for its dotless glyph. Most of those have no
    character of their own, and a PDF is written character by character. The codes are known to
    fieldapp/documents/shaping.py, which says the letter and not the code.
    """
    known = font.getBestCmap()
    letters = {glyph: code for code, glyph in known.items()}
    dotless: dict[int, str] = {}
    for lookup in font["GSUB"].table.LookupList.Lookup if "GSUB" in font else ():
        for table in lookup.SubTable:
            for dotted, bare in getattr(table, "mapping", {}).items():
                if bare not in letters:
                    dotless[letters[dotted]] = bare
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap |= {
                PRIVATE + place: dotless[letter] for place, letter in enumerate(sorted(dotless))
            }


def main(noto: Path = NOTO, dejavu: Path = DEJAVU) -> None:
    """Write the four files of this folder."""
    for style in ("Regular", "Bold", "Italic"):
        cut(noto / f"NotoSans-{style}.ttf", HERE / f"NotoSans-{style}.ttf", LATIN)
    cut(dejavu / "DejaVuSans.ttf", HERE / "DejaVuSans-Symbols.ttf", SYMBOLS)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
