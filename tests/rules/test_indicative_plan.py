"""The indicative plan: lights, sums, and rows that do not add up (D40)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from fieldapp.records.describe import Code
from fieldapp.records.territorial import (
    IndicativeTarget,
    PlanGuideline,
    TargetYear,
    TerritorialPlan,
)
from fieldapp.rules.indicative_plan import TargetStanding, standing_of_plan, standing_of_target
from fieldapp.rules.measuring import Light
from tests.given.field_work import an_id

PLAN = TerritorialPlan(id=an_id("plan"), name="Cauca 2016–2019", first_year=2016, last_year=2019)


def a_target(**known: Any) -> IndicativeTarget:
    told = {"four_year_target": Decimal(100), "accumulation": Code("incremental")}
    return IndicativeTarget(id=an_id("target"), plan=PLAN.id, **{**told, **known})


def a_year(
    year: int, programmed: int | None, executed: int | None = None, **known: Any
) -> TargetYear:
    return TargetYear(
        id=an_id(f"{year} {known.get('target', '')}"),
        plan=PLAN.id,
        year=year,
        programmed=None if programmed is None else Decimal(programmed),
        executed=None if executed is None else Decimal(executed),
        **{"target": an_id("target"), **known},
    )


def standing(target: IndicativeTarget, *years: TargetYear) -> TargetStanding:
    return standing_of_target(PLAN, target, years)


def test_years_of_an_incremental_target_sum_to_it() -> None:
    told = standing(a_target(), *(a_year(2016 + n, 25) for n in range(4)))
    assert told.programmed == 100
    assert told.flags == ()


def test_a_row_whose_years_do_not_sum_to_the_target_is_marked() -> None:
    told = standing(a_target(), a_year(2016, 25), a_year(2017, 25), a_year(2018, 40))
    (flag,) = told.flags
    assert str(flag) == "Lo programado suma 90 y la meta del cuatrienio es 100."


@pytest.mark.parametrize("accumulation", ["stock", "flow"])
def test_years_that_do_not_add_up_are_not_summed(accumulation: str) -> None:
    target = a_target(accumulation=Code(accumulation))
    told = standing(target, a_year(2016, 60, 50), a_year(2017, 100, 80))
    assert (told.programmed, told.executed) == (100, 80)
    assert told.percent == 80
    assert told.flags == ()


def test_the_light_compares_only_the_years_that_were_reported() -> None:
    years = a_year(2016, 25, 24), a_year(2017, 25, 21), a_year(2018, 25), a_year(2019, 25)
    told = standing(a_target(), *years)
    assert told.percent == 90
    assert told.light is Light.GREEN
    assert told.reached_percent == 45


def test_a_target_nobody_reported_is_not_red() -> None:
    assert standing(a_target(), a_year(2016, 100)).light is None
    assert standing(a_target(), a_year(2016, 100, 0)).light is Light.RED


def test_what_a_row_lacks_or_says_twice_is_told() -> None:
    told = standing(
        a_target(four_year_target=None),
        a_year(2016, 10),
        a_year(2016, 10, target=an_id("target")),
        a_year(2025, 10),
    )
    said = [str(flag) for flag in told.flags]
    assert said == [
        "No tiene meta del cuatrienio.",
        "El año 2016 está 2 veces.",
        "El año 2025 está fuera del plan.",
    ]
    assert str(standing(a_target(accumulation=None)).flags[0]).startswith("No dice cómo")


def test_a_plan_counts_its_own_rows_and_its_guidelines() -> None:
    other = an_id("other plan")
    guidelines = [
        PlanGuideline(id=an_id(f"g{n}"), plan=plan, included=Code(answer) if answer else None)
        for n, (plan, answer) in enumerate(
            [(PLAN.id, "yes"), (PLAN.id, "partial"), (PLAN.id, "no"), (PLAN.id, ""), (other, "yes")]
        )
    ]
    told = standing_of_plan(PLAN, [a_target()], [a_year(2016, 90, 90)], guidelines)
    assert dict(told.included) == {"yes": 1, "partial": 1, "no": 1, "": 1}
    assert told.took_guidelines
    assert told.flagged == 1
    assert dict(told.lights) == {Light.GREEN: 1}
