"""The codes in a photo or a scan: what each QR says, whoever printed it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

import zxingcpp
from PIL import Image, ImageOps

_PIXELS_MAX: Final = 80_000_000
"""A picture larger than any phone's would fill the memory of a small laptop."""

_SMALL: Final = 2_000
"""A picture narrower than this is looked at again at twice its size."""


def codes_in_picture(file: bytes) -> Sequence[str] | None:
    """The texts of the codes in a picture (PNG, JPEG and the like); None if it is no picture."""
    try:
        with Image.open(io.BytesIO(file)) as image:
            if image.width * image.height > _PIXELS_MAX:
                return None
            return codes_in(image.convert("L"))
    except Exception:  # noqa: BLE001 - Pillow's readers raise whatever a broken picture leads to
        return None


def codes_with_turns(file: bytes) -> Sequence[tuple[str, int]]:
    """The codes of a picture, and how many quarter turns to the right would set each upright."""
    with Image.open(io.BytesIO(file)) as image:
        found = zxingcpp.read_barcodes(image.convert("L"))
    return [(one.text, -round(one.orientation / 90) % 4) for one in found]


def codes_in(scan: Image.Image) -> Sequence[str]:
    """The texts of the codes on an opened grey picture.

    Where none is seen, it is looked at again with its light evened out, and enlarged.
    """
    found = _read(scan)
    if not found:
        evened = ImageOps.autocontrast(scan, cutoff=2)
        if max(evened.size) < _SMALL:
            evened = ImageOps.scale(evened, 2)
        found = _read(evened)
    return found


def _read(scan: Image.Image) -> Sequence[str]:
    return [found.text for found in zxingcpp.read_barcodes(scan)]
