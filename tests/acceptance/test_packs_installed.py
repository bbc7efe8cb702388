"""Packs, acceptance 1, 2 and 5: installed in turn on one machine, renewed, and searched."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from fieldapp.packs import Pack
from fieldapp.packs.pack import pack_of
from fieldapp.packs.pack_file import read_pack_file, write_pack_file
from fieldapp.packs.resources import resource_path
from fieldapp.packs.versions import must_follow
from fieldapp.records import KINDS
from fieldapp.rules.directory import Directory
from fieldapp.signing.keys import DeviceKey, is_signed_by
from fieldapp.store.files import Files
from fieldapp.store.pack_shelf import PackShelf
from fieldapp.store.unit_of_work import Store
from fieldapp.store.vault import Vault
from fieldapp.work.work import Work
from tests.given.desks import GUAPI, a_desk, a_desk_on
from tests.given.packs import changed_pack, pack
from tests.given.vaults import a_ready_vault

HEADQUARTERS = DeviceKey(b"h" * 32)


def catalogues_of(country: str) -> dict[str, Any]:
    file = resource_path("packs", country.lower(), "pack.json")
    return dict(json.loads(file.read_text(encoding="utf-8"))["catalogues"])


def packed(folder: Path, country: str = "CO", **changes: Any) -> bytes:
    """The pack of a country with some changes, as the file that headquarters signed."""
    made = changed_pack(folder, country, version="2026.2", **changes)
    parts = {one.name: one.read_bytes() for one in made.iterdir() if one.suffix != ".md"}
    return write_pack_file(country, "2026.2", parts, HEADQUARTERS.sign)


def installed(folder: Path, country: str = "CO", **changes: Any) -> Pack:
    """The same, read again as a laptop reads it."""
    content = packed(folder, country, **changes)
    file = read_pack_file(content, partial(is_signed_by, HEADQUARTERS.public))
    return pack_of(file.parts.get, country)


def shelved(vault: Vault, store: Store, country: str, content: bytes) -> Pack:
    """Install a pack in a vault and give the one that it opens with the next time."""
    files = Files(vault.files_folder, vault.cipher_for("files"))
    is_signed = partial(is_signed_by, HEADQUARTERS.public)
    PackShelf(store, files, is_signed, pack(country)).install(content)
    newest = PackShelf(store, files, is_signed, pack(country)).newest()
    assert (newest.country, newest.version) == (country, "2026.2")
    return newest


def test_packs_1_co_pe_and_hn_are_installed_in_turn_and_all_that_is_theirs_changes(
    tmp_path: Path,
) -> None:
    seen: list[tuple[Any, ...]] = []
    with a_ready_vault(tmp_path / "vault") as vault, Store.open(vault, KINDS) as store:
        for country in ("CO", "PE", "HN"):
            there = shelved(vault, store, country, packed(tmp_path, country))
            desk = a_desk_on(vault, store, country=country)
            work = Work(replace(desk, pack=there, directory=Directory(there)))
            services = desk.kinds["service_delivery"]["service"]
            seen.append(
                (
                    there.formats.money_format.currency,
                    [one.code for one in there.catalogue("gov_levels")],
                    there.numbering.pattern,
                    there.data_protection.notice[:40],
                    work.registers.options(services)[:1],
                    bool(there.territories.search("guapi", 1)),
                )
            )
    assert [one[0] for one in seen] == ["COP", "PEN", "HNL"]
    for part in range(2, 5):
        assert len({str(one[part]) for one in seen}) == len(seen)
    assert [one[5] for one in seen] == [True, False, False]


def test_packs_2_records_of_2026_1_open_unchanged_under_2026_2(tmp_path: Path) -> None:
    catalogues = catalogues_of("CO")
    retired, relabelled, *others = catalogues["themes"]
    renewed = {
        **catalogues,
        "themes": [
            {**retired, "until": 2026},
            {**relabelled, "label": "Con otro nombre"},
            *others,
            {"code": "2027-new", "label": "Uno nuevo"},
        ],
    }
    newer = installed(tmp_path, catalogues=renewed)
    must_follow(newer, pack("CO"))
    with a_desk(tmp_path / "desk") as desk:
        typed = {"objective": "Mesa", "territory": GUAPI, "themes": frozenset({retired["code"]})}
        visit = Work(desk).registers.save("activity", None, typed)
        before = Work(desk).registers.get("activity", visit.id)
        later = Work(replace(desk, pack=newer))
        assert later.registers.get("activity", visit.id) == before
        field = desk.kinds["activity"]["themes"]
        codes = frozenset({retired["code"], relabelled["code"]})
        assert retired["label"] in later.registers.label(field, codes)
        assert "Con otro nombre" in later.registers.label(field, codes)
        offered = {one.code for one in newer.catalogue("themes").offered(2027)}
        assert retired["code"] not in offered
        assert "2027-new" in offered
        # A record that holds the retired code is changed elsewhere and keeps it.
        later.registers.save("activity", visit.id, {"venue": "Casa de la cultura"})
        kept = later.registers.get("activity", visit.id)
        new = later.registers.save("activity", None, typed)
        made_under = [later.registers.get("activity", one.id) for one in (visit, new)]
        assert [one.created_pack for one in made_under if one] == ["2026.1", "2026.2"]
        assert getattr(kept, "themes", None) == frozenset({retired["code"]})


@pytest.mark.parametrize(
    ("country", "typed", "codes"),
    [
        ("PE", "yunguyo", ["2113", "211301"]),
        ("CO", "cali", ["76001"]),
        ("HN", "namasigue", ["0609"]),
    ],
)
def test_packs_5_a_place_is_found_as_it_is_typed(
    country: str, typed: str, codes: list[str]
) -> None:
    found = [one.code for one in pack(country).territories.search(typed, 20)]
    assert found[: len(codes)] == codes


def test_a_pack_that_is_here_before_its_day_is_used_from_that_day_on(tmp_path: Path) -> None:
    made = changed_pack(tmp_path, version="2026.2", valid_from="2027-01-01")
    parts = {one.name: one.read_bytes() for one in made.iterdir() if one.suffix != ".md"}
    content = write_pack_file("CO", "2026.2", parts, HEADQUARTERS.sign)
    is_signed = partial(is_signed_by, HEADQUARTERS.public)
    with a_desk(tmp_path) as desk:
        shelf = PackShelf(desk.store, desk.files, is_signed, pack("CO"))
        assert shelf.install(content).version == "2026.2"
        assert shelf.newest(date(2026, 12, 31)).version == pack("CO").version
        assert shelf.newest(date(2027, 1, 1)).version == "2026.2"
