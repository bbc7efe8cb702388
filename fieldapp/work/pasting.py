"""What somebody copied from a spreadsheet, as a table: with its headings, or with the list's."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from fieldapp.records.text import Refused, say
from fieldapp.work.import_files import ROWS_MAX, Row, Table

PASTED_SIGNS_MAX: Final = 4_000_000


def pasted_table(
    text: str, tells_headings: Callable[[Iterable[str]], bool], otherwise: Sequence[str]
) -> Table:
    """Read tab-separated text; the first line is of headings if `tells_headings` says so.

    Without them the columns are called as `otherwise` says, in turn. The table has no name, and
    its rows have the numbers of the lines that were copied. Raises Refused for columns beyond
    those, and for what is nothing or too much.
    """
    if len(text) > PASTED_SIGNS_MAX:
        raise Refused(say("Lo copiado es demasiado; pegue menos filas cada vez."))
    lines = [
        (number, line)
        for number, line in enumerate(_lines(text), start=1)
        if any(cell.strip() for cell in line)
    ]
    if not lines:
        raise Refused(say("No hay nada que pegar: copie primero las filas en la hoja de cálculo."))
    if len(lines) > ROWS_MAX:
        raise Refused(say("Lo copiado es demasiado; pegue menos filas cada vez."))
    headings: Sequence[str] = otherwise
    if tells_headings(lines[0][1]):
        headings = [cell.strip() for cell in lines.pop(0)[1]]
    rows = tuple(Row(number, _cells(headings, line, number)) for number, line in lines)
    return Table("", tuple(head for head in headings if head), rows)


def _cells(headings: Sequence[str], line: Sequence[str], number: int) -> dict[str, str]:
    """The cells of a line under their headings; one that has no heading is not dropped unseen."""
    for place, cell in enumerate(line):
        if cell.strip() and (place >= len(headings) or not headings[place]):
            raise Refused(
                say(
                    "Lo pegado, fila {row}: la columna {column} («{cell}») no tiene encabezado. "
                    "Copie también los encabezados, o solo las columnas de la lista. "
                    "No se pegó nada.",
                    row=number,
                    column=place + 1,
                    cell=cell.strip()[:40],
                )
            )
    return {
        head: " ".join(cell.split())
        for head, cell in zip(headings, line, strict=False)
        if cell.strip()
    }


def _lines(text: str) -> list[list[str]]:
    """The lines of a copied range: a cell with a line break or a quote in it comes quoted."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:  # a cell that begins with a quote of its own is not quoted by every program
        return [line.split("\t") for line in text.splitlines()]
