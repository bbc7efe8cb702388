"""D36: the goals of the improvement plan and their traffic light (S4:886-892)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from fieldapp.rules.measuring import Light
from fieldapp.work.reports import Wanted
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.plans import PERU, a_plan, bring


def test_d36_the_five_goals_and_31_of_44_is_amber(tmp_path: Path) -> None:
    with a_desk(tmp_path, **PERU) as desk:
        work = Work(desk)
        plan = a_plan(work)
        bring(work, "pe_puno_goals.csv", plan)
        parts = work.plans.parts(plan)
        goals = [parts.targets_of(one)[0] for one in parts.indicators]
        assert [goal.value for goal in goals] == [3, 44, 8, 3, 80]
        assert goals[1].text == "Asistencia Técnica y Capacitaciones."
        assert [one.unit for one in parts.indicators] == [*["number"] * 4, "percent"]

        measured = {
            "indicator": parts.indicators[1].id,
            "on": date(2015, 11, 30),
            "value": Decimal(31),
            "evidence": "Listas de asistencia",
        }
        work.registers.save("measurement", None, measured)
        parts = work.plans.parts(plan)
        standing = parts.standing(parts.indicators[1], desk.today())
        assert (standing.percent, standing.light) == (Decimal("70.5"), Light.AMBER)
        report = work.reports.build("plan_indicators", Wanted(record=plan))
        row = report.tables[0].rows[1]
        assert row[-2:] == (Decimal("70.5"), "Ámbar")
