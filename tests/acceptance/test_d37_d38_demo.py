"""The demonstration sets hold the plans of their sources: 83 actions, and the budget of Puno."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from fieldapp.records.describe import Money
from fieldapp.work.reports import Wanted
from tests.given.countries import a_filled_country


def test_d38_the_honduran_set_holds_50_own_and_33_additional_actions(tmp_path: Path) -> None:
    with a_filled_country(tmp_path, "HN") as work:
        (plan,) = work.registers.list("plan").rows
        assert isinstance(plan.id, UUID)
        board = work.action_plans.board(plan.id).board
        assert (board.own, board.additional) == (50, 33)
        request = work.reports.build("budget_request", Wanted(record=plan.id))
        assert len(request.tables[1].rows) == 33


def test_d37_the_peruvian_set_holds_the_plan_of_puno_with_its_budget(tmp_path: Path) -> None:
    with a_filled_country(tmp_path, "PE") as work:
        (plan,) = work.registers.list("plan").rows
        budget = work.budgets.grid(plan.id).budget
        assert budget.levels == {"national": 36, "regional": 19}
        assert budget.total == Money("PEN", 139_700_00)
        assert any(cost.item.plan_node for cost in budget.costs)
