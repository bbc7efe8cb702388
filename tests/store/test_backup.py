"""A copy made while somebody works comes back whole, elsewhere, with its own series."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.records import KINDS
from fieldapp.records.text import Outside, Refused
from fieldapp.records.visits import Activity
from fieldapp.store.backup import ROTATING_KEPT, back_up, back_up_rotating, check, next_series
from fieldapp.store.files import Files
from fieldapp.store.restore import restore
from fieldapp.store.settings import identity, set_identity
from fieldapp.store.unit_of_work import Store
from fieldapp.store.vault import Vault
from tests.given.vaults import NOON, PASSPHRASE, a_vault, an_author, an_identity

VISIT = Activity(id=UUID(int=1), objective="Mesa de empleo de María Pérez")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of a vault with one visit and one file, whose officer worked meanwhile."""
    target = tmp_path / "copia de Guapi.bitacora"
    with a_vault(tmp_path / "vault") as vault, Store.open(vault, KINDS) as store:
        files = Files(vault.files_folder, vault.cipher_for("files"))
        files.put(b"acta firmada")
        with store.write(an_author()) as writing:
            writing.put(VISIT)
            set_identity(writing, an_identity())
        with store.read():
            back_up(vault, store.database, target, files)
        assert not list(vault.backups_folder.iterdir())
    return target


def restored(copy: Path, folder: Path) -> None:
    restore(copy, folder, PASSPHRASE, KINDS, an_author())


def test_a_copy_comes_back_whole_and_extends_the_series(copy: Path, tmp_path: Path) -> None:
    restored(copy, tmp_path / "again")
    with Vault.open(tmp_path / "again", PASSPHRASE) as vault, Store.open(vault, KINDS) as store:
        files = Files(vault.files_folder, vault.cipher_for("files"))
        assert [files.read(name) for name in files.names()] == [b"acta firmada"]
        assert check(store.database, files) == []
        with store.read() as reading:
            assert reading.count(Activity, {"id": VISIT.id}) == 1
            who = identity(reading)
    assert who is not None
    assert (who.series, who.series_told) == ("D07b", False)


def test_a_copy_holds_no_clear_byte_of_what_was_written(copy: Path) -> None:
    content = copy.read_bytes()
    assert "María".encode() not in content
    assert b"acta firmada" not in content
    assert b"CREATE TABLE" not in content


def test_a_copy_is_not_laid_over_a_vault(copy: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        restored(copy, tmp_path / "vault")


def test_a_wrong_passphrase_leaves_nothing_behind(copy: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        restore(copy, tmp_path / "again", "no es la contraseña", KINDS, an_author())
    assert sorted(path.name for path in tmp_path.iterdir()) == [copy.name, "vault"]


def test_a_damaged_copy_is_noticed_wherever_the_damage_is(copy: Path, tmp_path: Path) -> None:
    whole = copy.read_bytes()
    for place in range(100, len(whole), len(whole) // 25):
        copy.write_bytes(whole[:place] + bytes([whole[place] ^ 255]) + whole[place + 1 :])
        with pytest.raises(Outside):
            restored(copy, tmp_path / "again")
        assert not (tmp_path / "again").exists()


def test_a_copy_with_a_part_put_in_by_a_stranger_is_refused(copy: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(copy) as parts:
        kept = {name: parts.read(name) for name in parts.namelist()}
    kept["manifest.json"] = kept["manifest.json"].replace(b'"vault.json"', b'"../../evil.json"')
    kept["../../evil.json"] = kept["vault.json"]
    with zipfile.ZipFile(copy, "w") as parts:
        for name, content in kept.items():
            parts.writestr(name, content)
    with pytest.raises(Outside):
        restored(copy, tmp_path / "again")


def test_the_oldest_rotating_copies_make_room(tmp_path: Path) -> None:
    with a_vault(tmp_path) as vault, Store.open(vault, KINDS) as store:
        days = (NOON + timedelta(days=day) for day in range(ROTATING_KEPT + 2))
        made = [back_up_rotating(vault, store.database, day).name for day in days]
        names = sorted(path.name for path in vault.backups_folder.iterdir())
    assert names == made[-ROTATING_KEPT:]
    assert names[-1] == "copia-20261128T170000Z.bitacora"


def test_a_rotating_copy_comes_back_with_the_files_that_lie_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    with a_vault(folder) as vault, Store.open(vault, KINDS) as store:
        name = Files(vault.files_folder, vault.cipher_for("files")).put(b"foto")
        copy = back_up_rotating(vault, store.database, NOON)
    restored(copy, tmp_path / "again")
    with Vault.open(tmp_path / "again", PASSPHRASE) as vault:
        assert Files(vault.files_folder, vault.cipher_for("files")).read(name) == b"foto"


def test_the_check_names_a_damaged_file_and_a_damaged_page(tmp_path: Path) -> None:
    with a_vault(tmp_path) as vault, Store.open(vault, KINDS) as store:
        files = Files(vault.files_folder, vault.cipher_for("files"))
        path = vault.files_folder / files.put(b"foto")
        path.write_bytes(path.read_bytes()[:-1] + b"?")
        assert [path.name in str(fault) for fault in check(store.database, files)] == [True]
        # Opening reads many pages and would say so itself; that of the logbook it does not read.
        with store.database.reading() as connection:
            asked = "SELECT rootpage FROM sqlite_master WHERE name = 'logbook_entry'"
            page = connection.execute(asked).scalar_one()
            size = int(connection.execute("PRAGMA page_size").scalar_one())
    damage = tmp_path / "bitacora.db"
    content = bytearray(damage.read_bytes())
    content[page * size - size // 2] ^= 1
    damage.write_bytes(content)
    with Vault.open(tmp_path, PASSPHRASE) as vault, Store.open(vault, KINDS) as store:
        faults = check(store.database, Files(tmp_path / "backups", vault.cipher_for("files")))
    assert "páginas dañadas" in str(faults[0])


@pytest.mark.parametrize(
    ("series", "extended"), [("D07", "D07b"), ("D07b", "D07c"), ("D07z", "D07zb")]
)
def test_a_restored_series_is_extended(series: str, extended: str) -> None:
    assert next_series(series) == extended
