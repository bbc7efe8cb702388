"""Letters with marks that have no character of their own: an ɨ under a tilde, an x under a hat.

Such a text is set glyph by glyph, so that each mark stands on its letter (reportlab hands it to
HarfBuzz). What is drawn then is not what was written, a dotless letter and a mark beside it, so
the drawing says along with it what it means (PDF's ActualText).
"""

from __future__ import annotations

import re
from typing import Final

_MARK: Final = "[\u0300-\u036f]"
_ANY_MARK: Final = re.compile(_MARK)
_DOTTED: Final = "\u012f\u0249\u0268\u029d\u02b2\u1e2d\u1ecb\u2071\u2148\u2149\u2c7c"
"""What loses its dot under a mark, in the order in which resources/fonts/subset.py gave codes."""
_PRIVATE: Final = 0xE000
_DOTLESS: Final = {chr(_PRIVATE + place): letter for place, letter in enumerate(_DOTTED)}
_BARE: Final = re.compile(f"[{''.join(_DOTLESS)}]|\u0131(?={_MARK})|\u0237(?={_MARK})")
_MEANT: Final = {**_DOTLESS, "\u0131": "i", "\u0237": "j"}
PRIVATE_CODES: Final = frozenset(map(ord, _DOTLESS))
"""Codes that our fonts have and nobody may type."""


def needs_shaping(words: str) -> bool:
    """Tell whether a text, composed as far as it can be (NFC), still has marks of their own."""
    return _ANY_MARK.search(words) is not None


def meant(drawn: str) -> str:
    """The text of which these are the glyphs."""
    return _BARE.sub(lambda bare: _MEANT[bare[0]], str(drawn))
