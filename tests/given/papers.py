"""Reading printed papers the way a person, a scanner or another program would."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pypdfium2
from PIL import Image


def pages_of(paper: bytes) -> list[str]:
    """The text of each page, in reading order."""
    with pypdfium2.PdfDocument(paper) as document:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def words_of(paper: bytes) -> str:
    """All words of a paper, a single space between them."""
    return " ".join(" ".join(pages_of(paper)).split())


def scan_of_last_page(paper: bytes, dpi: int = 150) -> Image.Image:
    """What a scanner makes of the last page."""
    with pypdfium2.PdfDocument(paper) as document:
        page = document[len(document) - 1]
        scale = dpi / 72
        return page.render(scale=scale).to_pil()  # pyright: ignore[reportArgumentType]


def with_inside(paper: bytes, content: bytes) -> bytes:
    """The paper with another acta.json in place of its own, saved again."""
    with pikepdf.open(io.BytesIO(paper)) as document:
        names = document.Root.Names.EmbeddedFiles.Names
        place = next(n for n, name in enumerate(names) if str(name) == "acta.json")
        names[place + 1].EF.F.write(content)
        written = io.BytesIO()
        document.save(written)
    return written.getvalue()


def everything_in(paper: bytes) -> bytes:
    """Every decoded stream and every string of a PDF, attachments, pictures, alt texts included."""
    held: list[bytes] = []
    with pikepdf.open(io.BytesIO(paper)) as document:
        for one in document.objects:
            if isinstance(one, pikepdf.Stream):
                held.append(_decoded(one))
            held.append(one.unparse(resolved=False))
            held += [text.encode() for text in _strings_in(one)]
    return b"\n".join(held)


def _decoded(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:  # a JPEG stays one
        return stream.read_raw_bytes()


def _strings_in(held: object) -> Iterator[str]:
    """The texts of an object itself, in letters whatever their encoding."""
    if isinstance(held, pikepdf.String):
        yield str(held)
    elif isinstance(held, pikepdf.Array):
        for one in held:
            if not getattr(one, "is_indirect", False):
                yield from _strings_in(one)
    elif isinstance(held, pikepdf.Dictionary):
        for one in held.values():
            if not getattr(one, "is_indirect", False):
                yield from _strings_in(one)
