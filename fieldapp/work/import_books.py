"""A workbook of several sheets: records on one, the rows that belong to them on the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from fieldapp.packs.folding import fold
from fieldapp.packs.pack import Pack
from fieldapp.records.describe import KindSpec
from fieldapp.records.kinds import Kinds
from fieldapp.work.import_entries import (
    Entry,
    entries_of_table,
    field_called,
    rows_in_files,
    told_by,
)
from fieldapp.work.import_files import Table
from fieldapp.work.list_headings import ListHeadings

_TITLE_MOST = 28
"""A sheet's title is cut after 31 letters; two of one name are told apart by a number."""


def entries_of_tables(
    tables: Sequence[Table], kinds: Kinds, pack: Pack, kind: str, visit: UUID | None
) -> list[Entry]:
    """The records of a file: those of its first sheet, and their rows on sheets called as a kind.

    A row names its record in a column; where the file holds one record, it need not. Sheets of
    other names are for people, and not read.
    """
    root, spec = _root_of(tables, kinds, pack, kind)
    rows = {
        one: table
        for one in (rows_in_files(kinds, spec) if len(tables) > 1 else ())
        for table in tables
        if table is not root and _is_of(table, one)
    }
    if not rows:  # the sheet is all of the file, and goes by its name
        return entries_of_table(replace(root, sheet=""), kinds, pack, kind, visit)
    entries = entries_of_table(root, kinds, pack, spec.name, visit)
    for child, table in rows.items():
        found = entries_of_table(table, kinds, pack, child.name, None)
        says_whose = any(
            field is not None and field.name == child.unit
            for field in (field_called(child, head) for head in table.headings)
        )
        if says_whose or len(entries) != 1:
            entries += found
        else:
            entries[0].children.extend(found)
    return entries


def _root_of(
    tables: Sequence[Table], kinds: Kinds, pack: Pack, kind: str
) -> tuple[Table, KindSpec]:
    """The sheet of the records, and their kind: named, told by a sheet's title, or by headings."""
    if kind in kinds:
        return next((one for one in tables if _is_of(one, kinds[kind])), tables[0]), kinds[kind]
    for table in tables if len(tables) > 1 else ():
        for spec in kinds:
            if not spec.unit and rows_in_files(kinds, spec) and _is_of(table, spec):
                return table, spec
    first = tables[0]
    return first, told_by(first, kinds, ListHeadings(kinds, pack))


def _is_of(table: Table, spec: KindSpec) -> bool:
    title = fold(table.sheet)[:_TITLE_MOST]
    return title in {fold(one)[:_TITLE_MOST] for one in (spec.name, spec.label, spec.plural)}
