"""A locked screen opens by the password or a PIN, and by nothing that is tried often enough."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.records import KINDS
from fieldapp.records.text import Refused
from fieldapp.store.unit_of_work import Store
from fieldapp.store.vault import Vault
from fieldapp.work.locking import WRONG_PINS_MAX, Locking
from tests.given.desks import a_desk_on
from tests.given.vaults import CHEAP, PASSPHRASE, RECOVERY_CODE


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Vault.create(tmp_path / "v", PASSPHRASE, RECOVERY_CODE, argon=CHEAP) as vault:
        yield vault


@pytest.fixture
def locking(vault: Vault) -> Iterator[Locking]:
    with Store.open(vault, KINDS) as store:
        yield Locking(a_desk_on(vault, store), vault, os.urandom)


def test_without_a_pin_the_password_opens_and_nothing_else(locking: Locking) -> None:
    assert not locking.has_pin()
    locking.open(PASSPHRASE)
    with pytest.raises(Refused, match="contraseña no es correcta"):
        locking.open("2580")


def test_the_pin_opens_beside_the_password(locking: Locking) -> None:
    locking.choose_pin("270914")
    assert locking.has_pin()
    locking.open("270914")
    locking.open(PASSPHRASE)
    with pytest.raises(Refused, match="no es el PIN"):
        locking.open("270915")


def test_after_five_wrong_pins_only_the_password_opens(locking: Locking) -> None:
    locking.choose_pin("270914")
    for guess in range(WRONG_PINS_MAX):
        with pytest.raises(Refused, match="no es el PIN"):
            locking.open(f"30{guess}1")
    with pytest.raises(Refused, match="ya no se puede probar otro"):
        locking.open("270914")
    locking.open(PASSPHRASE)
    locking.open("270914")


def test_a_right_pin_forgives_the_wrong_ones_before(locking: Locking) -> None:
    locking.choose_pin("270914")
    for _ in range(3):
        for _ in range(WRONG_PINS_MAX - 1):
            with pytest.raises(Refused):
                locking.open("3019")
        locking.open("270914")


@pytest.mark.parametrize("pin", ["123", "123456789", "12a4", "۱۲۳۷", "1111", "4567", "987654"])
def test_a_pin_that_is_none_or_guessed_first_is_refused(locking: Locking, pin: str) -> None:
    with pytest.raises(Refused, match="PIN"):
        locking.choose_pin(pin)
    assert not locking.has_pin()


def test_a_forgotten_pin_opens_no_more(locking: Locking) -> None:
    locking.choose_pin("270914")
    locking.choose_pin("")
    assert not locking.has_pin()
    with pytest.raises(Refused):
        locking.open("270914")


def test_the_digits_of_the_pin_lie_nowhere_in_the_vault(locking: Locking) -> None:
    locking.choose_pin("27091483")
    with locking.desk.store.database.reading() as connection:
        kept = connection.execute("SELECT value FROM setting WHERE name = 'pin'").scalar()
    assert b"27091483" not in bytes(kept or b"")


def test_a_changed_password_is_the_one_that_opens(locking: Locking, vault: Vault) -> None:
    with pytest.raises(Refused, match="anterior"):
        locking.change_password("no es esta", "canoa tejado limón")
    locking.change_password(PASSPHRASE, "canoa tejado limón")
    assert not vault.proves(PASSPHRASE)
    locking.open("canoa tejado limón")
