"""D34: indicators with baseline, trend and goals, comma and point alike (S4:812-822, 0.3)."""

from __future__ import annotations

from collections.abc import Generator
from decimal import Decimal
from pathlib import Path

import pytest

from fieldapp.records.indicators import Indicator
from fieldapp.rules.report import Picture
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.papers import words_of
from tests.given.plans import PERU, a_plan, bring


@pytest.fixture
def work(tmp_path: Path) -> Generator[Work]:
    with a_desk(tmp_path, **PERU) as desk:
        yield Work(desk)


def test_d34_base_trend_and_goal_of_each_indicator(work: Work) -> None:
    plan = a_plan(work)
    bring(work, "pe_puno_indicators.csv", plan)
    parts = work.plans.parts(plan)
    wages, decent, informal = parts.indicators

    def told(one: Indicator) -> list[tuple[str | None, int | None, Decimal | None]]:
        return [(target.kind, target.year, target.value) for target in parts.targets_of(one)]

    assert (wages.code, wages.formula) == ("15", "PEA asalariada/ PEA total")
    assert (wages.unit, wages.baseline_value) == ("percent", Decimal("42.7"))
    assert told(wages) == [("target", 2021, Decimal(60)), ("trend", 2021, Decimal(45))]
    assert (decent.baseline_value, decent.baseline_year) == (Decimal("51.6"), 2009)
    assert told(decent) == [("target", 2021, Decimal(75)), ("trend", 2021, Decimal(69))]
    assert (informal.baseline_value, informal.baseline_year) == (Decimal("68.6"), 2012)
    assert told(informal) == [("target", 2016, Decimal("64.5")), ("target", 2021, Decimal(60))]
    assert informal.direction == "down"


def test_d34_the_report_shows_them_in_the_manner_of_the_country(work: Work) -> None:
    plan = a_plan(work)
    bring(work, "pe_puno_indicators.csv", plan)
    charts = [
        block
        for block in work.reports.build("plan_indicators", Wanted(record=plan)).blocks
        if isinstance(block, Picture)
    ]
    assert [tuple(float(value) for _, value in chart.points) for chart in charts] == [
        (42.7, 45, 60), (51.6, 69, 75), (68.6, 64.5, 60),
    ]  # fmt: skip
    said = words_of(
        work.reports.write(work.reports.build("plan_indicators", Wanted(record=plan)), "pdf")
    )
    flat = " ".join(said.replace("\u00a0", " ").split())
    assert "42.7 %" in flat
    assert "68.6 % (2012)" in flat
    assert "Tasa de informalidad del empleo" in flat
