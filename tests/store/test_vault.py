"""A vault opens for its officer and for headquarters' recovery code, and for nobody else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from fieldapp.records.text import Outside, Refused
from fieldapp.store.vault import (
    STRONG,
    Argon,
    Vault,
    _VaultFile,  # pyright: ignore[reportPrivateUsage]
    vaults_in,
)
from tests.given.vaults import CHEAP, PASSPHRASE, RECOVERY_CODE, a_vault


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed vault's folder."""
    a_vault(tmp_path).close()
    return tmp_path


def test_the_passphrase_and_the_recovery_code_open_the_same_vault(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        key = vault.key_for("database")
    # A code is read over the telephone: case, spaces and hyphens do not count.
    typed = RECOVERY_CODE.lower().replace("-", " ")
    with Vault.recover(folder, typed, "otra contraseña", argon=CHEAP) as vault:
        assert vault.key_for("database") == key
    with Vault.open(folder, "otra contraseña") as vault:
        assert vault.key_for("database") == key


def test_a_wrong_passphrase_is_refused_in_words_and_the_vault_can_be_tried_again(
    folder: Path,
) -> None:
    with pytest.raises(Refused) as refusal:
        Vault.open(folder, "no es la contraseña")
    assert str(refusal.value.text).startswith("La contraseña no es correcta")
    Vault.open(folder, PASSPHRASE).close()


def test_a_wrong_recovery_code_leaves_the_passphrase_as_it_was(folder: Path) -> None:
    with pytest.raises(Refused):
        Vault.recover(folder, "AAAA-BBBB", "otra contraseña")
    Vault.open(folder, PASSPHRASE).close()


def test_a_new_passphrase_replaces_the_old_one_and_keeps_the_code(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        with pytest.raises(Refused):
            vault.change_passphrase("no es la mía", "una más larga", argon=CHEAP)
        vault.change_passphrase(PASSPHRASE, "una más larga", argon=CHEAP)
    with pytest.raises(Refused):
        Vault.open(folder, PASSPHRASE)
    Vault.open(folder, "una más larga").close()
    Vault.recover(folder, RECOVERY_CODE, PASSPHRASE, argon=CHEAP).close()


def test_a_short_passphrase_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="al menos"):
        Vault.create(tmp_path / "nueva", "corta", RECOVERY_CODE, argon=CHEAP)
    assert not (tmp_path / "nueva").exists()


def test_a_vault_is_never_made_over_another(folder: Path) -> None:
    (folder / "files" / "an attachment").touch()
    with pytest.raises(Refused):
        a_vault(folder)
    Vault.open(folder, PASSPHRASE).close()


def test_any_flipped_bit_of_the_vault_file_is_noticed(folder: Path) -> None:
    path = folder / "vault.json"
    whole = path.read_bytes()
    for place in range(0, len(whole), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises((Outside, Refused)):
            Vault.open(folder, PASSPHRASE)
    path.write_bytes(whole)
    Vault.open(folder, PASSPHRASE).close()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 1, "ways": {}}', '{"format": 9}'])
def test_a_vault_file_that_is_none_is_said_in_words(folder: Path, content: str) -> None:
    (folder / "vault.json").write_text(content)
    with pytest.raises(Outside):
        Vault.open(folder, PASSPHRASE)


def test_a_missing_vault_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(Outside) as trouble:
        Vault.open(tmp_path, PASSPHRASE)
    assert "No hay ninguna bitácora" in str(trouble.value.text)


@pytest.mark.parametrize(
    "cost",
    [
        {"memory_kib": 2**31, "passes": 1, "lanes": 1},
        {"memory_kib": 8, "passes": 10**6, "lanes": 1},
        {"memory_kib": 8, "passes": 1, "lanes": 2},
        {"memory_kib": 8, "passes": 0, "lanes": 1},
    ],
)
def test_a_cost_that_no_laptop_can_pay_is_not_paid(folder: Path, cost: dict[str, int]) -> None:
    path = folder / "vault.json"
    content = msgspec.json.decode(path.read_bytes(), type=_VaultFile)
    wrapped = msgspec.structs.replace(content.ways["passphrase"], argon=Argon(**cost))
    altered = msgspec.structs.replace(content, ways=content.ways | {"passphrase": wrapped})
    # Whoever altered the file knew how the check is made.
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(altered, check=altered.digest())))
    with pytest.raises(Outside):
        Vault.open(folder, PASSPHRASE)


def test_one_process_has_a_vault_and_others_may_read(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE) as first:
        with pytest.raises(Refused) as refusal:
            Vault.open(folder, PASSPHRASE)
        assert "está abierta en este equipo" in str(refusal.value.text)
        with Vault.open(folder, PASSPHRASE, writing=False) as second:
            assert second.key_for("database") == first.key_for("database")
    Vault.open(folder, PASSPHRASE).close()


def test_a_killed_process_does_not_keep_the_vault(folder: Path) -> None:
    holding = (
        "import sys, time; from pathlib import Path; from fieldapp.store.vault import Vault\n"
        f"vault = Vault.open(Path({str(folder)!r}), {PASSPHRASE!r}); print('open', flush=True)\n"
        "time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", holding], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(Refused):
            Vault.open(folder, PASSPHRASE)
        other.kill()
        other.wait()
    Vault.open(folder, PASSPHRASE).close()


def test_keys_for_different_purposes_differ_and_none_is_shown(folder: Path) -> None:
    with Vault.open(folder, PASSPHRASE) as vault:
        assert vault.key_for("database") != vault.key_for("files")
        assert vault.key_for("database").hex() not in repr(vars(vault))


def test_the_cost_outside_tests_is_the_decided_one() -> None:
    assert (STRONG.memory_kib, STRONG.passes) == (64 * 1024, 3)


def test_a_vault_whose_making_was_cut_short_can_be_made_anew(folder: Path) -> None:
    a_vault(folder).close()
    (folder / "bitacora.db").write_bytes(b"records")
    with pytest.raises(Refused):
        a_vault(folder)


def test_a_vault_that_is_being_restored_is_not_yet_one_of_the_officers(tmp_path: Path) -> None:
    a_vault(tmp_path / "d07").close()
    a_vault(tmp_path / "d08.part").close()
    assert vaults_in(tmp_path) == [tmp_path / "d07"]
