"""Any table as an XLSX whose cells have their types, and the attendance list among them.

What people typed stays text: a name that begins with an equals sign is not a formula of whoever
opens the file.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, cast
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from fieldapp.packs.formats import Formats
from fieldapp.packs.pack import Pack
from fieldapp.records.describe import Money
from fieldapp.rules.acta import Issuer, VisitRecords, acta_of_draft
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.report import Heading, Paragraph, Report, Value

_TEXT_MOST: Final = 32_767
_TITLE_MOST: Final = 31
_WIDTH_LEAST: Final = 8
_WIDTH_MOST: Final = 60
_DAY: Final = "dd/mm/yyyy"
_INSTANT: Final = "dd/mm/yyyy hh:mm"
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
_NOT_IN_TITLES: Final = str.maketrans(dict.fromkeys(r"[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class Leaf:
    """One sheet of a book: its title, its heads, its rows."""

    title: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Value]]


def write_sheet(
    title: str, heads: Sequence[str], rows: Iterable[Sequence[Value]], formats: Formats
) -> bytes:
    """A book of one sheet; see `write_book`."""
    return write_book([Leaf(title, heads, rows)], formats)


def write_book(leaves: Iterable[Leaf], formats: Formats) -> bytes:
    """Each sheet under a bold head that stays while the rows scroll, with a filter on each column.

    Instants are written in the country's hour; money as a number in its major unit. Two sheets
    of one title are told apart by a number.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    taken: set[str] = set()
    for leaf in leaves:
        title = _title(leaf.title.translate(_NOT_IN_TITLES).strip() or "1", taken)
        _fill(cast("Worksheet", book.create_sheet(title)), leaf, formats)
    return packed(book)


def _title(wished: str, taken: set[str]) -> str:
    """A sheet's title, of so many letters as Excel takes, that no other sheet has yet."""
    title, n = wished[:_TITLE_MOST], 1
    while title.casefold() in taken:
        n += 1
        title = f"{wished[: _TITLE_MOST - len(str(n)) - 1]} {n}"
    taken.add(title.casefold())
    return title


def report_book(report: Report, formats: Formats) -> bytes:
    """The tables of a report, a sheet each; its other words are not for reckoning.

    Totals are not written: whoever has the rows sums them, and a filter would sum them twice.
    A report without tables has its words on one sheet, since a book needs one.
    """
    leaves = [
        Leaf(one.caption or report.title, [column.head for column in one.columns], one.rows)
        for one in report.tables
    ]
    return write_book(leaves or [_words_alone(report)], formats)


def _words_alone(report: Report) -> Leaf:
    said = [
        line
        for one in report.blocks
        if isinstance(one, Heading | Paragraph)
        for line in one.words.splitlines()
    ]
    return Leaf(report.title, [report.title], [(line,) for line in said])


def _fill(sheet: Worksheet, leaf: Leaf, formats: Formats) -> None:
    widths = [len(head) for head in leaf.heads]
    _write_row(sheet, 1, leaf.heads, formats)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    last = 1
    for last, row in enumerate(leaf.rows, start=2):
        _write_row(sheet, last, row, formats)
        for place, value in enumerate(row):
            widths[place] = max(widths[place], _length(value))
    for place, width in enumerate(widths, start=1):
        wished = min(max(width + 2, _WIDTH_LEAST), _WIDTH_MOST)
        sheet.column_dimensions[get_column_letter(place)].width = wished
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(leaf.heads), 1))}{last}"


def packed(book: Workbook) -> bytes:
    """Save without touching the disk: openpyxl's own `save` writes each sheet to a file in clear.

    A name that was once in a temporary file can be read from a stolen laptop, deleted or not.
    """
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        _InMemory(book, archive).save()
    return written.getvalue()


class _InMemory(ExcelWriter):
    """openpyxl's writer, with the sheets in memory until they are packed."""

    def __init__(self, book: Workbook, archive: ZipFile) -> None:
        super().__init__(book, archive)
        self._packing = archive

    def write_worksheet(self, ws: Worksheet) -> None:
        """Write one sheet of cells, without drawings, into the archive."""
        vars(ws)["_drawing"] = SpreadsheetDrawing()
        sheet = io.BytesIO()
        writer = WorksheetWriter(ws, sheet)
        writer.write()
        vars(ws)["_rels"] = vars(writer)["_rels"]
        self._packing.writestr(ws.path[1:], sheet.getvalue())
        self.manifest.append(ws)  # pyright: ignore[reportUnknownMemberType]


def attendance_sheet(
    records: VisitRecords, pack: Pack, issuer: Issuer, *, personal: bool = False
) -> bytes:
    """The attendance list as a sheet; without personal columns unless they are asked for."""
    acta = acta_of_draft(records, pack, issuer)
    heads = ["N.º", "Nombre completo", "Entidad", "Cargo", "Calidad", "Autoriza datos", "Firmó"]
    if personal:
        heads += [
            "Tipo de documento",
            "Documento",
            "Teléfono",
            "Correo electrónico",
            "Sexo",
            "Edad",
        ]
    whole = {str(row.id): row for row in records.attendance}
    signed = {str(ink.attendance): ink.method for ink in records.inks if not ink.annulled}
    rows: list[list[Value]] = []
    for n, one in enumerate(acta.attendance, start=1):
        method = label(pack, "ink_methods", signed.get(one.id))
        shown: list[Value] = [n, one.name, one.organization, one.position]
        shown += [one.role, one.authorises, method]
        if personal:
            row = whole[one.id]
            shown += [one.id_type, row.id_number, row.phone, row.email]
            shown += [label(pack, "sex", row.sex), label(pack, "age_ranges", row.age_range)]
        rows.append(shown)
    return write_sheet(pack.wording("attendance.document"), heads, rows, pack.formats)


def _write_row(sheet: Worksheet, number: int, values: Sequence[Value], formats: Formats) -> None:
    for place, value in enumerate(values, start=1):
        if value is not None and value != "":
            typed_cell(cast("Cell", sheet.cell(number, place)), value, formats)


def typed_cell(cell: Cell, value: Value, formats: Formats) -> None:
    """Write a value into a cell with its type; what people typed is never a formula."""
    match value:
        case bool():
            cell.value = "Sí" if value else "No"
        case str():
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_TEXT_MOST]
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(_FORMULA_SIGNS)
        case datetime():
            cell.value = value.astimezone(formats.zone).replace(tzinfo=None)
            cell.number_format = _INSTANT
        case date():
            cell.value = value
            cell.number_format = _DAY
        case Money():
            decimals = formats.decimals_of(value.currency)
            cell.value = Decimal(value.minor).scaleb(-decimals)
            cell.number_format = "#,##0." + "0" * decimals if decimals else "#,##0"
        case _:
            cell.value = value


def _length(value: Value) -> int:
    if isinstance(value, date):
        return len(_INSTANT if isinstance(value, datetime) else _DAY)
    return max((len(line) for line in str(value or "").splitlines()), default=0)
