"""Where a photograph was taken, as the telephone wrote it inside, and the same photograph without.

Only the bytes that tell the place are blanked, where they stand: the picture, its size and all
else that the camera wrote beside it stay. What cannot be read is left as it is.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

_GPS: Final = 0x8825
_LATITUDE, _LONGITUDE = (1, 2, "S"), (3, 4, "W")
"""The tags of a direction and of its degrees, and the letter that makes them negative."""
_SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_ENTRY: Final = 12
_INLINE: Final = 4
_JPEG: Final = b"\xff\xd8"
_MARK, _APP1, _SCAN = b"\xff", 0xE1, 0xDA
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_CHUNK_HEAD: Final = 8
_EXIF: Final = b"Exif\x00\x00"
_XMP: Final = b"http://ns.adobe.com/xap/1.0/\x00"
_SIX_PLACES: Final = Decimal("0.000001")


def place_in(content: bytes) -> tuple[Decimal, Decimal] | None:
    """Give latitude and longitude in degrees, six decimals (about 11 cm); None if none is told."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as opened:
            told = opened.getexif().get_ifd(_GPS)
            return _degrees(told, *_LATITUDE), _degrees(told, *_LONGITUDE)
    except (
        *(OSError, ValueError, SyntaxError, KeyError, TypeError, ArithmeticError),
        Image.DecompressionBombError,
    ):
        return None


def without_place(content: bytes) -> bytes:
    """Give the photograph without the place it tells; anything else as it is."""
    made = bytearray(content)
    for start, end in _told_by_camera(content):
        _blank_gps(made, start, end)
    if made.startswith(_JPEG):
        _blank_xmp(made)
    if made.startswith(_PNG):
        _sum_anew(made)
    return bytes(made)


def _degrees(told: dict[int, Any], direction: int, parts: int, negative: str) -> Decimal:
    whole = Decimal(0)
    for part, of_degree in zip(told[parts], (1, 60, 3600), strict=False):
        whole += Decimal(str(float(part))) / of_degree
    signed = -whole if str(told.get(direction, "")).upper().startswith(negative) else whole
    return signed.quantize(_SIX_PLACES)


def _told_by_camera(content: bytes) -> Iterator[tuple[int, int]]:
    """Where the TIFF blocks of a picture stand, each from its byte order mark on."""
    if content.startswith(_JPEG):
        for start, end in _jpeg_parts(content):
            if content.startswith(_EXIF, start):
                yield start + len(_EXIF), end
    elif content.startswith(_PNG):
        yield from _png_notes(content)
    elif content[:4] == b"RIFF" or content[4:8] == b"ftyp":  # WebP, HEIC
        for mark in re.finditer(rb"II\*\x00|MM\x00\*", content):
            yield mark.start(), len(content)


def _jpeg_parts(content: bytes) -> Iterator[tuple[int, int]]:
    """The camera's notes (APP1) before the picture itself."""
    at = len(_JPEG)
    while at + 4 <= len(content) and content[at : at + 1] == _MARK:
        kind, end = content[at + 1], at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if kind == _SCAN:
            return
        if kind == _APP1:
            yield at + 4, min(end, len(content))
        at = end


def _png_notes(content: bytes) -> Iterator[tuple[int, int]]:
    at = len(_PNG)
    while at + _CHUNK_HEAD <= len(content):
        start = at + _CHUNK_HEAD
        end = start + int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : start] == b"eXIf" and end + 4 <= len(content):
            yield start, end
        at = end + 4


def _blank_gps(made: bytearray, start: int, end: int) -> None:
    """Empty the block's list of what the receiver said, and each value of it."""
    order = "<" if made.startswith(b"II", start) else ">"
    try:
        (first,) = struct.unpack_from(order + "I", made, start + 4)
        for tag, _, _, place in _entries(made, order, start + first, end):
            if tag != _GPS:
                continue
            (own,) = struct.unpack_from(order + "I", made, place)
            for _, kind, count, value in list(_entries(made, order, start + own, end)):
                size = _SIZES.get(kind, 0) * count
                if size > _INLINE:
                    (far,) = struct.unpack_from(order + "I", made, value)
                    _blank(made, start + far, start + far + size, end)
                _blank(made, value - 8, value + _INLINE, end)
            struct.pack_into(order + "H", made, start + own, 0)
    except struct.error:
        return


def _entries(made: bytearray, order: str, at: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Tag, kind, count and where the value stands, of each entry of a list."""
    (many,) = struct.unpack_from(order + "H", made, at)
    for place in range(at + 2, min(at + 2 + many * _ENTRY, end - _ENTRY + 1), _ENTRY):
        yield *struct.unpack_from(order + "HHI", made, place), place + 8


def _blank(made: bytearray, start: int, end: int, most: int) -> None:
    end = min(end, most)
    if 0 <= start < end:
        made[start:end] = bytes(end - start)


def _blank_xmp(made: bytearray) -> None:
    """The other way in which programs write the place: words, in a part of their own."""
    for start, end in _jpeg_parts(bytes(made)):
        if made.startswith(_XMP, start) and b"GPS" in made[start:end]:
            made[start + len(_XMP) : end] = b" " * (end - start - len(_XMP))


def _sum_anew(made: bytearray) -> None:
    for start, end in _png_notes(bytes(made)):
        struct.pack_into(">I", made, end, zlib.crc32(made[start - 4 : end]))
