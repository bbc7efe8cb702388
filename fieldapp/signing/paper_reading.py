"""What a file in the hand holds: the acta inside a PDF, its words, and the codes printed on it.

Nothing is judged here. Whoever made the file may have made it to break its readers.
"""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# (pypdfium2 brings no types)

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from fieldapp.rules.acta_code import ReadCode, read_code
from fieldapp.rules.verdict import FILE_BYTES_MAX
from fieldapp.signing.pictures import codes_in, codes_in_picture
from fieldapp.signing.swelling import swells

if TYPE_CHECKING:
    import pikepdf
    import pypdfium2
    from PIL import Image

_SCAN_SCALE: Final = 3
"""Times 72 dpi: the QR's modules are six pixels wide."""

_PAGE_POINTS_MAX: Final = 2000
"""A page twice as long as A3; a stranger's may claim to be 200 inches and fill the memory."""

_PAGES_LOOKED_AT: Final = 6
"""From the last one back: behind the page with the code there may be signature sheets."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What was read: acta.json if it is inside, the words of the last page, every code of ours."""

    content: bytes | None
    words: str
    codes: tuple[ReadCode, ...]


def read_paper(file: bytes) -> Paper | None:
    """Read a PDF or a picture; None when it is neither, or too large to be one of ours."""
    if len(file) > FILE_BYTES_MAX:
        return None
    return _read_pdf(file) if file.startswith(b"%PDF") else _read_picture(file)


def _read_pdf(file: bytes) -> Paper | None:
    if swells(file):
        return None
    # Imported here: a server or a window that only hands files on reads none itself.
    import pikepdf
    import pypdfium2

    try:
        with pikepdf.open(io.BytesIO(file)) as document:
            content = _attached(document)
        with pypdfium2.PdfDocument(file) as document:
            words = " ".join(document[len(document) - 1].get_textpage().get_text_bounded().split())
            codes = _first_found(document)
    except Exception:  # noqa: BLE001 - three readers in C, and a file made to break them
        return None
    return Paper(content, words, codes)


def _first_found(document: pypdfium2.PdfDocument) -> tuple[ReadCode, ...]:
    """Our codes on the last page that has any. Raises ValueError for a page of a giant."""
    last = len(document) - 1
    for number in range(last, max(-1, last - _PAGES_LOOKED_AT), -1):
        page = document[number]
        if max(page.get_size()) > _PAGE_POINTS_MAX:
            raise ValueError("a page larger than any paper")
        scan = cast("Image.Image", page.render(scale=_SCAN_SCALE, grayscale=True).to_pil())
        if codes := _ours(codes_in(scan)):
            return codes
    return ()


def _attached(document: pikepdf.Pdf) -> bytes | None:
    if "acta.json" not in document.attachments:
        return None
    return document.attachments["acta.json"].get_file().read_bytes()


def _read_picture(file: bytes) -> Paper | None:
    texts = codes_in_picture(file)
    return None if texts is None else Paper(None, "", _ours(texts))


def _ours(texts: Iterable[str]) -> tuple[ReadCode, ...]:
    """Those of the codes in a picture that are of actas; others may stand beside them."""
    return tuple(code for code in map(read_code, texts) if code is not None)
