"""Photographs as telephones make them: twelve megapixels, turned, with the place written inside."""

from __future__ import annotations

import io
from functools import cache
from random import Random

from PIL import Image

SECRET_OWNER = "Telefono de Aura"


@cache
def a_photo(seed: int = 1, size: tuple[int, int] = (4000, 3000), *, turned: bool = False) -> bytes:
    """A JPEG of blurred colours; `turned` as the sensor saw it, with the note to turn it."""
    dice = Random(seed)
    small = Image.new("RGB", (40, 30))
    small.putdata([tuple(dice.randbytes(3)) for _ in range(1200)])
    picture = small.resize(size, Image.Resampling.BICUBIC)
    exif = Image.Exif()
    exif[0x013B] = SECRET_OWNER
    exif.get_ifd(0x8825).update({1: "N", 2: (2.0, 34.0, 12.0), 3: "W", 4: (77.0, 53.0, 24.0)})
    if turned:
        exif[0x0112] = 6
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=88, exif=exif)
    return written.getvalue()
