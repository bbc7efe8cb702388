"""Packs, acceptance 1, 2 and 5: received by a laptop as officers receive them, and searched.

A newer pack comes as a signed file on a stick, with `fieldapp pack FILE`, or by sync; it is used
from the next opening of the vault on. Nothing here puts a pack into an open program.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest

from fieldapp.app import Opened, assemble_work, open_vault
from fieldapp.demo.headquarters import local_headquarters
from fieldapp.demo.laptops import PASSPHRASE, DemoLaptop
from fieldapp.demo.sample import activate_itself, at_headquarters
from fieldapp.machine.places import Places
from fieldapp.packs.pack_file import write_pack_file
from fieldapp.packs.resources import resource_path
from fieldapp.records.visits import Activity
from fieldapp.signing.keys import DeviceKey, is_signed_by
from fieldapp.store.pack_shelf import PackShelf
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.packs import changed_pack, pack
from tests.given.terminals import Laptop

HEADQUARTERS: Final = DeviceKey(b"h" * 32)
NEWER: Final = "2026.2"
PLACES: Final = {"CO": "19318", "PE": "21", "HN": "0801"}

Activated = Callable[[str], Laptop]
"""Activates a laptop for the headquarters of a country."""


@pytest.fixture
def activated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Activated:
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", PASSPHRASE)

    def activate(country: str) -> Laptop:
        laptop = Laptop(Places.under(tmp_path / country), lambda: tuple(capsys.readouterr()))
        activate_itself(laptop.places, now, at_headquarters(pack(country)), HEADQUARTERS)
        return laptop

    return activate


def now() -> datetime:
    return datetime.now(UTC)


def at_work(opened: Opened) -> Work:
    return assemble_work(opened, now)


def a_newer_folder(folder: Path, country: str) -> Path:
    """A pack with a theme retired, one renamed and one new, as a ministry edits its folder."""
    file = resource_path("packs", country.lower(), "pack.json")
    catalogues = json.loads(file.read_text(encoding="utf-8"))["catalogues"]
    retired, renamed, *others = catalogues["themes"]
    themes = [
        {**retired, "until": 2025},
        {**renamed, "label": f"Renombrado en {country}"},
        *others,
        {"code": "new", "label": "Uno nuevo"},
    ]
    return changed_pack(folder, country, version=NEWER, catalogues={**catalogues, "themes": themes})


def on_a_stick(folder: Path, country: str) -> Path:
    """The same as the file that headquarters signed."""
    parts = {
        one.name: one.read_bytes()
        for one in a_newer_folder(folder / "edited", country).iterdir()
        if one.suffix != ".md"
    }
    file = folder / f"pack-{country.lower()}-{NEWER}.zip"
    file.write_bytes(write_pack_file(country, NEWER, parts, HEADQUARTERS.sign))
    return file


def a_visit(work: Work, country: str) -> UUID:
    retired, renamed, *_ = (one.code for one in pack(country).catalogue("themes"))
    themes = frozenset({retired, renamed})
    typed = {"objective": "Mesa", "territory": PLACES[country], "themes": themes}
    return work.registers.save("activity", None, typed).id


def must_have_renewed(work: Work, country: str, before: Activity) -> None:
    """The newer pack is at work, and a visit made under the older one is as it was."""
    retired = next(iter(pack(country).catalogue("themes")))
    assert (work.desk.pack.country, work.desk.pack.version) == (country, NEWER)
    assert work.registers.get("activity", before.id) == before
    field = work.desk.kinds["activity"]["themes"]
    said = work.registers.label(field, before.themes)
    assert retired.label in said
    assert f"Renombrado en {country}" in said
    offered = {one.value for one in work.registers.options(field)}
    assert "new" in offered
    assert retired.code not in offered


def test_packs_1_co_pe_and_hn_are_installed_in_turn_from_a_file_without_network(
    tmp_path: Path, activated: Activated
) -> None:
    seen: list[tuple[Any, ...]] = []
    sticks = {country: on_a_stick(tmp_path, country) for country in PLACES}
    for country, stick in sticks.items():
        laptop = activated(country)
        with open_vault(laptop.places, PASSPHRASE) as opened:
            before = at_work(opened).registers.get("activity", a_visit(at_work(opened), country))
        others = [one for other, one in sticks.items() if other != country]
        assert [laptop.tries("pack", str(one))[0] for one in others] == [65, 65]
        assert pack(country).version in laptop.does("pack")
        laptop.does("pack", str(stick))
        assert NEWER in laptop.does("pack")
        with open_vault(laptop.places, PASSPHRASE) as opened:
            work, there = at_work(opened), opened.pack
            assert isinstance(before, Activity)
            must_have_renewed(work, country, before)
            services = work.desk.kinds["service_delivery"]["service"]
            seen.append(
                (
                    there.formats.money_format.currency,
                    [one.code for one in there.catalogue("gov_levels")],
                    there.numbering.pattern,
                    there.data_protection.notice[:40],
                    work.registers.options(services)[:1],
                    [one.label for one in work.registers.options(_territory(work), "guapi")],
                )
            )
    assert [one[0] for one in seen] == ["COP", "PEN", "HNL"]
    for part in range(2, 5):
        assert len({str(one[part]) for one in seen}) == len(seen)
    assert [bool(one[5]) for one in seen] == [True, False, False]


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("country", ["PE", "HN"])
def test_packs_1_a_newer_pack_comes_by_sync(tmp_path: Path, country: str) -> None:
    """Colombia's comes so in tests/end_to_end/test_a_newer_pack."""
    with local_headquarters(country) as headquarters:
        headquarters.run(
            "user", "add", "elena", "Elena Duarte", "--office", "SEDE", "--role", "admin"
        )
        laptop = DemoLaptop.enrolled(headquarters, "elena", tmp_path / "laptop", now)
        with laptop.open() as opened:
            before = at_work(opened).registers.get("activity", a_visit(at_work(opened), country))
        folder, file = a_newer_folder(tmp_path, country), tmp_path / "pack.zip"
        headquarters.run("pack", "sign", str(folder), str(file))
        headquarters.run("pack", "publish", str(file))
        laptop.sync()
        laptop.sync()  # the file comes after the record that tells of it
        with laptop.open() as opened:
            assert isinstance(before, Activity)
            must_have_renewed(at_work(opened), country, before)


