"""Whatever happens to the laptop, what was saved stays and what was half saved never was."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.records import KINDS
from fieldapp.records.text import Outside
from fieldapp.records.visits import Activity, Attendance
from fieldapp.store.backup import check
from fieldapp.store.database import Database
from fieldapp.store.files import Files
from fieldapp.store.unit_of_work import Store
from fieldapp.store.vault import Vault
from tests.given.vaults import PASSPHRASE, a_store, a_vault, an_author

OPENING = f"""
import os, sys, resource
from pathlib import Path
from uuid import UUID
from fieldapp.records import KINDS
from fieldapp.records.text import Worded
from fieldapp.records.visits import Activity, Attendance
from fieldapp.store.unit_of_work import Store
from fieldapp.store.vault import Vault
from tests.given.vaults import an_author
vault = Vault.open(Path(sys.argv[1]), {PASSPHRASE!r})
store = Store.open(vault, KINDS)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed vault with one visit."""
    with (
        a_vault(tmp_path) as vault,
        Store.open(vault, KINDS) as store,
        store.write(an_author()) as writing,
    ):
        writing.put(Activity(id=UUID(int=1), objective="Guardada"))
    return tmp_path


def visits(folder: Path) -> list[str]:
    with Vault.open(folder, PASSPHRASE) as vault, Store.open(vault, KINDS) as store:
        assert check(store.database, Files(vault.files_folder, vault.cipher_for("files"))) == []
        with store.read() as reading:
            return [visit.objective for visit in reading.all(Activity, order_by=["objective"])]


def elsewhere(code: str, folder: Path) -> subprocess.Popen[str]:
    """Another process with the vault open as `store`, running `code`."""
    command = [sys.executable, "-c", OPENING + code, str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path.cwd())


def test_no_update_is_lost_between_connections_and_threads(store: Store) -> None:
    key = store.database._key
    other = Database(store.database.path, key, busy_timeout_s=60)
    with store.database.writing() as connection:
        connection.execute("INSERT INTO setting VALUES ('counted', 0)")

    def count(database: Database) -> None:
        for _ in range(100):
            with database.writing() as connection:
                read = "SELECT value FROM setting WHERE name = 'counted'"
                value = connection.execute(read).scalar_one()
                write = "UPDATE setting SET value = ? WHERE name = 'counted'"
                connection.execute(write, (value + 1,))

    threads = [
        threading.Thread(target=count, args=(database,))
        for database in (store.database, store.database, store.database, other, other, other)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with other.reading() as connection:
        read = "SELECT value FROM setting WHERE name = 'counted'"
        assert connection.execute(read).scalar_one() == 600
    other.close()


def test_a_process_killed_while_writing_leaves_the_state_before(folder: Path) -> None:
    half_way = """
with store.write(an_author()) as writing:
    writing.put(Activity(id=UUID(int=2), objective="A medias"))
    for n in range(2000):
        writing.put(Attendance(id=UUID(int=100 + n), activity=UUID(int=2), full_name="x" * 200))
    print("writing", flush=True)
    sys.stdin.read()
"""
    with elsewhere(half_way, folder) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "writing\n"
        other.kill()
    assert visits(folder) == ["Guardada"]


def test_what_was_committed_survives_a_kill_at_once(folder: Path) -> None:
    committed = """
for n in range(2, 50):
    with store.write(an_author()) as writing:
        writing.put(Activity(id=UUID(int=n), objective=f"Visita {n:02}"))
    print(n, flush=True)
sys.stdin.read()
"""
    with elsewhere(committed, folder) as other:
        assert other.stdout is not None
        said = [other.stdout.readline() for _ in range(20)]
        other.kill()
        said += other.stdout.readlines()
    acknowledged = [f"Visita {int(line):02}" for line in said if line.endswith("\n")]
    assert set(acknowledged) <= set(visits(folder))


def test_a_full_disk_is_said_in_words_and_harms_nothing(folder: Path) -> None:
    # No file may grow beyond what it is now and a little: what a full disk does, without one.
    filling = """
def size(suffix): return Path(sys.argv[1], "bitacora.db" + suffix).stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size("-wal") + 50_000, resource.RLIM_INFINITY))
try:
    with store.write(an_author()) as writing:
        for n in range(2000):
            writing.put(Activity(id=UUID(int=100 + n), objective="x" * 2000))
