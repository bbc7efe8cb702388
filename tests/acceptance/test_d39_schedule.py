"""D39: the schedule month by month, and a plan without one (S4:63 has only its title)."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.records.describe import Code
from fieldapp.records.plans import PlanNode
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.papers import words_of
from tests.given.plans import PERU, a_plan, bring, rows_of


@pytest.fixture
def work(tmp_path: Path) -> Generator[Work]:
    with a_desk(tmp_path, **PERU) as desk:
        yield Work(desk)


@pytest.fixture
def plan(work: Work) -> UUID:
    plan = a_plan(work, starts_on=date(2015, 1, 1))
    bring(work, "pe_puno_tree.csv", plan)
    return plan


def test_d39_a_plan_without_schedule_says_how_many_actions_wait(work: Work, plan: UUID) -> None:
    report = work.reports.build("plan_schedule", Wanted(record=plan))
    assert "Cronograma: pendiente (4 acciones)" in words_of(work.reports.write(report, "pdf"))


def test_d39_an_action_stands_in_its_months_and_its_milestone_in_the_calendar(
    work: Work, plan: UUID
) -> None:
    action = next(one for one in rows_of(work, PlanNode, plan) if one.code == "2.1.1")
    work.registers.children.add(
        "schedule_entry",
        plan,
        {
            "plan_node": action.id,
            "months": frozenset({Code("m03"), Code("m11")}),
            "milestone": True,
            "responsible_name": "Dirección de Promoción del Empleo",
        },
    )
    report = work.reports.build("plan_schedule", Wanted(record=plan))
    (table,) = report.tables
    assert table.caption == "Cronograma 2015"
    assert table.rows[0][3:] == ("", "", "X", "", "", "", "", "", "", "", "H", "")
    calendar = work.plans.calendar(plan).decode()
    assert calendar.count("BEGIN:VEVENT") == 1
    assert "20151130" in calendar
