"""The code of a last page is read after all that happens to paper: 200 renderings at 150 dpi."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from random import Random

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from fieldapp.rules.acta_code import read_code
from fieldapp.signing.pictures import codes_in
from tests.given.papers import scan_of_last_page
from tests.given.signed_codes import a_signed_paper, coded

DPI = 150
OF_EACH = 25
Distortion = Callable[[Image.Image, Random], Image.Image]


def mm(length: float) -> int:
    return round(length / 25.4 * DPI)


@cache
def sheet() -> tuple[str, Image.Image]:
    """The text of a code, and the foot of its page, 80 mm high."""
    acta, paper = a_signed_paper()
    page = scan_of_last_page(paper, DPI).convert("L")
    return coded(acta), page.crop((0, page.height - mm(80), page.width, page.height))


def code_side(foot: Image.Image) -> tuple[int, int, int, int]:
    """Where the code is printed: 35 mm at the right, over the foot of the page."""
    right, bottom = foot.width - mm(20), foot.height - mm(25)
    return right - mm(33), bottom - mm(33), right, bottom


def rotated(foot: Image.Image, dice: Random) -> Image.Image:
    turned = dice.choice((0, 90, 180, 270)) + dice.uniform(-8, 8)
    return foot.rotate(turned, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)


def one_bit(foot: Image.Image, dice: Random) -> Image.Image:
    threshold = dice.randint(90, 200)
    return foot.point([255 * (grey > threshold) for grey in range(256)])


def grain(size: tuple[int, int], dice: Random) -> Image.Image:
    """Noise about middle grey, some 16 greys about it, that the dice alone decide."""
    wide, high = size
    noise = Image.frombytes("L", size, dice.randbytes(wide * high))
    return noise.point([round(128 + (grey - 127.5) * 28 / 127.5) for grey in range(256)])


def photographed(foot: Image.Image, dice: Random) -> Image.Image:
    """Askew, in uneven light, a little out of focus, and packed hard by the phone."""
    turned = foot.rotate(dice.uniform(-12, 12), expand=True, fillcolor=255)
    wide, high = turned.size
    out = [dice.uniform(0, 0.06) for _ in range(8)]
    corners = (
        *(out[0] * wide, out[1] * high, out[2] * wide, high - out[3] * high),
        *(wide - out[4] * wide, high - out[5] * high, wide - out[6] * wide, out[7] * high),
    )
    askew = turned.transform((wide, high), Image.Transform.QUAD, corners)
    light = Image.linear_gradient("L").rotate(90).resize((wide, high))
    light = light.point([round(150 + grey * 0.4) for grey in range(256)])
    lit = ImageChops.multiply(askew, light).filter(ImageFilter.GaussianBlur(dice.uniform(0.4, 1)))
    grainy = ImageChops.add(lit, grain((wide, high), dice), scale=1, offset=-128)
    packed = io.BytesIO()
    grainy.save(packed, "JPEG", quality=dice.randint(30, 60))
    return Image.open(packed)


def photocopied(foot: Image.Image, dice: Random) -> Image.Image:
    """Black and white, with dots that grew, and specks."""
    copy = one_bit(foot.filter(ImageFilter.GaussianBlur(0.7)), dice)
    marks = ImageDraw.Draw(copy)
    for _ in range(copy.width * copy.height // 400):
        place = dice.randrange(copy.width), dice.randrange(copy.height)
        marks.point(place, dice.choice((0, 255)))
    return copy.rotate(dice.uniform(-2, 2), expand=True, fillcolor=255)


def folded(foot: Image.Image, dice: Random) -> Image.Image:
    """A white fold and a stroke of a pen, both across the code."""
    sheet_now, (left, top, right, bottom) = foot.copy(), code_side(foot)
    marks, high = ImageDraw.Draw(sheet_now), bottom - top
    fold = top + dice.uniform(0.35, 0.65) * high
    marks.line([(0, fold), (foot.width, fold + dice.uniform(-5, 5))], 255, max(1, high // 80))
    begins = (left, top + dice.uniform(0.3, 0.9) * high)
    marks.line([begins, (right, top + dice.uniform(0.1, 0.7) * high)], 0, max(1, high // 100))
    return rotated(sheet_now, dice)


def stamped_over(foot: Image.Image, dice: Random) -> Image.Image:
    """A blot on the code, black, grey or white, a fifth of it wide."""
    sheet_now, (left, top, right, bottom) = foot.copy(), code_side(foot)
    wide, high = right - left, bottom - top
    x, y = left + dice.uniform(0.4, 0.55) * wide, top + dice.uniform(0.4, 0.55) * high
    blot = [x, y, x + 0.2 * wide, y + 0.2 * wide]
    ImageDraw.Draw(sheet_now).ellipse(blot, dice.choice((0, 90, 255)))
    return rotated(sheet_now, dice)


def ringed(foot: Image.Image, dice: Random) -> Image.Image:
    """The ring of a rubber stamp over a corner of the code, then photographed."""
    sheet_now, (left, top, right, _) = foot.copy(), code_side(foot)
    side = (right - left) * 0.9
    x, y = left - dice.uniform(0.2, 0.5) * side, top - dice.uniform(0.2, 0.5) * side
    ring = [x, y, x + side, y + side]
    ImageDraw.Draw(sheet_now).ellipse(ring, outline=dice.choice((0, 70)), width=round(side * 0.03))
    return photographed(sheet_now, dice)


def faded(foot: Image.Image, dice: Random) -> Image.Image:
    """Printed with the last of the toner, scanned dark."""
    weak, paper_grey = dice.randint(120, 170), dice.randint(190, 220)
    return foot.point([round(weak + (paper_grey - weak) * grey / 255) for grey in range(256)])


@pytest.mark.parametrize(
    ("distort", "read_at_least"),
    [
        (rotated, OF_EACH),
        (one_bit, OF_EACH),
        (photographed, OF_EACH),
        (photocopied, OF_EACH),
        (folded, OF_EACH),
        (stamped_over, OF_EACH),
        (faded, OF_EACH),
        (ringed, OF_EACH - 3),  # a ring may lie on one of the three corners that are sought first
    ],
)
def test_the_code_is_read_after_all_that(distort: Distortion, read_at_least: int) -> None:
    text, foot = sheet()
    dice = Random(5)
    scans = [distort(foot, dice) for _ in range(OF_EACH)]
    read = [scan for scan in scans if read_code(text) in map(read_code, codes_in(scan))]
    assert len(read) >= read_at_least


def test_the_distortions_hit_the_code() -> None:
    _, foot = sheet()
    left, top, right, bottom = code_side(foot)
    dark = foot.crop((left, top, right, bottom)).point([255 * (grey < 128) for grey in range(256)])
    assert 0.35 < sum(dark.tobytes()) / 255 / (dark.width * dark.height) < 0.6
