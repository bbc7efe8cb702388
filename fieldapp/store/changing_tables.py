"""Making and changing the tables of a vault, when its descriptions are not those of its tables."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Table
from sqlalchemy.schema import CreateColumn, CreateTable

from fieldapp.records.values import from_wire
from fieldapp.store import orphans, promise_table, search
from fieldapp.store.columns import to_stored
from fieldapp.store.connection import Connection
from fieldapp.store.schema import KindTable, Schema
from fieldapp.store.tables import worded

_GENERATED: Final = """
SELECT type, name, sql FROM sqlite_master
WHERE (type = 'index' AND name LIKE 'ix\\_%' ESCAPE '\\')
   OR (type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE "search\\_%' ESCAPE '\\')
   OR (type = 'trigger' AND (name LIKE 'capture\\_%' ESCAPE '\\' OR name LIKE 'seal\\_%' ESCAPE '\\'
                             OR name LIKE 'search\\_%' ESCAPE '\\'
                             OR name LIKE 'promise\\_%' ESCAPE '\\'))
"""


def change_tables(connection: Connection, schema: Schema) -> None:
    """Create what is missing and generate anew what is outdated, in the caller's transaction."""
    present = _generated_now(connection)
    wanted = {name: (sort, sql) for sort, name, sql in schema.tables.generated()}
    outdated = {
        name: (sort, sql)
        for name, (sort, sql) in present.items()
        if wanted.get(name) != (sort, sql)
    }
    _drop(connection, outdated, {"trigger", "index", "table"})
    for table in schema.tables:
        new = _complete(connection, table)
        if table.name in schema.kinds and new:
            _adopt_fields(connection, schema[table.name], new)
    _adopt_records(connection, schema)
    connection.execute("INSERT INTO applying SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM applying)")
    anew = {name for name, made in wanted.items() if present.get(name) != made}
    for name, (sort, sql) in wanted.items():
        if name in anew:
            connection.execute(sql)
            if sort == "table":
                spec = schema.kinds[name.removeprefix("search_")]
                connection.execute(search.filling(spec))
    if any(name.startswith(promise_table.TRIGGERS) for name in anew):
        for statement in promise_table.FILLING:
            connection.execute(statement)


def drop_search_and_triggers(connection: Connection) -> None:
    """Drop what would follow or watch the rows while a revision moves them."""
    _drop(connection, _generated_now(connection), {"trigger", "table"})


def _generated_now(connection: Connection) -> dict[str, tuple[str, str]]:
    return {name: (sort, sql) for sort, name, sql in connection.execute(_GENERATED)}


def _drop(
    connection: Connection, generated: dict[str, tuple[str, str]], sorts: Iterable[str]
) -> None:
    for name, (sort, _) in generated.items():
        if sort in sorts:
            connection.execute(f'DROP {sort} IF EXISTS "{name}"')


def _complete(connection: Connection, table: Table) -> list[str]:
    """Create a table, or those of its columns that are missing; the new columns' names."""
    there = {row[1] for row in connection.execute(f'PRAGMA table_info("{table.name}")')}
    if not there:
        connection.execute(worded(CreateTable(table)))
        return [column.name for column in table.columns]
    missing = [column for column in table.columns if column.name not in there]
    for column in missing:
        connection.execute(f'ALTER TABLE "{table.name}" ADD COLUMN {worded(CreateColumn(column))}')
    return [column.name for column in missing]


def _adopt_fields(connection: Connection, made: KindTable, new: list[str]) -> None:
    """Move values that an older program kept aside into the columns that are there now."""
    name = made.spec.name
    kept = f'SELECT "row", "extra" FROM "{name}" WHERE "extra" IS NOT NULL'
    for row, extra in connection.execute(kept).all():
        aside = json.loads(extra)
        for field in (field for field in new if field in aside and field in made.spec):
            try:
                value = from_wire(made.spec[field], aside[field])
            except ValueError:
                continue  # not of this type: it stays aside, where nothing is lost
            del aside[field]
            connection.execute(
                f'UPDATE "{name}" SET "{field}" = ?, "extra" = ? WHERE "row" = ?',
                (to_stored(made.spec[field], value), json.dumps(aside) if aside else None, row),
            )


def _adopt_records(connection: Connection, schema: Schema) -> None:
    """Give records of kinds that are known now their own table; children without a root wait."""
    adopted: set[str] = set()
    aside = connection.execute('SELECT "kind", "id", "fields" FROM unknown_record').all()
    for kind, ident, fields in aside:
        if kind not in schema.kinds:
            continue
        connection.execute(
            f'INSERT INTO "{kind}" ("id", "extra") VALUES (?, ?) ON CONFLICT DO NOTHING',
            (ident, fields),
        )
        connection.execute("DELETE FROM unknown_record WHERE kind = ? AND id = ?", (kind, ident))
        adopted.add(kind)
    for made in (schema[kind] for kind in sorted(adopted)):
        _adopt_fields(connection, made, list(made.form.names))
    orphans.set_aside(connection, schema.kinds, adopted)
