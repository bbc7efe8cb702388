"""The institution's logo, as it stands in the top margin of a paper's first page."""

# pyright: reportUnknownMemberType=false
# (reportlab's stubs leave the parameters of its calls untyped)

from __future__ import annotations

import io
from functools import lru_cache
from typing import Final

from PIL import Image
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader

HIGHEST: Final = 10 * mm
WIDEST: Final = 50 * mm
_DOTS: Final = (600, 120)
"""As many as 300 dpi put into that room: a larger picture would only make every paper heavier."""


@lru_cache(maxsize=2)
def logo_of(content: bytes) -> ImageReader | None:
    """Read a PNG, on white where it is transparent. None for what is no picture.

    A paper is printed without its logo rather than not at all; `pack check` says what is wrong.
    """
    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as opened:
            picture = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    picture.thumbnail(_DOTS)
    flat = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    return ImageReader(flat.convert("RGB"))
