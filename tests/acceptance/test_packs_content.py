"""Packs, section 7.2: what each country's pack holds, and that what no law confirmed is a draft."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from fieldapp.packs import COUNTRIES
from fieldapp.packs.about import about_country
from fieldapp.packs.resources import resource_path
from fieldapp.records.describe import Money
from tests.given.packs import pack

every_country = pytest.mark.parametrize("country", COUNTRIES)


def codes(country: str, catalogue: str) -> list[str]:
    return [one.code for one in pack(country).catalogue(catalogue)]


def written(country: str) -> dict[str, Any]:
    file = resource_path("packs", country.lower(), "pack.json")
    return dict(json.loads(file.read_text(encoding="utf-8")))


def test_packs_content_services_are_twelve_in_peru_and_five_in_honduras() -> None:
    assert codes("PE", "services") == list("abcdefghijkl")
    assert len(codes("HN", "services")) == 5


def test_packs_content_axes_dimensions_and_challenges_are_those_of_the_sources() -> None:
    assert codes("CO", "axes") == ["AT", "GT", "FDT"]
    assert codes("CO", "agreement_axes") == ["PLE1", "PLE2", "PLE3"]
    assert codes("PE", "axes") == ["OE1", "OE2", "OE3"]
    assert codes("HN", "agreement_axes") == ["E1", "E2", "E3"]
    assert codes("HN", "pes_dimensions") == [
        "governance",
        "organization",
        "partnerships",
        "performance",
    ]
    assert codes("HN", "action_capacities") == ["preparedness", "response"]
    assert codes("CO", "challenges") == ["01", "02", "03", "04", "05"]


def test_packs_content_levels_of_government_and_who_signs_what() -> None:
    assert codes("CO", "gov_levels") == ["national", "department", "municipal"]
    assert codes("PE", "gov_levels") == ["national", "regional", "local"]
    parties = {
        country: {one.code: one.parties for one in pack(country).catalogue("agreement_types")}
        for country in COUNTRIES
    }
    assert parties["CO"] == {"acuerdo_voluntades": 2, "acuerdo_promocion": 2}
    assert parties["PE"] == {
        "convenio_gestion": 2,
        "convenio_delegacion": 3,
        "convenio_cooperacion": 2,
    }
    assert parties["HN"] == {"convenio": 3}


def test_packs_content_money_is_written_as_each_country_writes_it() -> None:
    shown = [
        pack("CO").formats.money(Money("COP", 1_234_567)),
        pack("PE").formats.money(Money("PEN", 4_170_000)),
        pack("HN").formats.money(Money("HNL", 123_456)),
    ]
    assert [one.replace("\u00a0", " ") for one in shown] == [
        "$ 1.234.567",
        "S/ 41 700.00",
        "L 1,234.56",
    ]


def test_packs_content_the_laws_of_personal_data_are_those_in_force() -> None:
    assert any("1581" in law for law in pack("CO").data_protection.laws)
    assert any("016-2024-JUS" in law for law in pack("PE").data_protection.laws)
    assert any("170-2006" in law for law in pack("HN").data_protection.laws)


@every_country
def test_packs_content_norms_and_rules_of_money_say_that_they_are_drafts(country: str) -> None:
    there = pack(country)
    drafts = (there.legal.draft, there.trips.draft, there.budget.draft, there.data_protection.draft)
    assert all(drafts)
    assert all(written(country)[part]["draft"] for part in ("legal", "trips", "budget"))


@every_country
def test_packs_content_help_tells_the_words_the_norms_and_that_they_are_a_draft(
    country: str,
) -> None:
    there = pack(country)
    told = "\n".join(map(str, about_country(there)))
    assert there.version in told
    assert all(one.meaning in told for one in there.glossary)
    assert there.legal.signatures[0] in told
    assert "borrador" in told


@every_country
def test_packs_content_periods_follow_one_another(country: str) -> None:
    periods = pack(country).periods
    assert periods
    assert all(one.since <= one.until for one in periods)
    assert all(one.until < other.since for one, other in pairwise(periods))


@every_country
def test_packs_content_a_trip_report_and_its_settlement_have_their_parts(country: str) -> None:
    trips = pack(country).trips
    assert trips.report_days > 0
    assert trips.signers
    assert {"activities", "results"} <= {one.code for one in trips.sections}
    classes = set(codes(country, "per_diem_classes"))
    assert set(trips.rates) <= classes
