"""The draft of an acta as a DOCX that whoever gets it can write remarks into (field rule R14).

No number, no QR and no signatures: it is marked BORRADOR on every page and says so in its first
line, so that a copy that went astray is taken for nothing else.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from fieldapp.documents.word_pages import word_pages
from fieldapp.rules.acta_content import Acta, read_content
from fieldapp.rules.acta_reading import reading_of

if TYPE_CHECKING:
    from docx.document import Document

_DRAFT = "BORRADOR sin número: el texto puede cambiar"
# WordArt of type 136, the shape that word processors write for a watermark of their own.
_WATERMARK = (
    '<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
    '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
    '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
    '<v:path textpathok="t"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="borrador" o:spid="_x0000_s2049" type="#_x0000_t136" '
    'style="position:absolute;margin-left:0;margin-top:0;width:440pt;height:110pt;rotation:315;'
    "z-index:-251658752;mso-position-horizontal:center;"
    "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    'mso-position-vertical-relative:margin" fillcolor="#d9d9d9" stroked="f">'
    '<v:textpath style="font-family:&quot;Noto Sans&quot;;font-size:1pt" string="BORRADOR"/>'
    "</v:shape></w:pict>"
)


def render_draft_docx(content: bytes, *, answer_by: str = "") -> bytes:
    """The DOCX of a draft's content; `answer_by` is the last day for remarks, in words.

    It says what is read aloud and no more: no document number, phone or e-mail leaves with it.
    """
    acta = read_content(content, Acta)
    document = word_pages(
        paper=acta.paper,
        title=f"{acta.document} · BORRADOR",
        author=acta.heading.institution,
        country=acta.country,
    )
    _mark_pages(document, acta)
    document.add_heading(acta.document.upper(), level=0)
    document.add_paragraph(_DRAFT).runs[0].bold = True
    if answer_by:
        document.add_paragraph(f"Se reciben observaciones hasta el {answer_by}.")
    for part in reading_of(acta):
        if part.heading and part.heading != acta.document:
            document.add_heading(part.heading, level=1)
        for paragraph in part.paragraphs:
            document.add_paragraph(paragraph)
    document.add_heading("Observaciones", level=1)
    _room_for_remarks(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _mark_pages(document: Document, acta: Acta) -> None:
    """Whose draft it is, and the mark on every page."""
    from docx.oxml import parse_xml

    above = document.sections[0].header.paragraphs[0]
    above.text = f"{acta.heading.institution} · {_DRAFT}"
    mark: Any = above.add_run().element
    mark.append(parse_xml(_WATERMARK))


def _room_for_remarks(document: Document) -> None:
    table = document.add_table(rows=4, cols=2)
    table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, ("Quién observa", "Observación"), strict=True):
        cell.text = head
