"""The laptop's own tables beside those of the kinds: what is never a record."""

from __future__ import annotations

from sqlalchemy import Column, MetaData, Table

from fieldapp.store import promise_table
from fieldapp.store.column_types import BLOB, INTEGER, TEXT
from fieldapp.store.sync_tables import add_sync_tables


def add_side_tables(metadata: MetaData) -> None:
    """Describe them; `evolution` creates what is missing, whole tables and columns alike."""
    _about_rows(metadata)
    _about_numbers(metadata)
    add_sync_tables(metadata)
    Table(
        promise_table.NAME,
        metadata,
        Column("commitment", BLOB, primary_key=True),
        Column("origin", BLOB),
        Column("territory", TEXT),
        Column("due_on", TEXT),
        sqlite_with_rowid=False,
    )
    Table(
        "setting",
        metadata,
        Column("name", TEXT, primary_key=True),
        Column("value", BLOB, nullable=False),
        sqlite_with_rowid=False,
    )


def _about_rows(metadata: MetaData) -> None:
    # What changed here since the last freeze, with the value first seen; field '' = created here.
    Table(
        "dirty",
        metadata,
        Column("kind", TEXT, primary_key=True),
        Column("id", BLOB, primary_key=True),
        Column("field", TEXT, primary_key=True),
        Column("base", BLOB),  # no affinity: a value keeps the form it had in its own column
        sqlite_with_rowid=False,
    )
    # One row: 1 while a pull is applied, so that capture and seals let headquarters' word pass.
    Table("applying", metadata, Column("now", INTEGER, nullable=False))
    # What headquarters said of a record. Revision 0: frozen, so its scope is fixed, but no more.
    Table(
        "row_state",
        metadata,
        Column("kind", TEXT, primary_key=True),
        Column("id", BLOB, primary_key=True),
        Column("scope", TEXT, index=True),
        Column("rev", INTEGER),
        Column("account", BLOB),
        Column("at", INTEGER),
        Column("device", BLOB),
        sqlite_with_rowid=False,
    )
    # Records of kinds this program does not know yet, as they came (JSON), to be handed on.
    Table(
        "unknown_record",
        metadata,
        Column("kind", TEXT, primary_key=True),
        Column("id", BLOB, primary_key=True),
        Column("fields", TEXT, nullable=False),
        sqlite_with_rowid=False,
    )


def _about_numbers(metadata: MetaData) -> None:
    Table(
        "series",
        metadata,
        Column("code", TEXT, primary_key=True),
        Column("last", INTEGER, nullable=False),
        sqlite_with_rowid=False,
    )
    Table(
        "number_taken",
        metadata,
        Column("series", TEXT, primary_key=True),
        Column("seq", INTEGER, primary_key=True),
        Column("number", TEXT, nullable=False),
        Column("minutes", BLOB, nullable=False, index=True),
        Column("taken_at", INTEGER, nullable=False),
        Column("fate", TEXT, nullable=False),
        Column("reason", TEXT),
        sqlite_with_rowid=False,
    )
    # What an acta says, by its digest D: an issued text that went back to review keeps its D here.
    Table(
        "acta_content",
        metadata,
        Column("digest", TEXT, primary_key=True),
        Column("minutes", BLOB, nullable=False, index=True),
        Column("content", BLOB, nullable=False),
        Column("personal", BLOB),
        Column("frozen_at", INTEGER, nullable=False),
    )
    Table(
        "issued_file",
        metadata,
        Column("sha256", TEXT, primary_key=True),
        Column("minutes", BLOB, nullable=False, index=True),
        Column("version", TEXT, nullable=False),
        Column("issued_at", INTEGER, nullable=False),
        sqlite_with_rowid=False,
    )
