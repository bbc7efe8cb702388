"""A vault whose blank forms were the laptop's own book: nothing is lost on the way to records."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from fieldapp.records import KINDS
from fieldapp.records.blank_forms import BlankForm
from fieldapp.records.values import microseconds
from fieldapp.store.blank_book import form_of, take_form_place
from fieldapp.store.connection import Connection
from fieldapp.store.unit_of_work import Store
from tests.given.vaults import NOON, a_vault, an_author

VISIT = UUID(int=7)
BOOK = """
CREATE TABLE blank_form (
  series TEXT NOT NULL, seq INTEGER NOT NULL, number TEXT NOT NULL, form TEXT NOT NULL,
  printed_at INTEGER NOT NULL, fate TEXT NOT NULL, reason TEXT, activity BLOB, minutes BLOB,
  PRIMARY KEY (series, seq)) WITHOUT ROWID
"""


def make_older(connection: Connection) -> None:
    """Take a vault back to what it was when forms never left the laptop."""
    connection.execute("DROP TABLE alembic_version")
    connection.execute("DROP TABLE blank_form")
    connection.execute(BOOK)
    at = microseconds(NOON)
    for seq, fate, reason, visit in (
        (1, "transcribed", None, VISIT.bytes),
        (2, "annulled", "Se mojó", None),
        (3, "printed", None, None),
    ):
        connection.execute(
            "INSERT INTO blank_form VALUES ('D07F', ?, ?, 'acta', ?, ?, ?, ?, NULL)",
            (seq, f"ACTA-D07F-{seq:04}", at, fate, reason, visit),
        )
    connection.execute("UPDATE setting SET value = 'older' WHERE name = 'schema'")


def test_every_form_of_the_book_is_a_record_that_goes_to_headquarters(tmp_path: Path) -> None:
    with a_vault(tmp_path) as vault:
        with Store.open(vault, KINDS) as store, store.database.writing() as connection:
            make_older(connection)
        with Store.open(vault, KINDS) as store:
            with store.read() as reading:
                kept = reading.all(BlankForm, order_by=["seq"])
                marks = reading.connection.execute("SELECT kind, id, field FROM dirty")
                assert [tuple(mark) for mark in marks] == [
                    ("blank_form", one.id.bytes, "")
                    for one in sorted(kept, key=lambda one: one.id.bytes)
                ]
                spoilt = form_of(reading, "ACTA-D07F-0002")
            with store.write(an_author()) as writing:
                assert take_form_place(writing, "D07F") == 4
    assert [(one.seq, one.fate, one.activity) for one in kept] == [
        (1, "transcribed", VISIT),
        (2, "annulled", None),
        (3, "printed", None),
    ]
    assert spoilt is not None
    assert (spoilt.reason, spoilt.printed_at, spoilt.form) == ("Se mojó", NOON, "acta")


def test_two_copies_of_a_vault_make_the_same_records_of_the_book(tmp_path: Path) -> None:
    ids: list[set[UUID]] = []
    for name in ("one", "two"):
        with a_vault(tmp_path / name) as vault:
            with Store.open(vault, KINDS) as store, store.database.writing() as connection:
                make_older(connection)
            with Store.open(vault, KINDS) as store, store.read() as reading:
                ids.append({one.id for one in reading.all(BlankForm)})
    assert ids[0] == ids[1]
