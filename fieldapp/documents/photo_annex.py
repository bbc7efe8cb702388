"""The photographs of a meeting as an annex to its acta, a paper of its own.

An acta handed over stays small enough for any telephone (field rule R17), and photographs may come
after it is signed; so they are printed apart, each under its number, with the digest of the file it
was made from, on sheets that name the acta they belong to.
"""

# pyright: reportUnknownMemberType=false
# (reportlab's stubs leave the parameters of its drawing calls untyped)

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Spacer

from fieldapp.documents.archival import finish
from fieldapp.documents.letterhead import letterhead
from fieldapp.documents.paper import (
    CELL,
    COLUMN,
    LABEL,
    PLAIN,
    SMALL,
    SUBTITLE,
    TITLE,
    Sheet,
    lay_out,
    paragraphs,
    text,
)
from fieldapp.documents.tables import KeptBlock, plain_table
from fieldapp.documents.tagging import figure
from fieldapp.records.values import instant_of
from fieldapp.rules.acta_content import Acta, read_content
from fieldapp.rules.acta_marks import short_digest

SIDE_MOST: Final = 1600
"""Pixels of the longest side: sharp at twice the printed size."""
_QUALITY: Final = 72
_PIXELS_MAX: Final = 120_000_000
"""A picture of more pixels is not opened: it would fill the memory of a small laptop."""
_GAP: Final = 6 * mm
_WIDTH: Final = (COLUMN - _GAP) / 2
_HEIGHT: Final = 49 * mm
_UNREADABLE: Final = "Este archivo no se puede mostrar como fotografía."


@dataclass(frozen=True, slots=True)
class Photograph:
    """A photograph as it came, what it shows, and when it was taken, in the paper's words."""

    content: bytes
    caption: str = ""
    taken: str = ""


def render_photo_annex(content: bytes, photographs: Sequence[Photograph]) -> bytes:
    """The annex to the acta or draft with this acta.json: six on a page.

    Nothing that the camera wrote beside a picture (place, owner) is printed or carried.
    """
    acta = read_content(content, Acta)
    of = f"{acta.document} N.º {acta.number}" if acta.number else f"{acta.document} sin número"
    name = f"Anexo fotográfico · {of}"
    sheet = Sheet(
        title=name,
        author=acta.heading.institution,
        language=f"es-{acta.country}",
        paper=acta.paper,
        running=f"{acta.heading.institution} · {name}",
        foot=lambda _: name,
    )
    story: list[Flowable] = [
        *letterhead(acta.heading),
        text("ANEXO FOTOGRÁFICO", TITLE),
        text(of, SUBTITLE),
        *paragraphs(
            f"{acta.meeting.subject}\n{acta.meeting.day_text}, {acta.meeting.place}", PLAIN
        ),
        Spacer(0, _GAP / 2),
        *_in_pairs([_shown(n, one) for n, one in enumerate(photographs, start=1)]),
    ]
    made_at = instant_of(acta.frozen_at) if acta.frozen_at else None
    return finish(lay_out(sheet, story), made_at=made_at)


def _in_pairs(shown: Sequence[list[Flowable]]) -> Iterable[Flowable]:
    for first in range(0, len(shown), 2):
        pair = [shown[first], "", shown[first + 1] if first + 1 < len(shown) else ""]
        yield KeptBlock([plain_table([pair], [_WIDTH, _GAP, _WIDTH]), Spacer(0, _GAP / 2)])


def _shown(number: int, photograph: Photograph) -> list[Flowable]:
    name = f"Fotografía {number}"
    beneath = ", ".join(part for part in (photograph.caption, photograph.taken) if part)
    small = _shrunk(photograph.content)
    picture = (
        _Picture(small, f"{name}: {beneath}" if beneath else name)
        if small
        else text(_UNREADABLE, CELL)
    )
    digest = short_digest(hashlib.sha256(photograph.content).digest())
    said = [text(beneath, CELL)] if beneath else []
    return [
        picture,
        Spacer(0, 1 * mm),
        text(name, LABEL),
        *said,
        text(f"Huella del archivo: {digest}", SMALL),
    ]


def _shrunk(content: bytes) -> bytes | None:
    """The picture upright, at most `SIDE_MOST` pixels long, alone; None for what is none."""
    try:
        with Image.open(io.BytesIO(content)) as opened:
            if opened.width * opened.height > _PIXELS_MAX:
                return None
            opened.draft("RGB", (SIDE_MOST, SIDE_MOST))
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    upright.thumbnail((SIDE_MOST, SIDE_MOST))
    written = io.BytesIO()
    upright.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue()


class _Picture(Flowable):
    """A JPEG as large as its half of the column allows; `alt` is what stands for it."""

    def __init__(self, jpeg: bytes, alt: str) -> None:
        super().__init__()
        self._reader = ImageReader(io.BytesIO(jpeg))
        wide, high = self._reader.getSize()
        scale = min(_WIDTH / wide, _HEIGHT / high)
        self.width, self.height, self.alt = wide * scale, high * scale, alt

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002
        """The size that its shape gives it."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it at the lower left corner."""
        with figure(self.canv, self.alt, self.width, self.height):
            self.canv.drawImage(self._reader, 0, 0, self.width, self.height)
