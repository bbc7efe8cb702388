"""Papers as a telephone photographs them: askew, from the side, in half shadow, on a table."""

from __future__ import annotations

import io
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.given.actas import drawing

Corners: TypeAlias = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Scene:
    """How a sheet is photographed; `corners` are the sheet's, in parts of the picture."""

    corners: Corners = ((0.14, 0.10), (0.85, 0.06), (0.91, 0.93), (0.08, 0.88))
    table: tuple[int, int, int] = (96, 70, 48)
    shadow: float = 0.55
    size: tuple[int, int] = (1512, 2016)
    blur: float = 0.8
    noise: float = 5


STRAIGHT_ON = Scene(((0.08, 0.05), (0.93, 0.06), (0.92, 0.95), (0.07, 0.94)), shadow=0.9)
FROM_THE_SIDE = Scene(((0.22, 0.14), (0.80, 0.08), (0.96, 0.90), (0.05, 0.86)))
TURNED = Scene(((0.22, 0.03), (0.97, 0.20), (0.76, 0.97), (0.03, 0.80)), shadow=0.6)
IN_DEEP_SHADOW = Scene(shadow=0.28)
ON_A_LIGHT_TABLE = Scene(table=(168, 160, 150), shadow=0.7)
WITHOUT_A_TABLE = Scene(((-0.02, -0.02), (1.02, -0.01), (1.01, 1.02), (-0.01, 1.01)))
SCENES = {
    "straight on": STRAIGHT_ON,
    "from the side": FROM_THE_SIDE,
    "turned": TURNED,
    "in deep shadow": IN_DEEP_SHADOW,
    "on a light table": ON_A_LIGHT_TABLE,
}


def printed(pdf: bytes, page: int = 0, dpi: int = 200) -> Image.Image:
    """A page as a printer leaves it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[page % len(document)].render(scale=dpi / 72).to_pil().convert("RGB")  # pyright: ignore[reportArgumentType]


def signed(sheet: Image.Image, count: int = 12, seed: int = 1) -> Image.Image:
    """The sheet with so many signatures in blue ink down its right side."""
    written = sheet.copy()
    pen = ImageDraw.Draw(written)
    for n in range(count):
        pad = drawing(seed + n)
        scale = 0.15 * sheet.width / pad.width
        left, top = 0.80 * sheet.width, (0.24 + 0.052 * n) * sheet.height
        for stroke in pad.strokes:
            points = [(left + x * scale, top + y * scale) for x, y in stroke]
            pen.line(points, fill=(32, 42, 120), width=max(round(sheet.width / 560), 2))
    return written


def photographed(sheet: Image.Image, scene: Scene = FROM_THE_SIDE, seed: int = 5) -> bytes:
    """What a telephone makes of it: a JPEG."""
    dice = Random(seed)
    width, height = scene.size
    corners = [(x * width, y * height) for x, y in scene.corners]
    lying = sheet.resize((round(width * 0.9), round(height * 0.9)), Image.Resampling.LANCZOS)
    way = _way_back(corners, lying.size)
    there = Image.new("L", lying.size, 255).transform(scene.size, Image.Transform.PERSPECTIVE, way)
    seen = lying.transform(scene.size, Image.Transform.PERSPECTIVE, way, Image.Resampling.BICUBIC)
    picture = Image.composite(seen, _table(scene), there)
    picture = ImageChops.multiply(picture, _light(scene, dice))
    picture = picture.filter(ImageFilter.GaussianBlur(scene.blur))
    grain = Image.effect_noise(scene.size, scene.noise).convert("RGB")
    picture = ImageChops.add(picture, grain, offset=-128)
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=88)
    return held.getvalue()


def _table(scene: Scene) -> Image.Image:
    """Wood: its grain runs across in long soft bands."""
    grain = Image.effect_noise((scene.size[0] // 60 + 1, scene.size[1] // 6), 28)
    grain = grain.resize(scene.size, Image.Resampling.BICUBIC).convert("RGB")
    return ImageChops.add(Image.new("RGB", scene.size, scene.table), grain, scale=1, offset=-128)


def _light(scene: Scene, dice: Random) -> Image.Image:
    """Bright at one side, `shadow` of it at the other, with the soft edge of a hand's shadow."""
    ramp = Image.linear_gradient("L").rotate(dice.choice((0, 90, 180, 270)))
    dark = round(255 * scene.shadow)
    ramp = ramp.point([round(dark + (245 - dark) * one / 255) for one in range(256)])
    ramp = ramp.resize(scene.size, Image.Resampling.BICUBIC)
    hand = Image.new("L", scene.size, 255)
    x, y = dice.uniform(0.2, 0.5) * scene.size[0], dice.uniform(0.5, 0.8) * scene.size[1]
    ImageDraw.Draw(hand).ellipse((x, y, x + 0.4 * scene.size[0], y + 0.5 * scene.size[1]), fill=190)
    hand = hand.resize((scene.size[0] // 8, scene.size[1] // 8)).filter(
        ImageFilter.GaussianBlur(14)
    )
    return ImageChops.multiply(ramp, hand.resize(scene.size)).convert("RGB")


def _way_back(corners: list[tuple[float, float]], size: tuple[int, int]) -> list[float]:
    """The eight numbers that lead from a place of the picture to one of the sheet."""
    rows: list[list[float]] = []
    ends = ((0, 0), (size[0], 0), size, (0, size[1]))
    for (x, y), (u, v) in zip(corners, ends, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for place in range(8):
        pivot = max(range(place, 8), key=lambda one: abs(rows[one][place]))
        rows[place], rows[pivot] = rows[pivot], rows[place]
        rows[place] = [one / rows[place][place] for one in rows[place]]
        for other in range(8):
            if other != place:
                by = rows[other][place]
                rows[other] = [a - by * b for a, b in zip(rows[other], rows[place], strict=True)]
    return [row[8] for row in rows]
