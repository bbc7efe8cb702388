"""Bringing the tables to what the descriptions say, when the vault is opened.

A new kind, field, index or trigger needs no revision: what is missing is created and what is
generated is generated anew, in one transaction, after a copy of the file. Only what moves data
about needs a revision (`migrations`), and only then is Alembic imported. A vault whose tables are
as they should be opens without SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fieldapp.store import migrations
from fieldapp.store.connection import Connection
from fieldapp.store.database import Database
from fieldapp.store.migrations import SHIPPED, Revisions
from fieldapp.store.schema import Schema
from fieldapp.store.schema_key import schema_key

_DIGEST: Final = "schema"
_KEY: Final = "schema_key"
"""The settings that hold the digest of the schema's wording, and of what it was worded from."""


def is_up_to_date(database: Database, schema: Schema, revisions: Revisions = SHIPPED) -> bool:
    """Tell whether the tables are as `schema` says."""
    with database.reading() as connection:
        if migrations.revision_of(connection) != revisions.newest:
            return False
        digest, key = _kept(connection, _DIGEST), schema_key(schema.kinds)
        # The digest too: an older program that opened the vault since keeps no key.
        if digest and key and _kept(connection, _KEY) == f"{digest} {key}":
            return True
        return digest is not None and digest == schema.tables.digest()


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
    from fieldapp.store.changing_tables import change_tables, drop_search_and_triggers

    with database.alone() as connection:
        if not known:
            migrations.stamp(connection, revisions)
        elif revision != revisions.newest:
            # Nothing would tell search what the revision moves: it is filled anew.
            drop_search_and_triggers(connection)
            migrations.upgrade(connection, revisions)
        change_tables(connection, schema)
        digest = schema.tables.digest()
        _keep(connection, _DIGEST, digest)
        _keep(connection, _KEY, f"{digest} {schema_key(schema.kinds)}")


def _note_key(database: Database, schema: Schema) -> None:
    """Remember the key of a schema that is as it should be: the next opening asks no more."""
    with database.reading() as connection:
        key = f"{_kept(connection, _DIGEST)} {schema_key(schema.kinds)}"
        if _kept(connection, _KEY) == key:
            return
    with database.alone() as connection:
        _keep(connection, _KEY, key)


def _kept(connection: Connection, name: str) -> str | None:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'setting'").first():
        return None
    found = connection.execute("SELECT value FROM setting WHERE name = ?", (name,))
    return found.scalar()


def _keep(connection: Connection, name: str, value: str) -> None:
    connection.execute(
        "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )
