"""The tables of a laptop in SQLAlchemy's words, derived from the descriptions of the kinds.

Needed when tables are made or changed, and not to open a vault whose tables are as they should be:
whoever imports this pays for SQLAlchemy.

One table a kind: `row` (a number of the table alone, for the search index), `id`, a column a
field, and `extra` (JSON: fields a newer program knows, kept and handed on). Synced columns carry
no UNIQUE, NOT NULL, CHECK or reference to another unit, because any of them would stop a pull for
ever (two laptops create the same person; a draft is empty; a visit names an entity this laptop
may not read). The one foreign key goes from a child to the root of its own unit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Column, ForeignKey, Index, MetaData, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateColumn, CreateIndex, CreateTable

from fieldapp.records.describe import FieldSpec, FieldType, KindSpec
from fieldapp.records.kinds import Kinds
from fieldapp.store import capture, promise_table, seals, search
from fieldapp.store.column_types import BLOB, INTEGER, TEXT, sql_type
from fieldapp.store.side_tables import add_side_tables

_SORTED_BY: Final = (FieldType.DAY, FieldType.INSTANT, FieldType.CODE, FieldType.TERRITORY)

_ASKED_BY: Final = (FieldType.TERRITORY, FieldType.CODE)


class Tables:
    """Every table of the laptop, and the SQL that keeps capture, seals, indices and search."""

    def __init__(self, kinds: Kinds) -> None:
        self.kinds = kinds
        self.metadata = MetaData()
        add_side_tables(self.metadata)
        self._of_kinds = [(spec, _table(self.metadata, spec)) for spec in kinds]

    def __iter__(self) -> Iterator[Table]:
        return iter(self.metadata.sorted_tables)

    def generated(self) -> Iterator[tuple[str, str, str]]:
        """What is made anew when the descriptions change: (type, name, SQL) of each."""
        for spec, table in self._of_kinds:
            for index in sorted(table.indexes, key=lambda one: str(one.name)):
                yield "index", str(index.name), worded(CreateIndex(index))
            yield from search.index_of(spec)
            yield from capture.triggers_of(spec)
        yield from seals.triggers_of(self.kinds)
        yield from promise_table.generated(self.kinds)

    def digest(self) -> str:
        """The digest of all of the schema as SQL: one letter more makes the next opening evolve."""
        generated = [sql for _, _, sql in self.generated()]
        tables = (worded(CreateTable(table)) for table in self.metadata.tables.values())
        wording = "\n".join((*tables, *generated))
        return hashlib.sha256(wording.encode()).hexdigest()


def worded(statement: CreateTable | CreateIndex | CreateColumn) -> str:
    """A statement as SQLite reads it."""
    return str(statement.compile(dialect=sqlite.dialect())).strip()


def _table(metadata: MetaData, spec: KindSpec) -> Table:
    taken = {"row", "extra"} & {field.name for field in spec.fields}
    if taken:
        raise ValueError(f"{spec.name}: the store keeps the names {taken} for itself")
    table = Table(
        spec.name,
        metadata,
        Column("row", INTEGER, primary_key=True),
        *(_column(spec, field) for field in spec.fields),
        Column("extra", TEXT),
    )
    for field in spec.fields:
        _index(table, spec, field)
    return table


def _column(spec: KindSpec, field: FieldSpec) -> Column[Any]:
    if field.name == "id":
        return Column("id", BLOB, nullable=False, unique=True)
    if field.name == spec.unit and len(field.fact.to) == 1:
        root = ForeignKey(f"{field.fact.to[0]}.id", deferrable=True, initially="DEFERRED")
        return Column(field.name, sql_type(field), root)
    return Column(field.name, sql_type(field))


def _index(table: Table, spec: KindSpec, field: FieldSpec) -> None:
    """References are looked up; what roots are listed by is sorted. Empty ones cost nothing.

    Whose records, where and in which state they are is what lists and counts of roots are asked by:
    there the index holds what they are counted and sorted by too, so that no row itself is read.
    """
    column = table.c[field.name]
    name = f"ix_{spec.name}_{field.name}"
    asked_by = field.type in _ASKED_BY or field.fact.to == ("person",)
    with_it = _counted_by(table, spec, field) if asked_by and not spec.unit else ()
    if field.type is FieldType.REF and field.fact.to and field.name != "created_by":
        Index(name, column, *with_it, sqlite_where=column.is_not(None))
    elif field.fact.listed and not spec.unit and field.type in _SORTED_BY:
        Index(name, column, *with_it)


def _counted_by(table: Table, spec: KindSpec, field: FieldSpec) -> Iterator[Column[Any]]:
    """Days come first: the newest of a place or a person are the last of their part."""
    for sort in (FieldType.DAY, FieldType.CODE, FieldType.REF):
        listed = (one for one in spec.fields if one.fact.listed and one.type is sort)
        yield from (table.c[one.name] for one in listed if one is not field)
    yield table.c.annulled
