"""What reached the departments and their capitals: recommendations, company, stages, audiences."""

from __future__ import annotations

from typing import Any

import pytest

from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.records.policies import Accompaniment, PolicyInstrument, RecommendationDoc
from fieldapp.records.visits import Activity, Audience
from fieldapp.rules.dissemination import disseminations_of
from fieldapp.rules.recommending import recommended_in
from fieldapp.rules.territorial_coverage import (
    bodies_covered,
    capitals_of,
    departments_of,
    furthest_stage,
    stage_by_department,
)
from tests.given.field_work import an_id
from tests.given.packs import pack


@pytest.mark.parametrize(
    ("country", "departments", "capitals"), [("CO", 32, 32), ("PE", 25, 25), ("HN", 18, 18)]
)
def test_each_country_has_its_departments_and_capitals(
    country: str, departments: int, capitals: int
) -> None:
    territories = pack(country).territories
    assert len(departments_of(territories)) == departments
    assert len(capitals_of(territories)) == capitals


def test_a_capital_district_is_counted_apart() -> None:
    assert "11" not in departments_of(pack().territories)
    assert "11001" in capitals_of(pack().territories)


def a_doc(name: str, territory: str, summary: str = "") -> RecommendationDoc:
    return RecommendationDoc(
        id=an_id(name), territory=TerritoryCode(territory), executive_summary=summary
    )


def test_a_department_is_complete_only_with_both() -> None:
    both, long, short = (
        a_doc("a", "19", "En dos páginas."),
        a_doc("b", "76"),
        a_doc("c", "05", "Sí."),
    )
    told = recommended_in(["19", "76", "05", "08"], [both, long, short], {both.id, long.id}, set())
    assert [one.complete for one in told] == [True, False, False, False]
    assert sum(one.has_document for one in told) == 2
    assert sum(one.has_summary for one in told) == 2


def test_the_halves_of_two_documents_do_not_make_one() -> None:
    long, short = a_doc("b", "76"), a_doc("c", "76", "Solo el resumen.")
    (told,) = recommended_in(["76"], [long, short], {long.id}, {short.id})
    assert (told.has_document, told.has_summary, told.complete) == (True, True, False)
    assert told.socialised


def accompanied(body: str, territory: str, **known: Any) -> Accompaniment:
    return Accompaniment(
        id=an_id(f"{body} {territory} {known}"),
        body=Code(body),
        territory=TerritoryCode(territory),
        **known,
    )


def test_coverage_is_one_percentage_for_each_body() -> None:
    rows = [
        *(accompanied("planning_council", one) for one in departments_of(pack().territories)),
        *(accompanied("territorial_entity", one) for one in ("19", "19001", "19001", "19318")),
        accompanied("corporation", "19", annulled="Escrito dos veces"),
    ]
    told = bodies_covered(rows, pack())
    assert [(one.departments, one.capitals, str(one.percent)) for one in told] == [
        (32, 0, "50.0"),
        (1, 1, "3.1"),
        (0, 0, "0"),
    ]


def test_a_department_stands_where_its_furthest_instrument_stands() -> None:
    rows = [
        PolicyInstrument(id=an_id(f"row {n}"), territory=TerritoryCode(code), stage=Code(stage))
        for n, (code, stage) in enumerate(
            [("19", "agenda"), ("19318", "adoption"), ("76", "formulation"), ("11001", "agenda")]
        )
    ]
    told = stage_by_department(rows, pack())
    assert (told["19"], told["76"], told["05"], told["11"]) == (
        "adoption",
        "formulation",
        "",
        "agenda",
    )
    assert furthest_stage([None, "unknown"]) == ""


def test_one_dissemination_for_three_audiences_is_one() -> None:
    held = Activity(id=an_id("held"), kind=Code("dissemination"), status=Code("closed"))
    again = Activity(id=an_id("again"), kind=Code("dissemination"), status=Code("done"))
    planned = Activity(id=an_id("planned"), kind=Code("dissemination"))
    talk = Activity(id=an_id("talk"), kind=Code("session"), status=Code("done"))
    rows = [
        Audience(id=an_id(f"row {n}"), activity=visit.id, audience=Code(code), people=people)
        for n, (visit, code, people) in enumerate(
            [
                (held, "youth", 120),
                (held, "parents", 40),
                (held, "teachers", 12),
                (planned, "youth", 500),
                (talk, "youth", 30),
            ]
        )
    ]
    told = disseminations_of(
        [held, again, planned, talk], rows, ("youth", "parents", "teachers", "elected")
    )
    assert told.held == 2
    assert told.people == 172
    assert [(one.disseminations, one.people) for one in told.by_audience] == [
        (1, 120),
        (1, 40),
        (1, 12),
        (0, 0),
    ]
    assert told.without_audience == 1
