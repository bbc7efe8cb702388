"""A new kind or field costs one class; what an older program kept aside finds its column."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Annotated
from uuid import UUID

import pytest

from fieldapp.records import KINDS
from fieldapp.records.describe import FEMININE, Fact, Record, kind
from fieldapp.records.people import Organization
from fieldapp.records.text import Outside, Refused
from fieldapp.records.visits import Activity, Attendance
from fieldapp.store.database import Database
from fieldapp.store.evolution import bring_up_to_date
from fieldapp.store.migrations import SHIPPED, Revisions, revision_of
from fieldapp.store.restore import restore
from fieldapp.store.schema import Schema
from fieldapp.store.tables import Tables
from fieldapp.store.unit_of_work import Store
from fieldapp.store.vault import Vault
from tests.given.vaults import PASSPHRASE, a_store, a_vault, an_author

A_FAIR = UUID(int=1)


@kind("Feria", "Ferias", gender=FEMININE, title="name", scope_by="", name="fair")
class EarlierFair(Record, frozen=True, kw_only=True):
    """A made-up kind as an older program knows it."""

    name: Annotated[str, Fact("Nombre", search=True)] = ""


@kind("Feria", "Ferias", gender=FEMININE, title="name", scope_by="", name="fair")
class Fair(Record, frozen=True, kw_only=True):
    """The same kind two versions later."""

    name: Annotated[str, Fact("Nombre", search=True)] = ""
    host: Annotated[UUID | None, Fact("Anfitriona", to=("organization",), listed=True)] = None
    stalls: Annotated[int | None, Fact("Puestos", listed=True)] = None
    motto: Annotated[str, Fact("Lema", search=True)] = ""


EARLIER = KINDS.with_more(EarlierFair)
LATER = KINDS.with_more(Fair)


def test_a_made_up_kind_appears_in_tables_capture_lists_and_search(tmp_path: Path) -> None:
    with a_store(tmp_path, LATER) as store:
        with store.write(an_author()) as writing:
            writing.put(Organization(id=UUID(int=2), name="Alcaldía de Timbiquí"))
            writing.put(Fair(id=A_FAIR, name="Feria del empleo", stalls=12, host=UUID(int=2)))
        with store.read() as reading:
            assert reading.listing("fair", ["stalls", "host.name"]) == [
                (12, "Alcaldía de Timbiquí")
            ]
            assert [hit.kind for hit in reading.search("feria")] == ["fair"]
            marks = "SELECT field FROM dirty WHERE kind = 'fair'"
            assert reading.connection.execute(marks).scalar() == ""
            indices = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'fair'"
            names = {row[0] for row in reading.connection.execute(indices)}
            assert "ix_fair_host" in names


def test_a_new_field_is_added_to_the_records_that_are_there(tmp_path: Path) -> None:
    with a_vault(tmp_path) as vault:
        with Store.open(vault, EARLIER) as store, store.write(an_author()) as writing:
            writing.put(EarlierFair(id=A_FAIR, name="Feria del empleo"))
        with Store.open(vault, LATER) as store:
            with store.write(an_author()) as writing:
                kept = writing.get(Fair, A_FAIR)
                assert kept is not None
                assert (kept.name, kept.stalls, kept.motto) == ("Feria del empleo", None, "")
                writing.put(Fair(id=A_FAIR, name=kept.name, motto="Trabajo digno"))
            with store.read() as reading:
                assert [hit.id for hit in reading.search("digno")] == [A_FAIR]
                assert [hit.id for hit in reading.search("empleo")] == [A_FAIR]
        copies = [path.name for path in vault.backups_folder.iterdir()]
    assert len(copies) == 1
    assert copies[0].startswith("antes-")
    restore(tmp_path / "backups" / copies[0], tmp_path / "again", PASSPHRASE, EARLIER, an_author())


def test_what_an_older_program_kept_aside_finds_its_column(tmp_path: Path) -> None:
    aside = {"stalls": 7, "motto": "Trabajo digno", "weather": "lluvia", "host": "no un id"}
    with a_vault(tmp_path) as vault:
        with Store.open(vault, EARLIER) as store, store.database.writing() as connection:
            connection.execute("UPDATE applying SET now = 1")
            connection.execute(
                "INSERT INTO fair (id, name, extra) VALUES (?, 'Feria', ?)",
                (A_FAIR.bytes, json.dumps(aside)),
            )
            connection.execute("UPDATE applying SET now = 0")
        with Store.open(vault, LATER) as store, store.read() as reading:
            kept = reading.get(Fair, A_FAIR)
            rest = reading.connection.execute("SELECT extra FROM fair").scalar()
            assert [hit.id for hit in reading.search("digno")] == [A_FAIR]
            assert reading.connection.execute("SELECT count(*) FROM dirty").scalar() == 0
    assert kept is not None
    assert (kept.stalls, kept.motto) == (7, "Trabajo digno")
    assert json.loads(str(rest)) == {"weather": "lluvia", "host": "no un id"}


def test_records_of_a_kind_that_was_unknown_find_their_table(tmp_path: Path) -> None:
    with a_vault(tmp_path) as vault:
        with Store.open(vault, KINDS) as store, store.database.writing() as connection:
            connection.execute(
                "INSERT INTO unknown_record VALUES ('fair', ?, ?)",
                (A_FAIR.bytes, json.dumps({"name": "Feria", "stalls": 3})),
            )
        with Store.open(vault, LATER) as store, store.read() as reading:
            kept = reading.get(Fair, A_FAIR)
            left = reading.connection.execute("SELECT count(*) FROM unknown_record")
            assert left.scalar() == 0
    assert kept == Fair(id=A_FAIR, name="Feria", stalls=3)


def test_an_older_program_leaves_what_it_does_not_know(tmp_path: Path) -> None:
    with a_vault(tmp_path) as vault:
        with Store.open(vault, LATER) as store, store.write(an_author()) as writing:
            writing.put(Fair(id=A_FAIR, name="Feria", stalls=3))
        with Store.open(vault, EARLIER) as store, store.write(an_author()) as writing:
            writing.put(EarlierFair(id=A_FAIR, name="Feria del empleo"))
        with Store.open(vault, LATER) as store, store.read() as reading:
            kept = reading.get(Fair, A_FAIR)
    assert kept is not None
    assert (kept.name, kept.stalls) == ("Feria del empleo", 3)


def test_a_child_without_its_root_still_waits_for_it_after_an_upgrade(tmp_path: Path) -> None:
    guest = json.dumps({"activity": str(UUID(int=9)), "full_name": "Rosa"})
    with a_vault(tmp_path) as vault:
        with Store.open(vault, EARLIER) as store, store.database.writing() as connection:
            connection.execute(
                "INSERT INTO unknown_record VALUES ('attendance', ?, ?)", (A_FAIR.bytes, guest)
            )
        with Store.open(vault, LATER) as store, store.read() as reading:
            assert reading.get(Attendance, A_FAIR) is None
            kept = reading.connection.execute("SELECT fields FROM unknown_record").scalar()
    assert json.loads(str(kept)) == json.loads(guest)


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    with a_vault(tmp_path) as vault:
        Store.open(vault, KINDS).close()
        before = vault.database_path.read_bytes()
        Store.open(vault, KINDS).close()
        assert vault.database_path.read_bytes() == before
        assert not list(vault.backups_folder.iterdir())


def test_a_reading_command_does_not_change_tables(tmp_path: Path) -> None:
    with (
        a_vault(tmp_path) as vault,
        Store.open(vault, KINDS),
        Vault.open(tmp_path, PASSPHRASE, writing=False) as reader,
    ):
        with Store.open(reader, KINDS) as store:
            with store.read() as reading:
                assert reading.count(Activity) == 0
            with pytest.raises(Refused), store.write(an_author()):
                pass
        with pytest.raises(Refused):
            Store.open(reader, LATER)


def test_no_synced_column_can_stop_a_pull() -> None:
    tables = Tables(KINDS)
    for spec in KINDS:
        for column in tables.metadata.tables[spec.name].columns:
            if column.name in {"row", "id"}:
                continue
            assert column.nullable, column
            assert not column.unique, column
            targets = {key.column.table.name for key in column.foreign_keys}
            assert not targets or column.name == spec.unit, column


def test_a_child_may_be_put_before_its_root(store: Store) -> None:
    orphan = Attendance(id=UUID(int=5), activity=UUID(int=6), full_name="Rosa")
    with store.write(an_author()) as writing:
        writing.put(orphan)
        writing.put(Activity(id=UUID(int=6)))


REVISION = '''
"""Write the motto of every fair in capitals."""
from alembic import op
revision = "{revision}"
down_revision = {previous}
def upgrade():
    op.execute("UPDATE fair SET motto = upper(motto) || ' DIGNO'")
'''


@pytest.fixture
def revisions(tmp_path: Path) -> Revisions:
    """One revision that moves data."""
    folder = tmp_path / "revisions"
    (folder / "versions").mkdir(parents=True)
    shipped = SHIPPED.newest
    (folder / "versions" / "shipped.py").write_text(
        f'revision = "{shipped}"\ndown_revision = None\ndef upgrade():\n    pass\n'
    )
    script = REVISION.format(revision="t2", previous=repr(shipped))
    (folder / "versions" / "t2.py").write_text(script)
    return Revisions(folder, "t2")


def migrate(store: Store, revisions: Revisions) -> None:
    schema = Schema(LATER)
    bring_up_to_date(store.database, schema, before=lambda _: None, revisions=revisions)


def test_a_revision_moves_data_once_and_its_triggers_are_there_afterwards(
    tmp_path: Path, revisions: Revisions
) -> None:
    with a_store(tmp_path, LATER) as store:
        with store.write(an_author()) as writing:
            writing.put(Fair(id=A_FAIR, motto="trabajo"))
        with store.database.writing() as connection:
            connection.execute("DELETE FROM dirty")
        migrate(store, revisions)
        with store.write(an_author()) as writing:
            kept = writing.get(Fair, A_FAIR)
            assert kept is not None
            assert kept.motto == "TRABAJO DIGNO"
            assert [hit.id for hit in writing.search("digno")] == [A_FAIR]
            writing.put(Fair(id=A_FAIR, motto="otra vez"))
        migrate(store, revisions)
        with store.read() as reading:
            again = reading.get(Fair, A_FAIR)
            assert again is not None
            assert again.motto == "otra vez"
            marks = reading.connection.execute("SELECT field, base FROM dirty").all()
            assert [tuple(mark) for mark in marks] == [("motto", "TRABAJO DIGNO")]
            assert reading.connection.execute("PRAGMA foreign_keys").scalar() == 1


def test_a_new_vault_is_past_every_revision(tmp_path: Path) -> None:
    unreadable = Revisions(tmp_path / "no folder", "0007")
    with a_vault(tmp_path / "vault") as vault:
        database = Database(vault.database_path, vault.key_for("database"), new=True)
        for _ in range(2):
            bring_up_to_date(database, Schema(KINDS), before=lambda _: None, revisions=unreadable)
        with database.reading() as connection:
            assert revision_of(connection) == "0007"
        database.close()


def test_the_file_of_a_newer_program_is_left_as_it_is(tmp_path: Path, revisions: Revisions) -> None:
    with a_store(tmp_path, LATER) as store:
        migrate(store, revisions)
        newer = Revisions(revisions.folder, "t3")
        with store.database.writing() as connection:
            connection.execute("UPDATE alembic_version SET version_num = '0009'")
        with pytest.raises(Outside):
            migrate(store, newer)
        with store.write(an_author()) as writing:
            writing.put(Fair(id=A_FAIR, name="Feria"))
        with store.read() as reading:
            assert [hit.id for hit in reading.search("feria")] == [A_FAIR]


def test_opening_imports_neither_alembic_nor_what_only_other_rooms_need() -> None:
    asked = (
        "import sys, fieldapp.store.unit_of_work, fieldapp.store.files, fieldapp.store.ledger\n"
        "print([m for m in ('alembic', 'cryptography', 'requests', 'PySide6', 'reportlab')"
        " if m in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
