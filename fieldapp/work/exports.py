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
from fieldapp.records.describe import Money
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Refused, say
from fieldapp.records.visits import Activity
from fieldapp.work.access_notes import note_access
from fieldapp.work.acta_records import issuer_of, records_of
from fieldapp.work.allowed import seen_by
from fieldapp.work.changing import fetch
from fieldapp.work.desk import Desk
from fieldapp.work.issued import acta_of
from fieldapp.work.register_files import SheetRows, as_json, as_sheets

FORMATS: Final = ("xlsx", "csv", "json")
_FORMULA_SIGNS: Final = ("=", "+", "-", "@")
_RECKONED: Final = (date, int, Decimal, Money)
"""Types that a sheet keeps as they are; an instant is a date too."""

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

        JSON and XLSX hold the rows that belong to them too, as `Imports.bring` takes them back.

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
        with self._desk.reading() as reading:
            filters = {**(filters or {}), **seen_by(self._desk, reading, spec)}
            if form == "json":
                whole = as_json(self._desk, reading, spec, filters, personal=personal)
                return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()
            sheets = as_sheets(self._desk, reading, spec, filters, personal=personal)
        if form == "csv":
            return _csv(sheets[0], self._desk.pack.formats)
        from fieldapp.documents.sheets import Leaf, write_book

        leaves = [Leaf(one.spec.plural, one.heads, one.rows) for one in sheets]
        return write_book(leaves, self._desk.pack.formats)

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


def _typed(words: str, value: Any) -> Any:
    if not words or isinstance(value, bool) or not isinstance(value, _RECKONED):
        return words
    return value


def _csv(sheet: SheetRows, formats: Formats) -> bytes:
    """UTF-8 with the mark that Excel asks for; days and hours in ISO form."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(sheet.heads)
    writer.writerows([_plain(value, formats) for value in row] for row in sheet.rows)
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
