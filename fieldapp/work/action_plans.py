"""An action plan: its board by priority, and its approval."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from fieldapp.records.describe import Code
from fieldapp.records.plans import Plan, PlanNode
from fieldapp.rules.action_plan import PriorityBoard, Unready, board_of, what_approval_lacks
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import change, fetch, put
from fieldapp.work.desk import Changes, Desk, Saved
from fieldapp.work.issued import must_be_open
from fieldapp.work.order import in_order


@dataclass(frozen=True, slots=True)
class ActionBoard:
    """A plan with its actions by priority, and those that keep it from being approved."""

    plan: Plan
    board: PriorityBoard
    unready: list[Unready]


class ActionPlans:
    """What is done with actions by priority; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def board(self, plan: UUID) -> ActionBoard:
        """The actions of a plan by priority, each in its place."""
        with self._desk.reading() as reading:
            kept = fetch(reading, Plan, plan)
            nodes = nodes_of(reading, plan)
            return ActionBoard(kept, board_of(nodes), what_approval_lacks(nodes))

    def edit(self, action: UUID, changes: Changes) -> Saved:
        """Keep what was typed of an action: its priority, who, when, how much."""
        with self._desk.writing() as writing:
            node = fetch(writing, PlanNode, action)
            must_be_open(writing, node.plan)
            return put(self._desk, writing, change(self._desk, node, changes))

    def approve(self, plan: UUID, act: str = "") -> Saved:
        """Approve a plan by an act of the institution.

        Raises Refused, naming the actions, while one lacks what its priority asks for.
        """
        with self._desk.writing() as writing:
            kept = fetch(writing, Plan, plan)
            typed = {"approval_act": act} if act else {}
            approved = change(self._desk, kept, typed, status=Code("approved"))
            return put(self._desk, writing, approved)


def nodes_of(reading: Reading, plan: UUID) -> list[PlanNode]:
    """The rows of a plan, in order."""
    return sorted(reading.all(PlanNode, {"plan": plan}), key=in_order)
