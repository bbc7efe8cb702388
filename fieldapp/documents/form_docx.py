"""A ministry's own DOCX filled from a report, by the names in braces that stand in it."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportPrivateUsage=false
# (python-docx gives no types for the XML behind its objects)

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING

from fieldapp.packs.pack import Pack
from fieldapp.rules.report import Value, words_of
from fieldapp.rules.report_fields import FIELD, Fields, filled, list_in, rows_asked

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph


def fill_docx(form: bytes, fields: Fields, pack: Pack) -> bytes:
    """The form with everything it asks for. Raises Refused, naming it, for what is not there."""
    import docx

    document = docx.Document(io.BytesIO(form))
    for table in _tables(document):
        for row in list(table.rows):
            _repeat(table, row, fields, pack)
    for paragraph in _paragraphs(document):
        _fill(paragraph, fields, pack)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _repeat(table: Table, row: _Row, fields: Fields, pack: Pack) -> None:
    """Write a row that asks for a list once for each of its rows, in its own looks."""
    from docx.table import _Row

    said = " ".join(cell.text for cell in row.cells)
    name = list_in(said)
    if not name:
        return
    columns = [column for _, column in FIELD.findall(said) if column]
    pattern = row._tr  # noqa: SLF001 - python-docx has no other way to repeat a row
    for one in rows_asked(fields, name, columns):
        copied = deepcopy(pattern)
        pattern.addprevious(copied)
        for cell in _Row(copied, table).cells:
            for paragraph in cell.paragraphs:
                _fill(paragraph, fields, pack, one)
    pattern.getparent().remove(pattern)


def _fill(
    paragraph: Paragraph, fields: Fields, pack: Pack, row: Mapping[str, Value] | None = None
) -> None:
    """Fill a paragraph. Word cuts words into runs at will: the first takes them all."""
    if not FIELD.search(paragraph.text):
        return
    said = filled(paragraph.text, fields, lambda value: words_of(value, pack), row)
    first, *others = paragraph.runs
    first.text = said
    for run in others:
        run.text = ""


def _tables(document: Document) -> Iterator[Table]:
    yield from document.tables
    for section in document.sections:
        yield from section.header.tables
        yield from section.footer.tables


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    yield from document.paragraphs
    for section in document.sections:
        yield from section.header.paragraphs
        yield from section.footer.paragraphs
    for table in _tables(document):
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs
