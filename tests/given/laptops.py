"""Activated laptops on disk, as the command line finds them."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from fieldapp.app import Opened, assemble_work, open_vault
from fieldapp.machine.places import Places
from fieldapp.records import KINDS
from fieldapp.store.settings import Identity, set_identity
from fieldapp.store.unit_of_work import Store
from fieldapp.store.vault import vault_folder
from fieldapp.work.work import Work
from tests.given.desks import Clock
from tests.given.vaults import PASSPHRASE, a_ready_vault, an_author, an_identity


def an_activated_laptop(home: Path, identity: Identity | None = None) -> Path:
    """A data folder with one officer's vault, as enrolment leaves it."""
    folder = vault_folder(home, "d07")
    folder.parent.mkdir(parents=True)
    with (
        a_ready_vault(folder) as vault,
        Store.open(vault, KINDS) as store,
        store.write(an_author()) as writing,
    ):
        set_identity(writing, identity or an_identity())
    return home


@contextmanager
def working_on(home: Path, clock: Clock | None = None) -> Generator[tuple[Work, Opened]]:
    """The work of that laptop's officer; closed again at the end."""
    with open_vault(Places.under(home), PASSPHRASE) as opened:
        yield assemble_work(opened, clock or Clock()), opened
