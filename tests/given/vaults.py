"""Vaults and stores on disk, real and encrypted, with a key that costs nothing to derive."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final
from uuid import UUID

from fieldapp.records import KINDS
from fieldapp.records.kinds import Kinds
from fieldapp.store.settings import Identity
from fieldapp.store.unit_of_work import Authorship, Store
from fieldapp.store.vault import Argon, Vault
from sync.protocol.enrolment import EnrolAnswer, OfficeCard, Officer
from sync.protocol.messages import Signed

CHEAP = Argon(memory_kib=8, passes=1, lanes=1)
PASSPHRASE = "una contraseña larga"
RECOVERY_CODE = "K7QX-2M9P-T4WD-8RNB"

OFFICER = UUID("0193b1a0-0000-7000-8000-00000000b0b0")
ACCOUNT = UUID("0193b1a0-0000-7000-8000-00000000aaaa")
OFFICE = UUID("0193b1a0-0000-7000-8000-00000000cccc")
DEVICE = UUID("0193b1a0-0000-7000-8000-000000000d07")
NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def an_author(at: datetime = NOON) -> Authorship:
    """The officer of this laptop, at noon in Bogotá unless told otherwise."""
    return Authorship(person=OFFICER, at=at, device=DEVICE)


def an_identity(*, series: str = "D07") -> Identity:
    """An officer of Cauca enrolled on this laptop, all of it invented."""
    enrolment = EnrolAnswer(
        device=DEVICE,
        device_code="D07",
        account=ACCOUNT,
        officer=Officer(ACCOUNT, OFFICER, "lucia.ocoro", "Lucía Ocoró Rentería", "officer"),
        office=OfficeCard(OFFICE, "DTCAUCA", "Dirección Territorial Cauca", "19"),
        scopes=["19", "0"],
        home_scope="19",
        country="CO",
        headquarters_key=bytes(32),
        recovery_code=RECOVERY_CODE,
        certificate=Signed(b"", bytes(64)),
        now=1_795_194_000_000_000,
    )
    return Identity(enrolment=enrolment, signing_seed=bytes(range(32)), series=series)


def a_vault(folder: Path, passphrase: str = PASSPHRASE) -> Vault:
    """A new vault in `folder`; the caller closes it."""
    return Vault.create(folder, passphrase, RECOVERY_CODE, argon=CHEAP)


_TEMPORARY: Final = tempfile.gettempdir()
"""As it is before any test puts another folder in its place, which goes with that test."""


@cache
def _ready() -> Path:
    """A vault with the tables of every kind: made once a run, for making them takes a second."""
    folder = Path(tempfile.mkdtemp(prefix="bitacora-ready-", dir=_TEMPORARY))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with a_vault(folder / "vault") as vault, Store.open(vault, KINDS):
        pass
    return folder / "vault"


def a_ready_vault(folder: Path) -> Vault:
    """A vault in `folder` whose tables are there; all have one key. The caller closes it."""
    shutil.copytree(_ready(), folder, dirs_exist_ok=True)
    return Vault.open(folder, PASSPHRASE)


@contextmanager
def a_store(folder: Path, kinds: Kinds = KINDS) -> Generator[Store]:
    """A new store in a new vault; both are closed at the end."""
    made = a_ready_vault if kinds is KINDS else a_vault
    with made(folder / "vault") as vault, Store.open(vault, kinds) as store:
        yield store
