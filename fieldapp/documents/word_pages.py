"""The empty pages of a DOCX: paper, margins, language, and whose paper it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document

_PAPERS_MM = {"letter": (215.9, 279.4), "a4": (210.0, 297.0), "oficio": (215.9, 330.2)}


def word_pages(
    *, paper: str, title: str, author: str, country: str, sideways: bool = False
) -> Document:
    """A new document of this paper without any words yet; `country` says which Spanish."""
    import docx
    from docx.enum.section import WD_ORIENTATION
    from docx.shared import Mm

    document = docx.Document()
    section = document.sections[0]
    width, height = _PAPERS_MM.get(paper, _PAPERS_MM["letter"])
    if sideways:
        section.orientation = WD_ORIENTATION.LANDSCAPE
        width, height = height, width
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin, section.right_margin = Mm(22), Mm(18)
    section.top_margin = section.bottom_margin = Mm(20)
    properties = document.core_properties
    properties.title = title
    properties.author = author
    properties.language = f"es-{country.upper()}"
    properties.comments = ""
    return document
