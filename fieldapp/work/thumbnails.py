"""What a photograph looks like in at most 6 kB: it travels long before the photograph itself."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, ImageOps

THUMBNAIL_BYTES_MAX: Final = 6 * 1024

_PIXELS_MAX: Final = 120_000_000
"""A picture of more pixels is not opened: it would fill the memory of a small laptop."""
_TRIES: Final = ((256, 60), (256, 40), (192, 35), (128, 25), (64, 10))
"""Longest side and quality, until one is small enough."""


def thumbnail_of(content: bytes) -> bytes | None:
    """Give a small WebP without anything the camera wrote beside the picture (place, owner).

    None for what is no picture, or too small a file to need one.
    """
    if len(content) <= THUMBNAIL_BYTES_MAX:
        return None
    try:
        with Image.open(io.BytesIO(content)) as opened:
            if opened.width * opened.height > _PIXELS_MAX:
                return None
            opened.draft("RGB", (_TRIES[0][0], _TRIES[0][0]))
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    made = (_shrunk(upright, side, quality) for side, quality in _TRIES)
    return next((one for one in made if len(one) <= THUMBNAIL_BYTES_MAX), None)


def _shrunk(picture: Image.Image, side: int, quality: int) -> bytes:
    small = picture.copy()
    small.thumbnail((side, side))
    written = io.BytesIO()
    small.save(written, "WEBP", quality=quality, method=6)
    return written.getvalue()
