"""D30: the tree of objectives, strategies and actions of Puno (S4:198-242)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from fieldapp.records.plans import PlanNode
from fieldapp.rules.plan_tree import code_faults, tree_of
from fieldapp.work.work import Work
from tests.given.desks import a_desk
from tests.given.plans import PERU, a_plan, bring, rows_of


def test_d30_three_objectives_three_strategies_and_four_actions(tmp_path: Path) -> None:
    with a_desk(tmp_path, **PERU) as desk:
        work = Work(desk)
        plan = a_plan(work)
        bring(work, "pe_puno_tree.csv", plan)
        branches = tree_of(rows_of(work, PlanNode, plan))
        levels = Counter(branch.node.level for branch in branches)
        assert levels == {"objective": 3, "strategy": 3, "action": 4}
        under = [(branch.node.code, branch.depth) for branch in branches]
        assert under == [
            ("1", 0), ("1.1", 1), ("1.1.1", 2),
            ("2", 0), ("2.1", 1), ("2.1.1", 2), ("2.1.2", 2),
            ("3", 0), ("3.1", 1), ("3.1.1", 2),
        ]  # fmt: skip
        assert code_faults(branches) == []
