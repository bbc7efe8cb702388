"""The files that can be imported, taken apart into rows; what they mean is decided elsewhere."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final, cast

from fieldapp.records.text import Refused, say

FILE_BYTES_MAX: Final = 32 * 1024 * 1024
_MARKS: Final = ";,\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number in the file, and what stands under each heading."""

    number: int
    cells: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its headings, as they are written."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(name: str, content: bytes) -> Table:
    """Read a CSV or XLSX file, chosen by its name. Raises Refused."""
    _must_not_be_too_large(name, content)
    lines = _of_workbook(name, content) if _ending(name) == "xlsx" else _of_csv(name, content)
    found = [(number, line) for number, line in lines if any(_filled(cell) for cell in line)]
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
    return Table(name, tuple(head for head in headings if head), rows)


def read_json(name: str, content: bytes) -> dict[str, Any]:
    """Read a JSON file that holds one object. Raises Refused with the line of the fault."""
    _must_not_be_too_large(name, content)
    try:
        loaded: object = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise Refused(say("{file}: el JSON debe estar en UTF-8.", file=name)) from fault
    except json.JSONDecodeError as fault:
        raise Refused(
            say("{file}, línea {line}: no es JSON.", file=name, line=fault.lineno)
        ) from fault
    except RecursionError as fault:
        raise Refused(say("{file}: el JSON está anidado sin fin.", file=name)) from fault
    if not isinstance(loaded, dict):
        raise Refused(say("{file}: se espera un objeto JSON.", file=name))
    return cast("dict[str, Any]", loaded)


def is_json(name: str) -> bool:
    """Tell a JSON file by its name. Raises Refused for what is neither JSON, CSV nor XLSX."""
    ending = _ending(name)
    if ending not in ("json", "csv", "xlsx"):
        raise Refused(say("{file}: se importan archivos JSON, CSV o XLSX.", file=name))
    return ending == "json"


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


def _of_csv(name: str, content: bytes) -> list[tuple[int, list[Any]]]:
    """Lines of a CSV in UTF-8, or in what an older Excel writes; the mark is the commonest one."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    head = text.partition("\n")[0]
    mark = max(_MARKS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    lines: list[tuple[int, list[Any]]] = []
    try:
        for line in reader:
            lines.append((len(lines) + 1, list(line)))
    except csv.Error as fault:
        number = len(lines) + 1
        raise Refused(
            say("{file}, fila {row}: las comillas no cierran.", file=name, row=number)
        ) from fault
    return lines


def _of_workbook(name: str, content: bytes) -> list[tuple[int, list[Any]]]:
    """Rows of the first sheet of a workbook, with the values that its formulas last had."""
    import zipfile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _must_not_swell(name, content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError) as fault:
        raise Refused(say("{file}: no es un libro de Excel (XLSX).", file=name)) from fault
    return [(number, list(row)) for number, row in enumerate(rows, start=1)]


def _must_not_swell(name: str, content: bytes) -> None:
    """A workbook is a packed file; one that unpacks to the whole memory is nobody's list."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > 8 * FILE_BYTES_MAX:
            raise Refused(say("{file}: el libro es demasiado grande; pártalo.", file=name))
