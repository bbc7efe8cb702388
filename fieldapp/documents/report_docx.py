"""Any report as a DOCX that whoever answers for it can go on writing (field rule R28)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from fieldapp.documents.word_pages import word_pages
from fieldapp.packs.pack import Pack
from fieldapp.rules.report import (
    Block,
    Heading,
    Paragraph,
    Picture,
    Report,
    Row,
    Table,
    is_number,
    words_of,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Row  # pyright: ignore[reportPrivateUsage]


def render_report_docx(report: Report, pack: Pack, *, office: str) -> bytes:
    """The words and tables of a report; a chart stands as the sentence that tells it."""
    institution = pack.wording("institution.name")
    document = word_pages(
        paper=pack.paper,
        title=report.title,
        author=institution,
        country=pack.country,
        sideways=report.sideways,
    )
    document.sections[0].header.paragraphs[0].text = f"{institution} · {office}"
    document.add_heading(report.title, level=0)
    for line in (report.subtitle, report.stamp):
        if line:
            document.add_paragraph(line)
    for block in report.blocks:
        _add(document, block, pack)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _add(document: Document, block: Block, pack: Pack) -> None:
    match block:
        case Heading():
            if block.new_page:
                document.add_page_break()
            document.add_heading(block.words, level=block.level)
        case Paragraph():
            for line in block.words.splitlines():
                document.add_paragraph(line)
        case Picture():
            document.add_paragraph(block.told)
        case Table():
            _add_table(document, block, pack)


def _add_table(document: Document, block: Table, pack: Pack) -> None:
    if block.caption:
        document.add_heading(block.caption, level=2)
    if block.rows:
        rows = [*block.rows, block.totals] if block.totals else list(block.rows)
        table = document.add_table(rows=len(rows) + 1, cols=len(block.columns))
        table.style = "Table Grid"
        made = table.rows
        _fill(made[0], tuple(column.head for column in block.columns), pack)
        for row, values in zip(list(made)[1:], rows, strict=True):
            _fill(row, values, pack)
    else:
        document.add_paragraph(block.empty)
    if block.note:
        document.add_paragraph(block.note)


def _fill(row: _Row, values: Row, pack: Pack) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for cell, value in zip(row.cells, values, strict=True):
        cell.text = words_of(value, pack)
        if is_number(value):
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
