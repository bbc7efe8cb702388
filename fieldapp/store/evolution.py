"""Bringing the tables to what the descriptions say, when the vault is opened.

A new kind, field, index or trigger needs no revision: what is missing is created and what is
generated is generated anew, in one transaction, after a copy of the file. Only what moves data
about needs a revision (`migrations`), and only then is Alembic imported.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Final

from sqlalchemy import Column, Connection, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateColumn, CreateTable

from fieldapp.records.values import from_wire
from fieldapp.store import migrations, orphans, promise_table, search
from fieldapp.store.columns import to_stored
from fieldapp.store.database import Database
from fieldapp.store.migrations import SHIPPED, Revisions
from fieldapp.store.schema import KindTable, Schema
from fieldapp.store.schema_key import schema_key

_DIGEST: Final = "schema"
_KEY: Final = "schema_key"
"""The settings that hold the digest of the schema's wording, and of what it was worded from."""

_GENERATED: Final = """
SELECT type, name, sql FROM sqlite_master
WHERE (type = 'index' AND name LIKE 'ix\\_%' ESCAPE '\\')
   OR (type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE "search\\_%' ESCAPE '\\')
   OR (type = 'trigger' AND (name LIKE 'capture\\_%' ESCAPE '\\' OR name LIKE 'seal\\_%' ESCAPE '\\'
                             OR name LIKE 'search\\_%' ESCAPE '\\'
                             OR name LIKE 'promise\\_%' ESCAPE '\\'))
"""


def is_up_to_date(database: Database, schema: Schema, revisions: Revisions = SHIPPED) -> bool:
    """Tell whether the tables are as `schema` says."""
    with database.reading() as connection:
        if migrations.revision_of(connection) != revisions.newest:
            return False
        digest, key = _kept(connection, _DIGEST), schema_key(schema.kinds)
        # The digest too: an older program that opened the vault since keeps no key.
        if digest and key and _kept(connection, _KEY) == f"{digest} {key}":
            return True
        return digest == schema.digest()


def bring_up_to_date(
    database: Database,
    schema: Schema,
    *,
    before: Callable[[str], object],
    revisions: Revisions = SHIPPED,
) -> None:
    """Make tables, columns, indices, triggers and search as `schema` says.

    `before` is handed the digest of the schema that is there and copies the file; it is not
    called for a new one. Raises Outside for the file of a newer program, which stays as it is.
    """
    if is_up_to_date(database, schema, revisions):
        _note_key(database, schema)
        return
    schema.kinds.check()
    with database.reading() as connection:
        known = _kept(connection, _DIGEST)
        revision = migrations.revision_of(connection)
    if known:
        before(known)
    with database.alone() as connection:
        if not known:
            migrations.stamp(connection, revisions)
        elif revision != revisions.newest:
            # Search too: nothing would tell it what the revision moves; `_evolve` fills it anew.
            _drop(connection, _generated_now(connection), {"trigger", "table"})
            migrations.upgrade(connection, revisions)
        _evolve(connection, schema)
        digest = schema.digest()
        _keep(connection, _DIGEST, digest)
        _keep(connection, _KEY, f"{digest} {schema_key(schema.kinds)}")
        connection.commit()


def _note_key(database: Database, schema: Schema) -> None:
    """Remember the key of a schema that is as it should be: the next opening asks no more."""
    with database.reading() as connection:
        key = f"{_kept(connection, _DIGEST)} {schema_key(schema.kinds)}"
        if _kept(connection, _KEY) == key:
            return
    with database.alone() as connection:
        _keep(connection, _KEY, key)
        connection.commit()


def _kept(connection: Connection, name: str) -> str | None:
    if not connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'setting'").first():
        return None
    found = connection.exec_driver_sql("SELECT value FROM setting WHERE name = ?", (name,))
    return found.scalar()