def test_packs_2_records_of_2026_1_open_unchanged_under_2026_2(
    tmp_path: Path, activated: Activated
) -> None:
    laptop = activated("CO")
    with open_vault(laptop.places, PASSPHRASE) as opened:
        visit = a_visit(at_work(opened), "CO")
        before = at_work(opened).registers.get("activity", visit)
    laptop.does("pack", str(on_a_stick(tmp_path, "CO")))
    with open_vault(laptop.places, PASSPHRASE) as opened:
        later = at_work(opened)
        assert isinstance(before, Activity)
        must_have_renewed(later, "CO", before)
        # A record that holds the retired code is changed elsewhere and keeps it.
        later.registers.save("activity", visit, {"venue": "Casa de la cultura"})
        new = later.registers.save("activity", None, {"objective": "Otra", "territory": "19318"})
        kept, made = (later.registers.get("activity", one) for one in (visit, new.id))
        assert isinstance(kept, Activity)
        assert isinstance(made, Activity)
        assert kept.themes == before.themes
        assert [one.created_pack for one in (kept, made)] == [pack("CO").version, NEWER]


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
    made = changed_pack(tmp_path, version=NEWER, valid_from="2027-01-01")
    parts = {one.name: one.read_bytes() for one in made.iterdir() if one.suffix != ".md"}
    content = write_pack_file("CO", NEWER, parts, HEADQUARTERS.sign)
    is_signed = partial(is_signed_by, HEADQUARTERS.public)
    with a_desk(tmp_path) as desk:
        shelf = PackShelf(desk.store, desk.files, is_signed, pack("CO"))
        assert shelf.install(content).version == NEWER
        assert shelf.newest(date(2026, 12, 31)).version == pack("CO").version
        assert shelf.newest(date(2027, 1, 1)).version == NEWER


def _territory(work: Work) -> Any:
    return work.desk.kinds["activity"]["territory"]
