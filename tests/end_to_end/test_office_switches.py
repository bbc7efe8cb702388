"""A group of registers switched at headquarters reaches the laptops of the office by sync (R30)."""

from __future__ import annotations

from fieldapp.app import assemble_work, open_vault
from tests.end_to_end.conftest import Enrolled
from tests.given.desks import Clock
from tests.given.served import Headquarters
from tests.given.terminals import PASSPHRASE, Laptop


def groups_of(laptop: Laptop) -> set[str]:
    """The groups whose registers the laptop shows when it is opened."""
    with open_vault(laptop.places, PASSPHRASE, writing=False) as opened:
        return {group.code for group in assemble_work(opened, Clock()).registers.groups()}


def test_what_is_switched_on_reaches_the_laptop_and_what_is_off_leaves_it(
    headquarters: Headquarters, enrolled: Enrolled
) -> None:
    laptop = enrolled("yesenia")
    laptop.does("sync")
    assert "planning" not in groups_of(laptop)
    assert {"directory", "spaces"} <= groups_of(laptop)
    headquarters.run("office", "switch", "DTCAU", "planning", "on")
    headquarters.run("office", "switch", "DTCAU", "spaces", "off")
    laptop.does("sync")
    assert "planning" in groups_of(laptop)
    assert "spaces" not in groups_of(laptop)
    headquarters.run("office", "switch", "DTCAU", "all", "on")
    laptop.does("sync")
    assert {"planning", "spaces"} <= groups_of(laptop)
