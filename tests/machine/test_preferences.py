"""How the windows look is kept outside the vault, and damage to it costs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.machine.preferences import Preferences, read_preferences, write_preferences


def test_a_new_laptop_has_the_usual_looks(tmp_path: Path) -> None:
    assert read_preferences(tmp_path / "nowhere") == Preferences("light", 100, "es")


def test_what_was_chosen_is_there_next_time(tmp_path: Path) -> None:
    chosen = Preferences("dark", 150, "en")
    write_preferences(tmp_path / "home", chosen)
    assert read_preferences(tmp_path / "home") == chosen


@pytest.mark.parametrize("damage", [b"", b"{", b'{"looks": "pink"}', b"\xff\xfe"])
def test_a_damaged_file_means_the_usual_looks(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "preferences.json").write_bytes(damage)
    assert read_preferences(tmp_path) == Preferences()
