"""The demonstration set of Honduras holds the 83 actions of its source, and a request for 33."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

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
