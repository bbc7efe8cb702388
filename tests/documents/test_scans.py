"""Photographs of signed papers become pages: straight, grey, without shadow, light to send."""

from __future__ import annotations

import io
import math

import pytest
from PIL import Image

from fieldapp.documents.scans import PAGE_BYTES_MAX, ScannedPage, scan_page
from fieldapp.documents.sheet_edges import find_sheet
from fieldapp.documents.signature_sheet import render_signature_sheet
from fieldapp.rules.acta_code import read_code
from fieldapp.signing.pictures import codes_in
from tests.given.actas import NUMBER, issued, visit_records
from tests.given.photographs import (
    FROM_THE_SIDE,
    SCENES,
    WITHOUT_A_TABLE,
    Scene,
    photographed,
    printed,
    signed,
)

_SHEET = render_signature_sheet(issued(visit_records(people=30))[0].content)
_FULL = signed(printed(_SHEET), 14)
_LAST = printed(_SHEET, -1)


def opened(page: ScannedPage) -> Image.Image:
    return Image.open(io.BytesIO(page.jpeg))


@pytest.mark.parametrize("name", SCENES)
def test_the_four_corners_of_a_sheet_are_found(name: str) -> None:
    scene = SCENES[name]
    photograph = Image.open(io.BytesIO(photographed(_FULL, scene)))
    corners = find_sheet(photograph)
    assert corners is not None
    width, height = scene.size
    missed = [
        math.dist(found, (x * width, y * height))
        for found, (x, y) in zip(corners, scene.corners, strict=True)
    ]
    assert max(missed) < 0.02 * height


@pytest.mark.parametrize("name", SCENES)
def test_a_full_page_weighs_at_most_150_kb_and_is_white_between_the_lines(name: str) -> None:
    page = scan_page(photographed(_FULL, SCENES[name]))
    assert page.straightened
    assert len(page.jpeg) <= PAGE_BYTES_MAX == 150_000
    picture = opened(page)
    assert (picture.mode, picture.size) == ("L", (page.width, page.height))
    assert max(page.width, page.height) == 1650  # 150 dpi: nothing was given up for the weight
    quarters = [
        picture.crop((round(x * page.width), round(y * page.height), *far(page, x, y)))
        for x in (0.1, 0.5)
        for y in (0.3, 0.6)
    ]
    for quarter in quarters:  # in the shadow and in the light alike
        counts = quarter.histogram()
        assert sum(counts[235:]) > 0.8 * sum(counts)
        assert sum(counts[:90]) > 0.004 * sum(counts)


def far(page: ScannedPage, x: float, y: float) -> tuple[int, int]:
    return round((x + 0.3) * page.width), round((y + 0.25) * page.height)


@pytest.mark.parametrize("name", SCENES)
def test_the_code_of_the_acta_is_read_on_the_page_that_is_kept(name: str) -> None:
    page = scan_page(photographed(_LAST, SCENES[name]))
    codes = [read_code(text) for text in codes_in(opened(page))]
    assert [read.code.number for read in codes if read] == [NUMBER]


def test_a_photograph_of_twelve_megapixels_is_made_as_light() -> None:
    scene = Scene(FROM_THE_SIDE.corners, size=(3000, 4000), blur=1.6, noise=9)
    photograph = photographed(_FULL, scene)
    assert len(photograph) > 1_000_000
    page = scan_page(photograph)
    assert page.straightened
    assert len(page.jpeg) <= PAGE_BYTES_MAX


def test_a_photograph_filled_by_the_sheet_is_kept_whole() -> None:
    page = scan_page(photographed(_FULL, WITHOUT_A_TABLE))
    assert not page.straightened
    assert len(page.jpeg) <= PAGE_BYTES_MAX


def test_a_person_may_keep_all_of_the_photograph_and_turn_it() -> None:
    photograph = photographed(_FULL, FROM_THE_SIDE)
    whole = scan_page(photograph, whole=True)
    assert not whole.straightened
    assert whole.height > whole.width
    turned = scan_page(photograph, quarter_turns=1, whole=True)
    assert turned.width > turned.height


def test_a_telephone_held_sideways_is_turned_upright() -> None:
    lying = Image.new("RGB", (900, 600), "white")
    orientation = Image.Exif()
    orientation[0x0112] = 6
    held = io.BytesIO()
    lying.save(held, "JPEG", exif=orientation)
    page = scan_page(held.getvalue())
    assert page.height > page.width


def test_the_same_photograph_gives_the_same_page() -> None:
    photograph = photographed(_LAST)
    assert scan_page(photograph) == scan_page(photograph)


def test_a_screenshot_with_transparent_parts_is_white_there() -> None:
    held = io.BytesIO()
    Image.new("RGBA", (600, 800), (0, 0, 0, 0)).save(held, "PNG")
    assert opened(scan_page(held.getvalue())).getpixel((300, 300)) == 255


@pytest.mark.parametrize("file", [b"", b"%PDF-1.7", b"\xff\xd8\xff\xe0 broken", b"GIF89a"])
def test_what_is_no_picture_is_told(file: bytes) -> None:
    with pytest.raises(ValueError, match="no picture"):
        scan_page(file)
