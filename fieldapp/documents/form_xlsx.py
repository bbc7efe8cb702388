"""A ministry's own XLSX filled from a report, by the names in braces that stand in its cells."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportAttributeAccessIssue=false
# (openpyxl gives no types for its cells)

from __future__ import annotations

import io
from collections.abc import Mapping
from copy import copy
from typing import TYPE_CHECKING, Any

from fieldapp.documents.sheets import packed, typed_cell
from fieldapp.packs.pack import Pack
from fieldapp.rules.report import Value, words_of
from fieldapp.rules.report_fields import FIELD, Fields, cell_of, filled, list_in, rows_asked

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def fill_xlsx(form: bytes, fields: Fields, pack: Pack) -> bytes:
    """The form with everything it asks for; a cell that is one field alone keeps the type.

    Pictures in a form are not carried over, because nothing is written to the disk on the way.
    Raises Refused, naming it, for what the report does not have.
    """
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(form))
    for sheet in book.worksheets:
        for number in range(sheet.max_row, 0, -1):
            _repeat(sheet, number, fields, pack)
        for row in sheet.iter_rows():
            for cell in row:
                _fill(cell, fields, pack)
    return packed(book)


def _repeat(sheet: Worksheet, number: int, fields: Fields, pack: Pack) -> None:
    """Write a row that asks for a list once for each of its rows, in its own looks.

    What stands below moves down, with the cells that are joined there.
    """
    said = " ".join(str(cell.value) for cell in sheet[number] if isinstance(cell.value, str))
    name = list_in(said)
    if not name:
        return
    columns = [column for _, column in FIELD.findall(said) if column]
    rows = rows_asked(fields, name, columns)
    pattern = [(cell.column, cell.value, copy(cell._style)) for cell in sheet[number]]  # noqa: SLF001
    if len(rows) > 1:
        _make_room(sheet, number, len(rows) - 1)
    for at, one in enumerate(rows or [{}], start=number):
        for column, value, style in pattern:
            cell = sheet.cell(at, column)
            cell.value, cell._style = value, copy(style)  # noqa: SLF001
            _fill(cell, fields, pack, one)


def _make_room(sheet: Worksheet, number: int, more: int) -> None:
    below = [one for one in sheet.merged_cells.ranges if one.min_row > number]
    for one in below:
        one.shift(row_shift=more)
    sheet.insert_rows(number + 1, more)


def _fill(cell: Any, fields: Fields, pack: Pack, row: Mapping[str, Value] | None = None) -> None:
    if not isinstance(cell.value, str) or not FIELD.search(cell.value):
        return
    whole = FIELD.fullmatch(cell.value.strip())
    if whole is None:
        cell.value = filled(cell.value, fields, lambda value: words_of(value, pack), row)
        return
    name, column = whole.groups()
    value = cell_of(row or {}, column) if column else fields.value(name)
    typed_cell(cell, value, pack.formats)
