"""The files that can be imported, taken apart into rows; what they mean is decided elsewhere."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final, cast

from fieldapp.records.text import Refused, say

FILE_BYTES_MAX: Final = 32 * 1024 * 1024
ROWS_MAX: Final = 20_000
COLUMNS_MAX: Final = 200
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_KEY_SHOWN: Final = 60
_MARKS: Final = ";,\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number in the file, and what stands under each heading."""

    number: int
    cells: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its headings, as they are written; `sheet` where its file holds several."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    sheet: str = ""


def read_table(name: str, content: bytes) -> Table:
    """Read a CSV file or the first sheet of an XLSX, told by its name. Raises Refused."""
    _must_not_be_too_large(name, content)
    if _ending(name) == "xlsx":
        return _table_of(name, next(iter(_sheets_of(name, content)))[1])
    return _table_of(name, _of_csv(name, content))


def read_tables(name: str, content: bytes) -> list[Table]:
    """Every sheet of an XLSX that holds anything, or the one table of a CSV. Raises Refused."""
    _must_not_be_too_large(name, content)
    if _ending(name) != "xlsx":
        return [_table_of(name, _of_csv(name, content))]
    found = [
        _table_of(name, iter(lines), title)
        for title, lines in ((one, list(rows)) for one, rows in _sheets_of(name, content))
        if any(_filled(cell) for _, line in lines for cell in line)
    ]
    if not found:
        raise Refused(say("{file}: el archivo está vacío.", file=name))
    return found


def _table_of(name: str, lines: Iterator[tuple[int, list[Any]]], sheet: str = "") -> Table:
    found: list[tuple[int, list[Any]]] = []
    for number, line in lines:
        if any(_filled(cell) for cell in line):
            found.append((number, line))
        if len(found) > ROWS_MAX + 1:
            raise Refused(say("{file}: pasa de {most} filas; pártalo.", file=name, most=ROWS_MAX))
    if not found:
        raise Refused(say("{file}: el archivo está vacío.", file=name))
    headings = tuple(str(cell).strip() if _filled(cell) else "" for cell in found[0][1])
    rows = tuple(
        Row(
            number,
            {head: cell for head, cell in zip(headings, line, strict=False) if head},
        )
        for number, line in found[1:]
    )
    return Table(name, tuple(head for head in headings if head), rows, sheet)


def read_json(name: str, content: bytes) -> dict[str, Any]:
    """Read a JSON file that holds one object. Raises Refused with the line of the fault."""
    _must_not_be_too_large(name, content)
    try:
        loaded: object = json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_said_once, parse_constant=_no_number
        )
    except _SaidTwice as fault:
        raise Refused(
            say("{file}: «{key}» está dos veces en un mismo objeto.", file=name, key=fault.key)
        ) from fault
    except UnicodeDecodeError as fault:
        raise Refused(say("{file}: el JSON debe estar en UTF-8.", file=name)) from fault
    except json.JSONDecodeError as fault:
        raise Refused(
            say("{file}, línea {line}: no es JSON.", file=name, line=fault.lineno)
        ) from fault
    except RecursionError as fault:
        raise Refused(say("{file}: el JSON está anidado sin fin.", file=name)) from fault
    except ValueError as fault:  # a number of thousands of digits, NaN, Infinity
        raise Refused(say("{file}: hay un número que no es una cantidad.", file=name)) from fault
    if not isinstance(loaded, dict):
        raise Refused(say("{file}: se espera un objeto JSON.", file=name))
    return cast("dict[str, Any]", loaded)


def is_pdf(name: str) -> bool:
    """Tell the copy of an acta by its name."""
    return _ending(name) == "pdf"


def is_json(name: str) -> bool:
    """Tell a JSON file by its name. Raises Refused for what is neither JSON, CSV nor XLSX."""
    ending = _ending(name)
    if ending not in ("json", "csv", "xlsx"):
        raise Refused(
            say("{file}: se importan archivos JSON, CSV o XLSX, y actas en PDF.", file=name)
        )
    return ending == "json"


class _SaidTwice(Exception):
    """An object of a JSON file says the same key twice, and nobody knows which counts."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key[:_KEY_SHOWN]


def _said_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _SaidTwice(key)
        found[key] = value
    return found


def _no_number(constant: str) -> object:
    raise ValueError(constant)


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower().removeprefix(".")


def _must_not_be_too_large(name: str, content: bytes) -> None:
    if len(content) > FILE_BYTES_MAX:
        raise Refused(
            say(
                "{file}: pasa de {most} MB; pártalo en varios.",
                file=name,
                most=FILE_BYTES_MAX >> 20,
            )
        )


def _filled(cell: object) -> bool:
    return cell is not None and str(cell).strip() != ""


def _of_csv(name: str, content: bytes) -> Iterator[tuple[int, list[Any]]]:
    """Lines of a CSV in UTF-8, or in what an older Excel writes; the mark is the commonest one."""
    try:
        text = content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    head = text.partition("\n")[0]
    mark = max(_MARKS, key=head.count)
    number = 0
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True):
            number += 1
            yield number, list(line)
    except csv.Error as fault:
        raise Refused(
            say("{file}, fila {row}: las comillas no cierran.", file=name, row=number + 1)
        ) from fault


def _sheets_of(name: str, content: bytes) -> Iterator[tuple[str, Iterator[tuple[int, list[Any]]]]]:
    """The sheets of a workbook by title, with the values that its formulas last had.

    What lies beyond the columns anybody fills is not read: one cell in the farthest corner would
    make a sheet of 17 thousand million cells.
    """
    from openpyxl import load_workbook

    try:
        _must_not_swell(name, content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Refused:
        raise
    except Exception as fault:
        raise _no_book(name) from fault
    for sheet in book.worksheets:
        yield sheet.title, _lines_of(name, sheet)


def _lines_of(name: str, sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    try:
        rows = sheet.iter_rows(values_only=True, max_col=COLUMNS_MAX)
        for number, row in enumerate(rows, start=1):
            yield number, list(row)
    except Exception as fault:
        raise _no_book(name) from fault


def _no_book(name: str) -> Refused:
    return Refused(say("{file}: no es un libro de Excel (XLSX).", file=name))


def _must_not_swell(name: str, content: bytes) -> None:
    """A workbook is a packed file; one that unpacks to the whole memory is nobody's list."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > 8 * FILE_BYTES_MAX:
            raise Refused(say("{file}: el libro es demasiado grande; pártalo.", file=name))