except Worded as trouble:
    print(type(trouble).__name__, trouble.text)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with store.write(an_author()) as writing:
    writing.put(Activity(id=UUID(int=3), objective="Ya hay espacio"))
"""
    with elsewhere(filling, folder) as other:
        said, _ = other.communicate()
    assert other.returncode == 0
    assert said.startswith("Outside ")
    assert "a salvo" in said
    assert visits(folder) == ["Guardada", "Ya hay espacio"]


def test_a_full_database_is_said_in_words_and_the_next_write_succeeds(store: Store) -> None:
    def fill() -> None:
        with store.write(an_author()) as writing:
            pages = writing.connection.execute("PRAGMA page_count").scalar_one()
            writing.connection.execute(f"PRAGMA max_page_count = {pages + 5}")
            for n in range(200):
                writing.put(Activity(id=UUID(int=100 + n), objective="x" * 2000))

    with pytest.raises(Outside) as trouble:
        fill()
    assert "No queda espacio" in str(trouble.value.text)
    with store.database.writing() as connection:
        connection.execute("PRAGMA max_page_count = 100000")
    with store.write(an_author()) as writing:
        assert writing.count(Activity) == 0
        writing.put(Activity(id=UUID(int=3), objective="Ya hay espacio"))


def test_records_locked_by_another_program_are_said_in_words(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        hurried = Database(store.database.path, store.database._key, busy_timeout_s=0.05)
        with store.write(an_author()), pytest.raises(Outside) as trouble, hurried.writing():
            pass
        hurried.close()
    assert "Otro programa está usando" in str(trouble.value.text)


@pytest.mark.parametrize("place", [5, 20, 4000])
def test_a_damaged_first_page_is_said_in_words_and_nothing_is_written(
    folder: Path, place: int
) -> None:
    path = folder / "bitacora.db"
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    with Vault.open(folder, PASSPHRASE) as vault, pytest.raises(Outside) as trouble:
        Store.open(vault, KINDS)
    assert "dañado" in str(trouble.value.text)
    assert path.read_bytes() == bytes(content)


def test_a_damaged_page_met_later_is_said_in_words(folder: Path) -> None:
    with (
        Vault.open(folder, PASSPHRASE) as vault,
        Store.open(vault, KINDS) as store,
        store.write(an_author()) as writing,
    ):
        for n in range(300):
            writing.put(Activity(id=UUID(int=100 + n), development=f"{n} " * 3000))
    path = folder / "bitacora.db"
    content = bytearray(path.read_bytes())
    for page in range(len(content) // 4096 - 200, len(content) // 4096):
        content[page * 4096 + 100] ^= 1
    path.write_bytes(content)
    with (
        Vault.open(folder, PASSPHRASE) as vault,
        Store.open(vault, KINDS) as store,
        pytest.raises(Outside) as trouble,
        store.read() as reading,
    ):
        reading.all(Activity)
    assert "dañado" in str(trouble.value.text)


def test_missing_records_are_said_and_not_begun_anew(folder: Path) -> None:
    (folder / "bitacora.db").unlink()
    with Vault.open(folder, PASSPHRASE) as vault, pytest.raises(Outside) as trouble:
        Store.open(vault, KINDS)
    assert "Falta el archivo" in str(trouble.value.text)
    assert not (folder / "bitacora.db").exists()


def test_the_disk_holds_no_clear_byte_of_a_record(tmp_path: Path) -> None:
    with a_store(tmp_path) as store:
        with store.write(an_author()) as writing:
            writing.put(Attendance(id=UUID(int=9), full_name="Rosa Valencia Angulo"))
        for path in (tmp_path / "vault").rglob("*"):
            content = path.read_bytes() if path.is_file() else b""
            assert b"Valencia" not in content, path
            assert b"full_name" not in content, path


def test_every_commit_is_flushed_and_nothing_is_written_in_clear_beside(store: Store) -> None:
    with store.database.writing() as connection:
        asked = {
            name: connection.execute(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "temp_store")
        }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "temp_store": 2}


def test_the_driver_says_nothing_of_its_own(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    database = Database(folder / "bitacora.db", bytes(32))
    with pytest.raises(Outside), database.reading():
        pass
    assert capfd.readouterr().err == ""
