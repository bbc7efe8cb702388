"""Every report of the catalogue says something with each country's demonstration set (section 4).

The few that stay empty are listed with the reason: nothing is invented to fill a paper.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Final
from uuid import UUID

import pytest

from fieldapp.documents.conformance import faults
from fieldapp.rules.report import Heading, Report
from fieldapp.work.reports import ReportFacts, Wanted
from fieldapp.work.work import Work
from tests.given.countries import a_filled_country

_LOOKED_AT: Final = 40
"""So many records of a kind: one that is full is enough."""

_PRINTED_ROWS: Final = 100

_EVERYWHERE: Final = {
    "requests": "an officer's requests are private to who receives them (R6)",
    "request_receipt": "an officer's requests are private to who receives them (R6)",
    "handover": "nobody left a post yet",
    "plan_consolidated": "a consolidation has plans that regions send; nobody sent one yet",
}
_NOT_IN_THE_SOURCES: Final = {
    "CO": {
        "budget_request": "priorities 1 to 4 are Honduras's",
        "evaluation": "no evaluation is described",
        "letter_chain": "no letters are cited",
        "mission": "no mission of cooperation is described",
        "outages": "no external system is said to fail",
        "pes_scan": "the PES Scan is Honduras's",
        "referrals": "no referrals are described",
        "satisfaction": "services are the ministry's to list, and a survey is of one",
        "service_gap": "services are the ministry's to list",
        "services": "services are the ministry's to list",
        "team": "no team is described",
        "teams": "no team is described",
        "turnover": "no change of post is described",
    },
    "PE": {
        "budget_request": "priorities 1 to 4 are Honduras's",
        "certificates": "what was taught is not told, only what will be",
        "executive_summary": "recommendations to territories are Colombia's",
        "indicative_plan": "plans of territories are Colombia's",
        "indicative_plans": "plans of territories are Colombia's",
        "mission": "no mission of cooperation is described",
        "pes_scan": "the PES Scan is Honduras's",
        "plan_projects": "the plan has actions and no projects",
        "plan_schedule": "the page with the cronograma is lost: it says «pendiente»",
        "recommendations": "recommendations to territories are Colombia's",
        "referrals": "no referrals are described",
        "trainings": "what was taught is not told, only what will be",
    },
    "HN": {
        "evaluation": "no evaluation is described but the PES Scan",
        "executive_summary": "recommendations to territories are Colombia's",
        "indicative_plan": "plans of territories are Colombia's",
        "indicative_plans": "plans of territories are Colombia's",
        "letter_chain": "no letters are cited",
        "norms": "no norm is cited by its number",
        "operational_plan": "no operational plan is described",
        "outages": "no external system is said to fail",
        "plan_budget": "the budget is still to be computed, says the source",
        "plan_chain": "no value chain is described",
        "plan_projects": "the plan has actions and no projects",
        "plan_roles": "no roles by phase and level are described",
        "plan_schedule": "dates are still to be set, says the source: it says «pendiente»",
        "recommendations": "recommendations to territories are Colombia's",
        "satisfaction": "no survey is described",
        "team": "no team is described",
        "teams": "no team is described",
    },
}


@pytest.fixture(scope="module", params=["CO", "PE", "HN"])
def work(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Work]:
    country: str = request.param
    with a_filled_country(tmp_path_factory.mktemp(country), country) as work:
        yield work


def test_no_report_is_empty_but_those_whose_reason_is_known(work: Work) -> None:
    allowed = {**_EVERYWHERE, **_NOT_IN_THE_SOURCES[work.desk.pack.country]}
    empty = {one.name for one in work.reports.known() if not _says_something(work, one)}
    assert empty == set(allowed)


def test_each_of_them_is_a_paper_that_keeps_the_standards_and_a_sheet(work: Work) -> None:
    """Of one record each; long lists of a whole country are left to the tests of their own."""
    for facts in work.reports.known():
        for record in _records(work, facts)[:1]:
            report = work.reports.build(facts.name, Wanted(record=record))
            assert work.reports.write(report, "xlsx").startswith(b"PK"), facts.name
            if sum(len(one.rows) for one in report.tables) <= _PRINTED_ROWS:
                assert faults(work.reports.write(report, "pdf")) == [], facts.name


def _says_something(work: Work, facts: ReportFacts) -> bool:
    return any(
        _is_full(work.reports.build(facts.name, Wanted(record=one)))
        for one in _records(work, facts)
    )


def _is_full(report: Report) -> bool:
    return (
        any(one.rows for one in report.tables)
        if report.tables
        else any(isinstance(one, Heading) for one in report.blocks)
    )


def _records(work: Work, facts: ReportFacts) -> list[UUID | None]:
    if not facts.about:
        return [None]
    with work.desk.reading() as reading:
        rows = reading.listing(facts.about, ("id",), {}, ("created_at",), _LOOKED_AT)
    return [one for (one,) in rows]
