"""Activating a laptop: nothing is left behind when it fails, and the key never leaves."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldapp.records import KINDS
from fieldapp.records.text import Outside, Refused, say
from fieldapp.signing.keys import DeviceKey
from fieldapp.store.settings import EnrolAnswer, identity
from fieldapp.store.unit_of_work import Store
from fieldapp.store.vault import Vault, vaults_in
from fieldapp.work.enrolment import Activation, Headquarters, Presented, Register
from tests.given.devices import an_enrolment
from tests.given.vaults import CHEAP, PASSPHRASE, RECOVERY_CODE

HERE = Headquarters("https://sede.example.org", "PEM")
NOON = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)


def an_activation(home: Path, register: Register, seed: int = 5) -> Activation:
    chance = random.Random(seed)
    return Activation(home, KINDS, register, chance.randbytes, lambda: NOON, CHEAP)


def test_a_code_becomes_a_vault_that_opens_with_passphrase_and_recovery_code(
    tmp_path: Path,
) -> None:
    shown: list[tuple[str, bytes]] = []

    def register(asked: Presented) -> EnrolAnswer:
        shown.append((asked.code, asked.device_key))
        return an_enrolment()

    who = an_activation(tmp_path, register).activate(HERE, " K7QX-2M9P ", PASSPHRASE)
    assert shown == [("K7QX-2M9P", DeviceKey(who.signing_seed).public)]
    (folder,) = (tmp_path / "vaults").iterdir()
    with Vault.open(folder, PASSPHRASE) as vault, Store.open(vault, KINDS) as store:
        with store.read() as reading:
            kept = identity(reading)
        assert kept == who
        assert (who.server, who.authority, who.series) == (HERE.address, "PEM", "D07")
    Vault.recover(folder, RECOVERY_CODE, "otra contraseña", argon=CHEAP).close()


def test_a_short_passphrase_is_refused_before_the_code_is_used_up(tmp_path: Path) -> None:
    def register(asked: Presented) -> EnrolAnswer:
        raise AssertionError(asked)

    with pytest.raises(Refused, match="contraseña"):
        an_activation(tmp_path, register).activate(HERE, "K7QX-2M9P", "corta")


@pytest.mark.parametrize(
    "failure", [Refused(say("El código no existe.")), Outside(say("No hay red."))]
)
def test_a_refused_code_or_a_lost_line_leaves_no_vault(tmp_path: Path, failure: Exception) -> None:
    def register(asked: Presented) -> EnrolAnswer:
        raise failure

    with pytest.raises(type(failure)):
        an_activation(tmp_path, register).activate(HERE, "K7QX-2M9P", PASSPHRASE)
    assert vaults_in(tmp_path / "vaults") == []


def test_a_code_whose_answer_was_lost_is_shown_again_with_the_same_key(tmp_path: Path) -> None:
    shown: list[bytes] = []

    def register(asked: Presented) -> EnrolAnswer:
        shown.append(asked.device_key)
        if len(shown) < 2:
            raise Outside(say("Se cortó la señal."))
        return an_enrolment()

    activation = an_activation(tmp_path, register)
    with pytest.raises(Outside):
        activation.activate(HERE, "K7QX-2M9P", PASSPHRASE)
    # The program was closed in between: nothing but the disk remembers.
    who = an_activation(tmp_path, register, seed=6).activate(HERE, " K7QX-2M9P", PASSPHRASE)
    assert shown == [DeviceKey(who.signing_seed).public] * 2
    (folder,) = (tmp_path / "vaults").iterdir()
    assert folder.is_dir()
