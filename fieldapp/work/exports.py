"""Taking registers out: any kind as a sheet, as CSV or as JSON that can be imported again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias
from uuid import UUID

from fieldapp.packs.formats import Formats
from fieldapp.packs.showing import Showing
from fieldapp.records.describe import FieldSpec, FieldType, KindSpec, Money, Sensitivity
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Refused, say
from fieldapp.records.values import record_to_wire
from fieldapp.records.visits import Activity
from fieldapp.work.access_notes import note_access
from fieldapp.work.acta_records import issuer_of, records_of
from fieldapp.work.allowed import seen_by
from fieldapp.work.changing import fetch
from fieldapp.work.desk import Desk
from fieldapp.work.import_entries import REGISTER_FORMAT
from fieldapp.work.issued import acta_of
from fieldapp.work.showing import labels_of

FORMATS: Final = ("xlsx", "csv", "json")
_FORMULA_SIGNS: Final = ("=", "+", "-", "@")
_RECKONED: Final = (date, int, Decimal, Money)
"""Types that a sheet keeps as they are; an instant is a date too."""
_WORDED: Final = frozenset({FieldType.CODE, FieldType.TERRITORY, FieldType.BYTES})

Cell: TypeAlias = tuple[str, object]
"""A cell as it is shown: its words, and the value behind them, if there is one."""


class Exports:
    """Writes registers to files. Nothing here changes a record."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def table(
        self,
        kind: str,
        form: str,
        *,
        personal: bool = False,
        filters: Mapping[str, object] | None = None,
    ) -> bytes:
        """Every record of a kind that is not annulled, in the order in which they were written.

        Personal columns (documents, contact, sensitive answers, strokes) are left out unless they
        are asked for. Raises Refused for an unknown kind or format.
        """
        if kind not in self._desk.kinds:
            raise Refused(say("No hay registros de la clase «{kind}».", kind=kind))
        if form not in FORMATS:
            raise Refused(say("Se exporta a XLSX, CSV o JSON."))
        spec = self._desk.kinds[kind]
        if personal:
            self._note(kind)
        filters = {**(filters or {}), **seen_by(self._desk, spec)}
        columns = _columns(spec, personal=personal)
        if form == "json":
            return self._json(spec, columns, filters)
        heads = ["id", *(column.label for column in columns)]
        rows = self._rows(spec, columns, filters)
        if form == "csv":
            return _csv(heads, rows, self._desk.pack.formats)
        from fieldapp.documents.sheets import write_sheet

        return write_sheet(spec.plural, heads, rows, self._desk.pack.formats)

    def shown(self, title: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
        """Any list as it is shown: days and numbers with their type, the rest in its words.

        What is not shown is not written: an empty cell stays empty, whatever is behind it.
        """
        from fieldapp.documents.sheets import write_sheet

        typed = ([_typed(*cell) for cell in row] for row in rows)
        return write_sheet(title, heads, typed, self._desk.pack.formats)

    def attendance(self, activity: UUID, *, personal: bool = False) -> bytes:
        """The list of a visit as an XLSX that `Imports.attendance` takes back.

        Documents and contact data only when they are asked for; that is written down.
        """
        from fieldapp.documents.sheets import attendance_sheet

        if personal:
            self._note("attendance", activity)
        with self._desk.reading() as reading:
            visit = fetch(reading, Activity, activity)
            minutes = acta_of(reading, activity) or Minutes(id=self._desk.new_id())
            records = records_of(self._desk, reading, minutes, visit)
        return attendance_sheet(records, self._desk.pack, issuer_of(self._desk), personal=personal)

    def _note(self, kind: str, about: UUID | None = None) -> None:
        """Write down that guarded values are about to leave."""
        with self._desk.writing() as writing:
            where = {"activity": about} if about else None
            rows = writing.count(kind, where)
            note_access(
                self._desk, writing, "list_taken_out", about_kind=kind, about=about, rows=rows
            )

    def _rows(
        self,
        spec: KindSpec,
        columns: tuple[FieldSpec, ...],
        filters: Mapping[str, object] | None,
    ) -> list[list[Any]]:
        with self._desk.reading() as reading:
            names = ("id", *(column.name for column in columns))
            found = reading.listing(spec.name, names, filters, ("created_at",))
            references = [
                (column, row[place])
                for place, column in enumerate(columns, start=1)
                if column.type is FieldType.REF
                for row in found
            ]
            labels = labels_of(reading, self._desk.kinds, references)
        showing = Showing(self._desk.pack, labels)
        return [
            [str(ident), *map(lambda column, value: _cell(showing, column, value), columns, values)]
            for ident, *values in found
        ]

    def _json(
        self,
        spec: KindSpec,
        columns: tuple[FieldSpec, ...],
        filters: Mapping[str, object] | None,
    ) -> bytes:
        names = {column.name for column in columns}
        with self._desk.reading() as reading:
            records = reading.all(spec.record, filters, ("created_at",))
        written = [
            {"id": str(record.id)}
            | {name: value for name, value in record_to_wire(spec, record).items() if name in names}
            for record in records
        ]
        file = {"format": REGISTER_FORMAT, "kind": spec.name, "records": written}
        return (json.dumps(file, ensure_ascii=False, indent=1) + "\n").encode()


def _columns(spec: KindSpec, *, personal: bool) -> tuple[FieldSpec, ...]:
    """The described fields and those of the list; what names a record is never left out."""
    return tuple(
        field
        for field in spec.fields
        if (not field.fact.hidden or field.fact.listed)
        and (personal or field.name == spec.title or field.fact.sensitivity is Sensitivity.PUBLIC)
    )


def _typed(words: str, value: Any) -> Any:
    if not words or isinstance(value, bool) or not isinstance(value, _RECKONED):
        return words
    return value


def _cell(showing: Showing, column: FieldSpec, value: Any) -> Any:
    """Codes and references in words, the rest with its type, so that a sheet can reckon."""
    if value in (None, "", frozenset()):
        return None
    if column.type is FieldType.CODES:
        catalogue = showing.pack.catalogue(column.fact.catalogue)
        return "; ".join(sorted(map(catalogue.label, value)))
    if column.type is FieldType.REF:
        return showing.labels.get(value, str(value))
    return showing.cell(column, value) if column.type in _WORDED else value


def _csv(heads: list[str], rows: list[list[Any]], formats: Formats) -> bytes:
    """UTF-8 with the mark that Excel asks for; days and hours in ISO form."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(heads)
    writer.writerows([_plain(value, formats) for value in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _plain(value: Any, formats: Formats) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "sí" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Money):
        return formats.money(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
