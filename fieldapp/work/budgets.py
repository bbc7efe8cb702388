"""The budget of a plan: its grid, and what changes in it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from fieldapp.records.budget import BudgetItem, BudgetLine
from fieldapp.records.describe import Code
from fieldapp.records.plans import Plan
from fieldapp.rules.budget import BudgetDoubt, BudgetSum, budget_sum, doubts_of
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import annul, change, create, fetch, put, restore
from fieldapp.work.desk import Changes, Desk, Saved
from fieldapp.work.issued import must_be_open
from fieldapp.work.order import in_order, last_position, position_after
from fieldapp.work.reasons import TAKEN_OUT


@dataclass(frozen=True, slots=True)
class BudgetGrid:
    """A plan's budget added up, with what in it deserves a second look."""

    plan: Plan
    budget: BudgetSum
    doubts: list[BudgetDoubt]


class Budgets:
    """What is done with the budget of a plan; each method is one transaction.

    Once a plan is published or sent its rows are fixed. Raises Refused, or WrongFields.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def grid(self, plan: UUID) -> BudgetGrid:
        """The items of a plan with their lines, totals and doubts."""
        with self._desk.reading() as reading:
            kept = fetch(reading, Plan, plan)
            budget = budget_of(self._desk, reading, plan)
            return BudgetGrid(kept, budget, doubts_of(budget, self._desk.pack))

    def add_item(self, plan: UUID, changes: Changes, after: UUID | None = None) -> Saved:
        """Add an item, last or after another one, under the next number."""
        with self._desk.writing() as writing:
            must_be_open(writing, plan)
            items = writing.all(BudgetItem, {"plan": plan})
            place = position_after(items, after) if after else last_position(items)
            number = max((one.number or 0 for one in items), default=0) + 1
            typed = {"number": number, **_with_state(changes)}
            item = create(self._desk, BudgetItem, typed, plan=plan, position=place)
            return put(self._desk, writing, item)

    def add_line(self, item: UUID, changes: Changes) -> Saved:
        """Add a line to an item; from then on the item costs what its lines cost."""
        with self._desk.writing() as writing:
            above = fetch(writing, BudgetItem, item)
            must_be_open(writing, above.plan)
            place = last_position(writing.all(BudgetLine, {"plan": above.plan}))
            known = {"plan": above.plan, "item": item, "position": place}
            return put(self._desk, writing, create(self._desk, BudgetLine, changes, **known))

    def edit(self, kind: type[BudgetItem | BudgetLine], id: UUID, changes: Changes) -> Saved:
        """Keep what was typed of an item or a line."""
        with self._desk.writing() as writing:
            kept = fetch(writing, kind, id)
            must_be_open(writing, kept.plan)
            typed = _with_state(changes) if isinstance(kept, BudgetItem) else changes
            return put(self._desk, writing, change(self._desk, kept, typed))

    def take_out(
        self, kind: type[BudgetItem | BudgetLine], id: UUID, reason: str = TAKEN_OUT
    ) -> Saved:
        """Take an item or a line out of the sums; its reason stays with it."""
        with self._desk.writing() as writing:
            kept = fetch(writing, kind, id)
            must_be_open(writing, kept.plan)
            return annul(self._desk, writing, kept, reason)

    def put_back(self, kind: type[BudgetItem | BudgetLine], id: UUID) -> Saved:
        """Take that back."""
        with self._desk.writing() as writing:
            kept = fetch(writing, kind, id)
            must_be_open(writing, kept.plan)
            return restore(self._desk, writing, kept)


def budget_of(desk: Desk, reading: Reading, plan: UUID) -> BudgetSum:
    """The budget of a plan, added up in the country's currency."""
    own = {"plan": plan}
    items = sorted(reading.all(BudgetItem, own), key=in_order)
    lines = sorted(reading.all(BudgetLine, own), key=in_order)
    return budget_sum(items, lines, desk.pack.formats.money_format.currency)


def _with_state(changes: Changes) -> Changes:
    """What was typed; who types a cost has determined it."""
    if changes.get("unit_cost") is not None and "state" not in changes:
        return {**changes, "state": Code("determined")}
    return changes