def _keep(connection: Connection, name: str, value: str) -> None:
    connection.exec_driver_sql(
        "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def _evolve(connection: Connection, schema: Schema) -> None:
    present = _generated_now(connection)
    wanted = {name: (sort, sql) for sort, name, sql in schema.generated()}
    outdated = {
        name: (sort, sql)
        for name, (sort, sql) in present.items()
        if wanted.get(name) != (sort, sql)
    }
    _drop(connection, outdated, {"trigger", "index", "table"})
    for table in schema.metadata.sorted_tables:
        new = _complete(connection, table)
        if table.name in schema.kinds and new:
            _adopt_fields(connection, schema[table.name], new)
    _adopt_records(connection, schema)
    connection.exec_driver_sql(
        "INSERT INTO applying SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM applying)"
    )
    anew = {name for name, made in wanted.items() if present.get(name) != made}
    for name, (sort, sql) in wanted.items():
        if name in anew:
            connection.exec_driver_sql(sql)
            if sort == "table":
                spec = schema.kinds[name.removeprefix("search_")]
                connection.exec_driver_sql(search.filling(spec))
    if any(name.startswith(promise_table.TRIGGERS) for name in anew):
        for statement in promise_table.FILLING:
            connection.exec_driver_sql(statement)


def _generated_now(connection: Connection) -> dict[str, tuple[str, str]]:
    return {name: (sort, sql) for sort, name, sql in connection.exec_driver_sql(_GENERATED)}


def _drop(
    connection: Connection, generated: dict[str, tuple[str, str]], sorts: Iterable[str]
) -> None:
    for name, (sort, _) in generated.items():
        if sort in sorts:
            connection.exec_driver_sql(f'DROP {sort} IF EXISTS "{name}"')


def _complete(connection: Connection, table: Table) -> list[str]:
    """Create a table, or those of its columns that are missing; the new columns' names."""
    there = {row[1] for row in connection.exec_driver_sql(f'PRAGMA table_info("{table.name}")')}
    if not there:
        connection.execute(CreateTable(table))
        return [column.name for column in table.columns]
    missing = [column for column in table.columns if column.name not in there]
    for column in missing:
        connection.exec_driver_sql(f'ALTER TABLE "{table.name}" ADD COLUMN {_worded(column)}')
    return [column.name for column in missing]


def _worded(column: Column[object]) -> str:
    return str(CreateColumn(column).compile(dialect=sqlite.dialect())).strip()


def _adopt_fields(connection: Connection, made: KindTable, new: list[str]) -> None:
    """Move values that an older program kept aside into the columns that are there now."""
    name = made.spec.name
    kept = f'SELECT "row", "extra" FROM "{name}" WHERE "extra" IS NOT NULL'
    for row, extra in connection.exec_driver_sql(kept).all():
        aside = json.loads(extra)
        for field in (field for field in new if field in aside and field in made.spec):
            try:
                value = from_wire(made.spec[field], aside[field])
            except ValueError:
                continue  # not of this type: it stays aside, where nothing is lost
            del aside[field]
            connection.exec_driver_sql(
                f'UPDATE "{name}" SET "{field}" = ?, "extra" = ? WHERE "row" = ?',
                (to_stored(made.spec[field], value), json.dumps(aside) if aside else None, row),
            )


def _adopt_records(connection: Connection, schema: Schema) -> None:
    """Give records of kinds that are known now their own table; children without a root wait."""
    adopted: set[str] = set()
    aside = connection.exec_driver_sql('SELECT "kind", "id", "fields" FROM unknown_record').all()
    for kind, ident, fields in aside:
        if kind not in schema.kinds:
            continue
        connection.exec_driver_sql(
            f'INSERT INTO "{kind}" ("id", "extra") VALUES (?, ?) ON CONFLICT DO NOTHING',
            (ident, fields),
        )
        connection.exec_driver_sql(
            "DELETE FROM unknown_record WHERE kind = ? AND id = ?", (kind, ident)
        )
        adopted.add(kind)
    for made in (schema[kind] for kind in sorted(adopted)):
        _adopt_fields(connection, made, list(made.form.names))
    orphans.set_aside(connection, schema.kinds, adopted)
