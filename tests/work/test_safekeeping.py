"""Copies of everything: made beside the window, and remembered when they lie on another disk."""

from __future__ import annotations

from pathlib import Path

from fieldapp.records import KINDS
from fieldapp.store.files import Files
from fieldapp.store.unit_of_work import Store
from fieldapp.work.safekeeping import COPY_NAME, Safekeeping
from tests.given.vaults import NOON, a_vault


def test_only_a_copy_on_another_disk_counts_as_one_outside(tmp_path: Path) -> None:
    with a_vault(tmp_path / "v") as vault, Store.open(vault, KINDS) as store:
        files = Files(vault.files_folder, vault.cipher_for("files"))
        same = Safekeeping(vault, store.database, files, lambda: NOON)
        assert same.last_outside() is None
        assert not same.copy_to(tmp_path / COPY_NAME).outside
        assert same.last_outside() is None
        stick = Safekeeping(vault, store.database, files, lambda: NOON, lambda _copy, _home: True)
        assert stick.copy_to(tmp_path / f"otra {COPY_NAME}").outside
        assert same.last_outside() == NOON
        assert same.room_bytes() > 0
