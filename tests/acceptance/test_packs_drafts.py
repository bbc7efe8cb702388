"""Packs: what the ministry still owes is told on page and paper, in help and by `pack check`."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.packs import COUNTRIES
from fieldapp.packs.about import about_country, draft_catalogues, told_drafts
from fieldapp.rules.report import Paragraph
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from sync.server.__main__ import main
from tests.given.countries import a_filled_country
from tests.given.packs import pack
from tests.given.papers import words_of
from tests.given.registers import rows

OWED = {
    "CO": {"prompts.pes_scan", "catalogues.services"},
    "PE": {"prompts.pes_scan"},
    "HN": {"prompts.pes_scan", "catalogues.protocol_steps"},
}


@pytest.mark.parametrize("country", COUNTRIES)
def test_packs_drafts_what_no_source_gives_is_owed_and_told(country: str) -> None:
    there = pack(country)
    assert told_drafts(there).keys() == OWED[country]
    said = "\n".join(map(str, about_country(there)))
    assert all(one.why in said for one in there.drafts)
    asked = {one.split(".")[1] for one in OWED[country] if one.startswith("catalogues.")}
    assert draft_catalogues(there).keys() == asked


@pytest.mark.parametrize("country", COUNTRIES)
def test_packs_drafts_pack_check_lists_each_of_them(
    country: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", "check", country.lower()]) == 0
    said = capsys.readouterr().out
    assert all(f"Por confirmar, {one.part}: {one.why}." in said for one in pack(country).drafts)
    assert main(["--json", "pack", "check", country.lower()]) == 0
    assert OWED[country] <= json.loads(capsys.readouterr().out)["drafts"].keys()


@pytest.mark.parametrize(
    ("country", "report", "owed"),
    [
        ("CO", "services", "no enumeran los servicios"),
        ("HN", "pes_scan", "y no sus preguntas"),
        ("HN", "space_map", "los siete son una propuesta"),
    ],
)
def test_packs_drafts_the_paper_that_rests_on_one_says_so(
    tmp_path: Path, country: str, report: str, owed: str
) -> None:
    with a_filled_country(tmp_path, country) as work:
        built = work.reports.build(report, Wanted(record=_first(work, report)))
        told = built.blocks[-1]
        assert isinstance(told, Paragraph)
        assert told.aside
        printed = " ".join(words_of(work.reports.write(built, "pdf")).split())
        assert "Borrador: " in printed
        assert owed in printed
        assert "Lo da o lo confirma el ministerio." in printed


def test_packs_drafts_the_space_map_prints_the_step_of_each_mesa(tmp_path: Path) -> None:
    with a_filled_country(tmp_path, "HN") as work:
        told = rows(work.reports.build("space_map", Wanted()), "Hacia el plan local")
    assert len(told) == 18
    assert {row[1] for row in told} == {"0/7"}
    assert {row[2] for row in told} == {"Instalación de la mesa y acta de constitución"}


def _first(work: Work, report: str) -> UUID | None:
    about = work.reports.facts(report).about
    return work.registers.list(about).rows[0].id if about else None
