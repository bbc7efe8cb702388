"""A photographed sheet made a page: straightened, its shadows taken away, grey and light to send.

Of a photograph of a signed paper one wants the paper: without the table, seen from above, black
on white, and at most 150 kB, because it travels over a slow link (field rule R12).
"""

# pyright: reportUnknownMemberType=false
# (Pillow speaks of numpy in its types, which is not among our libraries)

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from PIL import Image, ImageFilter, ImageMath, ImageOps

from fieldapp.documents.sheet_edges import Corners, find_sheet

PAGE_BYTES_MAX: Final = 150_000

_PIXELS_MAX: Final = 120_000_000
"""A picture of more pixels is not opened: it would fill the memory of a small laptop."""
_READ_PX: Final = 2400
_TRIES: Final = (
    (1650, 62),
    (1650, 50),
    (1650, 40),
    (1500, 38),
    (1350, 36),
    (1200, 34),
    (1000, 30),
    (800, 25),
)
"""Long side and quality until a page is light enough; 1,650 px are 150 dpi of a Letter sheet."""
_RATIOS: Final = (11 / 8.5, 297 / 210, 13 / 8.5, 14 / 8.5)
"""Long side by short side of Letter, A4 and the two Oficios."""
_RATIO_DOUBT: Final = 0.07
_SHADOW_AT: Final = 8
"""Shadows are looked at in a picture so many times smaller."""
_DARKEST, _WHITE_FROM = 0.18, 0.90
"""Of the paper's own brightness: what is printed black, and what is printed white."""
_BLACK_SHARE: Final = 0.002


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page as it is kept: a grey JPEG upright as it was photographed.

    `straightened` tells whether the sheet's edges were found; if not, it is the whole photograph.
    """

    jpeg: bytes
    width: int
    height: int
    straightened: bool


def scan_page(photograph: bytes, *, quarter_turns: int = 0, whole: bool = False) -> ScannedPage:
    """Make a page of a photograph (JPEG, PNG, WebP, TIFF).

    `quarter_turns` turns it so many times to the right; `whole` keeps the photograph to its ends.
    Raises ValueError for what is no picture, or one too large to open.
    """
    upright = _opened(photograph)
    corners = None if whole else find_sheet(upright)
    page = _straightened(upright, corners) if corners else upright
    page = _without_shadows(page)
    if quarter_turns % 4:
        page = page.rotate(-90 * (quarter_turns % 4), expand=True)
    return _written(page, straightened=corners is not None)


def pictures_in(file: bytes) -> Iterator[bytes]:
    """The photograph that a file is, or each page of a PDF as a picture.

    Raises ValueError for a PDF that cannot be read.
    """
    if not file.startswith(b"%PDF"):
        yield file
        return
    from pypdfium2 import (  # pyright: ignore[reportMissingTypeStubs]
        PdfDocument,
        PdfiumError,
    )

    try:
        with PdfDocument(file) as document:
            for page in document:
                held = io.BytesIO()
                scale = _TRIES[0][0] / max(page.get_size())
                page.render(scale=scale, grayscale=True).to_pil().save(held, "PNG")
                yield held.getvalue()
    except PdfiumError as error:
        raise ValueError("no PDF that can be read") from error


def _opened(photograph: bytes) -> Image.Image:
    """A grey picture, upright as the telephone was held, not much larger than what is kept."""
    try:
        with Image.open(io.BytesIO(photograph)) as opened:
            if opened.width * opened.height > _PIXELS_MAX:
                raise ValueError(f"a picture of {opened.width} × {opened.height}")
            opened.draft("L", (_READ_PX // 2, _READ_PX // 2))
            upright = ImageOps.exif_transpose(opened)
            if upright.mode in ("RGBA", "LA", "P"):
                upright = Image.alpha_composite(
                    Image.new("RGBA", upright.size, "white"), upright.convert("RGBA")
                )
            grey = upright.convert("L")
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError("no picture") from error
    grey.thumbnail((_READ_PX, _READ_PX))
    return grey


def _straightened(picture: Image.Image, corners: Corners) -> Image.Image:
    """What lies between four corners, as if seen from above."""
    upper_left, upper_right, lower_right, lower_left = corners
    across = (math.dist(upper_left, upper_right) + math.dist(lower_left, lower_right)) / 2
    down = (math.dist(upper_left, lower_left) + math.dist(upper_right, lower_right)) / 2
    ratio = max(across, down) / min(across, down)
    known = min(_RATIOS, key=lambda one: abs(one - ratio))
    if abs(known - ratio) < _RATIO_DOUBT * known:
        ratio = known
    long = _TRIES[0][0]
    short = round(long / ratio)
    size = (long, short) if across > down else (short, long)
    return picture.transform(
        size,
        Image.Transform.PERSPECTIVE,
        _perspective(corners, size),
        Image.Resampling.BICUBIC,
        fillcolor=255,
    )


def _perspective(corners: Corners, size: tuple[int, int]) -> list[float]:
    """The eight numbers by which each place of the page finds its place in the photograph."""
    width, height = size
    rows: list[list[float]] = []
    for (u, v), (x, y) in zip(
        ((0, 0), (width, 0), (width, height), (0, height)), corners, strict=True
    ):
        rows.append([u, v, 1, 0, 0, 0, -x * u, -x * v, x])
        rows.append([0, 0, 0, u, v, 1, -y * u, -y * v, y])
    return _solved(rows)


def _solved(rows: list[list[float]]) -> list[float]:
    """Solve linear equations (Gauss); each row ends with its right side."""
    count = len(rows)
    for place in range(count):
        pivot = max(range(place, count), key=lambda one: abs(rows[one][place]))
        rows[place], rows[pivot] = rows[pivot], rows[place]
        head = rows[place] = [one / rows[place][place] for one in rows[place]]
        for other in range(count):
            if other != place and (by := rows[other][place]):
                rows[other] = [a - by * b for a, b in zip(rows[other], head, strict=True)]
    return [row[-1] for row in rows]


def _without_shadows(page: Image.Image) -> Image.Image:
    """Each place divided by the brightness of the paper around it, then black made black."""
    small = page.reduce(_SHADOW_AT).filter(ImageFilter.MaxFilter(9))
    paper = small.filter(ImageFilter.GaussianBlur(5)).resize(page.size, Image.Resampling.BICUBIC)

    def divided(given: dict[str, Any]) -> Any:
        return given["convert"](given["page"] * 255 / given["max"](given["paper"], 16), "L")

    flat: Image.Image = ImageMath.lambda_eval(divided, page=page, paper=paper)
    dark = min(_darkest(flat), round(255 * 0.45))
    light = 255 * _WHITE_FROM
    return flat.point([_between(one, dark, light) for one in range(256)])


def _between(value: int, dark: float, light: float) -> int:
    return round(255 * min(max((value - dark) / (light - dark), 0), 1))


def _darkest(page: Image.Image) -> int:
    """Where the darkest of the ink lies: a thin pencil is printed as dark as a pen."""
    wanted = _BLACK_SHARE * page.width * page.height
    for value, count in enumerate(page.histogram()):
        wanted -= count
        if wanted <= 0:
            return max(value, round(255 * _DARKEST))
    return 0


def _written(page: Image.Image, *, straightened: bool) -> ScannedPage:
    jpeg, size = b"", page.size
    for long_side, quality in _TRIES:
        small = page.copy()
        small.thumbnail((long_side, long_side), Image.Resampling.LANCZOS)
        held = io.BytesIO()
        small.save(held, "JPEG", quality=quality, optimize=True, progressive=True)
        jpeg, size = held.getvalue(), small.size
        if len(jpeg) <= PAGE_BYTES_MAX:
            break
    return ScannedPage(jpeg, *size, straightened)
