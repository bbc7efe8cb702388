"""Which memory stick a copy goes to."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.machine.sticks import sticks_among
from fieldapp.records import KINDS
from fieldapp.records.progress import Stopped
from fieldapp.store.unit_of_work import Store
from fieldapp.work.safekeeping import Safekeeping
from tests.given.desks import a_desk_on
from tests.given.vaults import NOON, a_vault


def test_only_what_a_person_plugged_in_is_a_stick() -> None:
    mounts = "/dev/sda1 / ext4 rw 0 0\nproc /proc proc rw 0 0\n/dev/sdb1 /mnt vfat rw 0 0\n"
    assert sticks_among(mounts) == []


@pytest.mark.parametrize(("plugged", "found"), [(0, False), (1, True), (2, False)])
def test_one_stick_is_taken_none_or_several_are_asked_about(
    tmp_path: Path, plugged: int, found: bool
) -> None:
    sticks = [tmp_path / f"stick {n}" for n in range(plugged)]
    with a_vault(tmp_path / "vault") as vault, Store.open(vault, KINDS) as store:
        desk = a_desk_on(vault, store)
        keeping = Safekeeping(
            vault, store.database, desk.files, lambda: NOON, sticks=lambda: sticks
        )
        where = keeping.on_the_stick()
        assert (where is not None) is found
        if where is not None:
            assert where.parent == sticks[0]
            assert vault.folder.name in where.name


def test_a_copy_that_is_stopped_leaves_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    def enough(_done: int, _total: int) -> None:
        raise Stopped

    with a_vault(tmp_path / "vault") as vault, Store.open(vault, KINDS) as store:
        desk = a_desk_on(vault, store)
        keeping = Safekeeping(vault, store.database, desk.files, lambda: NOON)
        stick = tmp_path / "stick"
        stick.mkdir()
        told: list[tuple[int, int]] = []
        keeping.copy_to(stick / "c.bitacora", lambda done, total: told.append((done, total)))
        before = (stick / "c.bitacora").read_bytes()
        with pytest.raises(Stopped):
            keeping.copy_to(stick / "c.bitacora", enough)
        assert (stick / "c.bitacora").read_bytes() == before
        assert [one.name for one in stick.iterdir()] == ["c.bitacora"]
        assert told
        assert all(0 <= done < total == told[0][1] for done, total in told)
