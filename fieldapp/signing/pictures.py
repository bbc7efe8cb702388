"""The codes in a photo or a scan: what each QR says, whoever printed it."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Final

import zxingcpp
from PIL import Image, ImageFilter, ImageOps, ImageSequence

_PIXELS_MAX: Final = 80_000_000
"""A picture larger than any phone's would fill the memory of a small laptop."""

_SHEETS_MAX: Final = 24
"""A scanner may put all sheets of an acta into one picture (TIFF)."""

_SMALL: Final = 2_000
"""A picture narrower than this is looked at again at twice its size."""


def codes_in_picture(file: bytes) -> Sequence[str] | None:
    """The texts of the codes in a picture (PNG, JPEG and the like); None if it is no picture."""
    try:
        with Image.open(io.BytesIO(file)) as image:
            for number, sheet in enumerate(ImageSequence.Iterator(image)):
                if number == _SHEETS_MAX or sheet.width * sheet.height > _PIXELS_MAX:
                    return None
                if found := codes_in(sheet.convert("L")):
                    return found
            return ()
    except Exception:  # noqa: BLE001 - Pillow's readers raise whatever a broken picture leads to
        return None


def codes_with_turns(file: bytes) -> Sequence[tuple[str, int]]:
    """The codes of a picture, and how many quarter turns to the right would set each upright."""
    with Image.open(io.BytesIO(file)) as image:
        found = zxingcpp.read_barcodes(image.convert("L"))
    return [(one.text, -round(one.orientation / 90) % 4) for one in found]


def codes_in(scan: Image.Image) -> Sequence[str]:
    """The texts of the codes on an opened grey picture.

    Where none is seen, it is looked at again in other lights, which costs time only then.
    """
    for look in _LOOKS:
        if found := _read(look(scan)):
            return found
    return ()


def _sharpened(scan: Image.Image) -> Image.Image:
    """What a stamp, a stroke or a bad focus blurred: larger, and its edges drawn out."""
    return _enlarged(scan).filter(ImageFilter.UnsharpMask(radius=3, percent=200, threshold=0))


def _smoothed(scan: Image.Image) -> Image.Image:
    """Without the specks of a photocopy."""
    return scan.filter(ImageFilter.MedianFilter(3))


def _enlarged(scan: Image.Image) -> Image.Image:
    evened = ImageOps.autocontrast(scan, cutoff=2)
    return ImageOps.scale(evened, 2) if max(evened.size) < _SMALL else evened


_LOOKS: Final[tuple[Callable[[Image.Image], Image.Image], ...]] = (
    lambda scan: scan,
    _enlarged,
    _sharpened,
    _smoothed,
)


def _read(scan: Image.Image) -> Sequence[str]:
    # Looking for every kind of code takes ten times as long where there is none.
    only = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return [found.text for found in zxingcpp.read_barcodes(scan, formats=only)]
