"""Desks at which a test works: a real encrypted store, a real pack, an invented officer."""

from __future__ import annotations

import random
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from fieldapp.records import KINDS
from fieldapp.rules.directory import Directory
from fieldapp.store.files import Files
from fieldapp.store.unit_of_work import Store
from fieldapp.store.vault import Vault
from fieldapp.work.desk import Desk, Posting
from tests.given.packs import pack
from tests.given.vaults import DEVICE, NOON, OFFICER, a_ready_vault

OFFICE = UUID("0193b1a0-0000-7000-8000-00000000000f")
CAUCA, GUAPI, CALI = "19", "19318", "76001"


class Clock:
    """A clock that a test sets; it stands still until told to go on."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def go_on(self, **time: float) -> None:
        """Let some time pass: `clock.go_on(days=12)`."""
        self.at += timedelta(**time)


def a_posting(**changes: object) -> Posting:
    """Marleny Angulo, officer of the invented territorial office of Cauca and Valle."""
    known: dict[str, object] = {
        "officer": OFFICER,
        "officer_name": "Marleny Angulo Riascos",
        "position_title": "Inspectora de trabajo",
        "role": "officer",
        "device": DEVICE,
        "series": "D07",
        "office": OFFICE,
        "office_code": "DTCAU",
        "office_name": "Dirección Territorial Cauca",
        "country": "CO",
        "home_scope": CAUCA,
        "scopes": frozenset({CAUCA, "76", "0"}),
    }
    return Posting(**{**known, **changes})  # type: ignore[arg-type]


def a_desk_on(
    vault: Vault, store: Store, clock: Clock | None = None, seed: int = 7, **posting: Any
) -> Desk:
    """A desk on an open vault; ids and chance are the same in every run."""
    chance = random.Random(seed)
    country = pack(str(posting.get("country", "CO")))
    return Desk(
        store=store,
        files=Files(vault.files_folder, vault.cipher_for("files")),
        kinds=KINDS,
        pack=country,
        directory=Directory(country),
        posting=a_posting(**posting),
        clock=clock or Clock(),
        new_id=lambda: UUID(int=chance.getrandbits(128), version=4),
        entropy=chance.randbytes,
    )


@contextmanager
def a_desk(folder: Path, clock: Clock | None = None, **posting: Any) -> Generator[Desk]:
    """A desk in a new vault, closed at the end."""
    with a_ready_vault(folder / "vault") as vault, Store.open(vault, KINDS) as store:
        yield a_desk_on(vault, store, clock, **posting)


@contextmanager
def a_desk_in(folder: Path, clock: Clock, passphrase: str, **posting: Any) -> Generator[Desk]:
    """The desk of a vault that is there already, after a night or a power cut."""
    with Vault.open(folder / "vault", passphrase) as vault, Store.open(vault, KINDS) as store:
        yield a_desk_on(vault, store, clock, seed=int(clock().timestamp()), **posting)
