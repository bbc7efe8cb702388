"""What a laptop keeps for its syncs: outbox and archive, cursors, pages in waiting, receipts."""

from __future__ import annotations

from sqlalchemy import Column, MetaData, Table

from fieldapp.store.column_types import BLOB, INTEGER, TEXT


def add_sync_tables(metadata: MetaData) -> None:
    """Describe them; `evolution` creates what is missing."""
    _about_sending(metadata)
    _about_receiving(metadata)
    _about_files(metadata)


def _about_files(metadata: MetaData) -> None:
    # Files of this vault that headquarters is known to have.
    Table(
        "file_received",
        metadata,
        Column("sha256", BLOB, primary_key=True),
        sqlite_with_rowid=False,
    )
    # Files a person wished to see, and how often headquarters had none to give.
    Table(
        "file_wanted",
        metadata,
        Column("sha256", BLOB, primary_key=True),
        Column("wished", INTEGER, nullable=False),
        Column("missed", INTEGER, nullable=False),
        sqlite_with_rowid=False,
    )
    # The beginning of files on their way here.
    Table(
        "file_piece",
        metadata,
        Column("sha256", BLOB, primary_key=True),
        Column("off", INTEGER, primary_key=True),
        Column("content", BLOB, nullable=False),
    )


def _about_sending(metadata: MetaData) -> None:
    # A batch is written down before it is sent, waits while `settled_at` is null, and stays as
    # archive; when it is old its body goes and its receipt stays. Both times are headquarters'.
    Table(
        "outbox",
        metadata,
        Column("device", BLOB, primary_key=True),
        Column("number", INTEGER, primary_key=True),
        Column("hash", BLOB, nullable=False),
        Column("body", BLOB),
        Column("packed_bytes", INTEGER, nullable=False),
        Column("records", TEXT, nullable=False),  # JSON: how many of each kind
        Column("frozen_at", INTEGER, nullable=False),  # the laptop's clock, for people
        Column("settled_at", INTEGER, index=True),
        Column("receipt", BLOB),
        Column("signature", BLOB),
    )
    # The fields inside batches that wait; field '' is a whole new record.
    Table(
        "in_flight",
        metadata,
        Column("kind", TEXT, primary_key=True),
        Column("id", BLOB, primary_key=True),
        Column("field", TEXT, primary_key=True),
        Column("device", BLOB, primary_key=True),
        Column("number", INTEGER, primary_key=True),
        sqlite_with_rowid=False,
    )
    # Units that headquarters did not simply apply, with its words.
    Table(
        "attention",
        metadata,
        Column("device", BLOB, primary_key=True),
        Column("number", INTEGER, primary_key=True),
        Column("place", INTEGER, primary_key=True),
        Column("kind", TEXT, nullable=False),
        Column("id", BLOB, nullable=False),
        Column("verdict", TEXT, nullable=False),
        Column("words", TEXT, nullable=False),
        Column("at", INTEGER, nullable=False),
        sqlite_with_rowid=False,
    )


def _about_receiving(metadata: MetaData) -> None:
    # Where the laptop stands in each scope. `anchors` and `stage` are MessagePack; `digest` is
    # eight bytes, the sum over `row_state` kept up to date with it.
    Table(
        "cursor",
        metadata,
        Column("scope", TEXT, primary_key=True),
        Column("anchors", BLOB),
        Column("stage", BLOB),
        Column("digest", BLOB),
        Column("comparing", INTEGER),
        Column("differs", INTEGER),
        Column("revoked", INTEGER),
        sqlite_with_rowid=False,
    )
    # Pages (MessagePack) of scopes that are not complete yet.
    Table(
        "staged",
        metadata,
        Column("place", INTEGER, primary_key=True),
        Column("scope", TEXT, nullable=False, index=True),
        Column("page", BLOB, nullable=False),
    )
    # What headquarters has (JSON) in a field that was changed here and is not frozen yet. Should
    # the change be taken back before it is sent, this is what the laptop must show.
    Table(
        "hidden",
        metadata,
        Column("kind", TEXT, primary_key=True),
        Column("id", BLOB, primary_key=True),
        Column("field", TEXT, primary_key=True),
        Column("value", TEXT, nullable=False),
        sqlite_with_rowid=False,
    )
    # Records of which headquarters must tell the truth, here (at revision -1) or gone from here.
    Table(
        "doubt",
        metadata,
        Column("kind", TEXT, primary_key=True),
        Column("id", BLOB, primary_key=True),
        sqlite_with_rowid=False,
    )
    # Old visits whose words are at headquarters, and when they were asked back (its clock).
    Table(
        "put_away",
        metadata,
        Column("id", BLOB, primary_key=True),
        Column("brought_at", INTEGER),
        sqlite_with_rowid=False,
    )
    # Records that were removed here, and the revision that said so: a headquarters restored to an
    # earlier moment has them again at revisions below every cursor.
    Table(
        "tombstone",
        metadata,
        Column("kind", TEXT, primary_key=True),
        Column("id", BLOB, primary_key=True),
        Column("rev", INTEGER, nullable=False),
        sqlite_with_rowid=False,
    )
    # Records that left their scope while a change of theirs still waits here.
    Table(
        "leaving",
        metadata,
        Column("scope", TEXT, primary_key=True),
        Column("kind", TEXT, primary_key=True),
        Column("id", BLOB, primary_key=True),
        Column("rev", INTEGER, nullable=False),
        sqlite_with_rowid=False,
    )
