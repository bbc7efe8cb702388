"""Bringing a copy back as a vault of this data folder, with a series of its own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from fieldapp.machine.places import Places
from fieldapp.records import KINDS
from fieldapp.records.text import Refused, say
from fieldapp.store.disk import disk_in_words
from fieldapp.store.restore import restore
from fieldapp.store.unit_of_work import Authorship
from fieldapp.store.vault import vault_folder


def restore_vault(places: Places, copy: Path, passphrase: str, now: datetime) -> None:
    """Lay a copy out where no vault is yet.

    Raises Refused (a vault is there already, wrong passphrase) or Outside (no copy, disk).
    """
    if any(places.vaults.glob("*/vault.json")):
        raise Refused(
            say(
                "En «{home}» ya hay una bitácora. Elija otra carpeta con --home.",
                home=str(places.home),
            )
        )
    with disk_in_words():
        places.vaults.mkdir(mode=0o700, parents=True, exist_ok=True)
    nobody = Authorship(UUID(int=0), now, UUID(int=0))
    folder = vault_folder(places.home, f"{now:%Y%m%d%H%M%S}")
    restore(copy, folder, passphrase, KINDS, nobody)
