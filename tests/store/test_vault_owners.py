"""Several officers on one laptop: which vault is meant, and what a thief reads before opening."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.records.text import SPANISH, Refused
from fieldapp.store.vault_owners import chosen_vault, note_owner, owners_in


def a_vault_of(vaults: Path, name: str, login: str = "", series: str = "") -> Path:
    folder = vaults / name
    folder.mkdir(parents=True)
    (folder / "vault.json").write_text("{}")
    if login:
        note_owner(folder, login, series)
    return folder


def test_the_only_vault_needs_no_name(tmp_path: Path) -> None:
    folder = a_vault_of(tmp_path, "0000d07")
    assert chosen_vault(tmp_path) == folder


def test_a_laptop_without_a_vault_says_how_to_activate_it(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="fieldapp enrol"):
        chosen_vault(tmp_path / "nothing")


@pytest.mark.parametrize("name", ["yriascos", "YRIASCOS", "D09", "0000d09"])
def test_a_vault_is_named_by_its_login_its_series_or_its_folder(tmp_path: Path, name: str) -> None:
    a_vault_of(tmp_path, "0000d07", "cangulo", "D07")
    folder = a_vault_of(tmp_path, "0000d09", "yriascos", "D09")
    assert chosen_vault(tmp_path, name) == folder


def test_of_several_the_meant_one_must_be_named_and_be_there(tmp_path: Path) -> None:
    a_vault_of(tmp_path, "0000d07", "cangulo", "D07")
    a_vault_of(tmp_path, "0000d09", "yriascos", "D09")
    there = "cangulo (D07), yriascos (D09)"
    with pytest.raises(Refused, match="Diga cuál con --officer") as caught:
        chosen_vault(tmp_path)
    assert there in SPANISH(caught.value.text)
    with pytest.raises(Refused, match="no hay bitácora de") as caught:
        chosen_vault(tmp_path, "rosa")
    assert there in SPANISH(caught.value.text)


def test_the_same_officer_twice_is_told_apart_by_the_series(tmp_path: Path) -> None:
    a_vault_of(tmp_path, "one", "cangulo", "D07")
    folder = a_vault_of(tmp_path, "two", "cangulo", "D07b")
    with pytest.raises(Refused, match="varias"):
        chosen_vault(tmp_path, "cangulo")
    assert chosen_vault(tmp_path, "D07b") == folder


def test_login_and_series_are_all_that_is_written_in_clear(tmp_path: Path) -> None:
    folder = a_vault_of(tmp_path, "0000d07", "cangulo", "D07")
    assert (folder / "owner.json").read_bytes() == b'{"login":"cangulo","series":"D07"}'


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"login": 3}', b"\xff"])
def test_a_damaged_note_hides_no_vault(tmp_path: Path, content: bytes) -> None:
    folder = a_vault_of(tmp_path, "0000d07")
    (folder / "owner.json").write_bytes(content)
    (owner,) = owners_in(tmp_path)
    assert (owner.label, chosen_vault(tmp_path, "0000d07")) == ("0000d07", folder)
    note_owner(folder, "cangulo", "D07")
    assert owners_in(tmp_path)[0].label == "cangulo (D07)"
