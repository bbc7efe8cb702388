"""Packs, acceptance 1, 2 and 5: installed in turn on one machine, renewed, and searched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.packs.shelf import PackShelf
from fieldapp.rules.directory import Directory
from fieldapp.rules.pack_checks import what_breaks
from fieldapp.signing.packs_in_use import install_pack
from fieldapp.work.work import Work
from tests.given.desks import GUAPI, a_desk
from tests.given.packs import pack
from tests.given.signed_packs import HEADQUARTERS, a_signed_pack, catalogues_of

KEY = HEADQUARTERS.public


def test_packs_1_co_pe_and_hn_are_installed_in_turn_and_all_that_is_theirs_changes(
    tmp_path: Path,
) -> None:
    shelf = PackShelf(tmp_path / "packs")
    seen = []
    with a_desk(tmp_path) as desk:
        for country in ("CO", "PE", "HN"):
            installed = install_pack(shelf, a_signed_pack(tmp_path, country), KEY)
            there = Work(replace(desk, pack=installed, directory=Directory(installed)))
            services = there.desk.kinds["service_delivery"]["service"]
            seen.append(
                (
                    installed.version,
                    installed.formats.money_format.currency,
                    [one.code for one in installed.catalogue("gov_levels")],
                    installed.numbering.pattern,
                    installed.data_protection.notice[:40],
                    there.registers.options(services)[:1],
                    [one.name for one in installed.territories.search("guapi", 1)],
                )
            )
    assert {one[0] for one in seen} == {"2026.2"}
    assert [one[1] for one in seen] == ["COP", "PEN", "HNL"]
    for part in range(3, 6):
        assert len({str(one[part]) for one in seen}) == 3
    assert [bool(one[6]) for one in seen] == [True, False, False]


def test_packs_2_records_of_2026_1_open_unchanged_under_2026_2(tmp_path: Path) -> None:
    catalogues = catalogues_of("CO")
    themes = catalogues["themes"]
    retired, relabelled = themes[0], themes[1]
    renewed = {
        **catalogues,
        "themes": [
            {**retired, "until": 2026},
            {**relabelled, "label": "Con otro nombre"},
            *themes[2:],
            {"code": "2027-new", "label": "Uno nuevo"},
        ],
    }
    newer = install_pack(
        PackShelf(tmp_path / "packs"), a_signed_pack(tmp_path, catalogues=renewed), KEY
    )
    assert what_breaks(newer, pack("CO"), tuple(renewed)) == []
    with a_desk(tmp_path) as desk:
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


def test_packs_2_a_pack_that_drops_a_code_does_not_follow_the_one_before(tmp_path: Path) -> None:
    catalogues = catalogues_of("CO")
    dropped = {**catalogues, "themes": catalogues["themes"][1:]}
    newer = install_pack(
        PackShelf(tmp_path / "packs"), a_signed_pack(tmp_path, catalogues=dropped), KEY
    )
    (told,) = what_breaks(newer, pack("CO"), tuple(dropped))
    assert catalogues["themes"][0]["code"] in str(told)
    assert "until" in str(told)


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
