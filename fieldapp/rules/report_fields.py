"""The named fields by which a ministry's own form asks for what a report says (field rule R28).

A form names them in braces, whatever the accents and capitals: `{{título}}`, `{{corte}}`,
`{{funcionario}}`; `{{Cifras: Actas firmadas}}` is the value beside those words in a table of two
columns; a row with `{{Actividades[Fecha]}}` is repeated for each row of the table of that caption,
and `{{*[Fecha]}}` for each row of every table that has such a column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from fieldapp.packs.folding import fold
from fieldapp.records.text import Refused, say
from fieldapp.rules.report import Report, Row, Table, Value

FIELD: Final = re.compile(r"\{\{\s*([^{}\[\]]+?)\s*(?:\[\s*([^{}\[\]]+?)\s*\])?\s*\}\}")
"""A field in a form: its name, and the column where it is a list."""

EVERY_TABLE: Final = "*"
_PAIR: Final = 2


@dataclass(frozen=True)
class Fields:
    """What a report offers to a form: single values by name, and rows by the table's caption."""

    values: Mapping[str, Value]
    rows: Mapping[str, Sequence[Mapping[str, Value]]] = field(
        default_factory=dict[str, "Sequence[Mapping[str, Value]]"]
    )

    def value(self, name: str) -> Value:
        """The value of a name. Raises Refused for one that the report does not have."""
        if fold(name) not in self.values:
            raise _unknown(name)
        return self.values[fold(name)]

    def listed(self, name: str) -> Sequence[Mapping[str, Value]]:
        """The rows of a list. Raises Refused for one that the report does not have."""
        if fold(name) not in self.rows:
            raise _unknown(name)
        return self.rows[fold(name)]


def fields_of(report: Report, **said: str) -> Fields:
    """All that a form may ask of a report; `said` are what is known besides, such as the office."""
    values: dict[str, Value] = {fold(name): words for name, words in said.items()}
    values |= {
        "titulo": report.title,
        "subtitulo": report.subtitle,
        "corte": report.stamp,
    }
    rows: dict[str, list[Mapping[str, Value]]] = {EVERY_TABLE: []}
    for one in report.tables:
        listed = [_by_head(one, row) for row in one.rows]
        rows.setdefault(fold(one.caption), []).extend(listed)
        rows[EVERY_TABLE] += listed
        if len(one.columns) == _PAIR:
            values |= {fold(f"{one.caption}: {name}"): value for name, value in one.rows}
    return Fields(values, rows)


def list_in(words: str) -> str:
    """The list that some words of a form ask for, "" for none."""
    return next((name for name, column in FIELD.findall(words) if column), "")


def filled(
    words: str,
    fields: Fields,
    shown: Callable[[Value], str],
    row: Mapping[str, Value] | None = None,
) -> str:
    """The words of a form with their fields in place. Raises Refused for an unknown one."""

    def put(found: re.Match[str]) -> str:
        name, column = found[1], found[2]
        if not column:
            return shown(fields.value(name))
        return shown(cell_of(row or {}, column))

    return FIELD.sub(put, words)


def cell_of(row: Mapping[str, Value], column: str) -> Value:
    """A row's value in a column; empty where that table has no such column."""
    return row.get(fold(column))


def rows_asked(fields: Fields, name: str, columns: Sequence[str]) -> list[Mapping[str, Value]]:
    """The rows of a list that have all the columns which a form asks for."""
    wanted = {fold(column) for column in columns}
    listed = fields.listed(name)
    found = [row for row in listed if wanted <= row.keys()]
    if listed and not found and name != EVERY_TABLE:
        raise _unknown(f"{name}[{columns[0]}]")
    return found


def _by_head(one: Table, row: Row) -> Mapping[str, Value]:
    return {fold(c.head): value for c, value in zip(one.columns, row, strict=True)}


def _unknown(name: str) -> Refused:
    return Refused(say("El formato pide «{name}» y este informe no lo tiene.", name=name))
