"""What a plan asks before it changes, and its rows: nobody copied them, they make no ring."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from fieldapp.records import KINDS
from fieldapp.records.indicators import Indicator
from fieldapp.records.plans import Plan, PlanNode
from fieldapp.records.text import Refused, say
from fieldapp.rules import action_plan
from fieldapp.rules.national_template import Ownership, is_of_a_template
from fieldapp.rules.permissions import Action, refusal
from fieldapp.rules.plan_tree import would_loop
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.desk import Desk
from fieldapp.work.issued import must_be_a_plan_at_work
from fieldapp.work.kind_rules.asked import Rules


def _plan(desk: Desk, writing: Writing, before: Plan | None, plan: Plan) -> None:
    """A plan is approved once each of its actions has what its priority asks for."""
    _must_not_be_a_template(desk, writing, before, before)
    if plan.status == "approved" and (before is None or before.status != "approved"):
        nodes = writing.all(PlanNode, {"plan": plan.id}, ("position",))
        action_plan.must_be_ready(nodes)


def _must_not_be_a_template(
    desk: Desk, reading: Reading, plan: Plan | None, changes: Any | None
) -> None:
    """Raise Refused where headquarters would set aside what an officer changes in its plan."""
    if plan is None:
        return
    who = desk.posting
    own = changes is None or changes.created_by in (None, who.officer)
    if is_of_a_template(reading.scope_of(plan), plan.status, own=own):
        refused = refusal(who.role, Action.TEMPLATE, KINDS["plan"], plan, who.officer)
        if refused is not None:
            raise Refused(refused)


def _plan_row(desk: Desk, writing: Writing, before: Any, row: Any) -> None:
    """Rows of a plan that was published or sent stay, and national rows in a regional plan (W8)."""
    belongs: UUID = row.plan
    must_be_a_plan_at_work(writing, belongs)
    if row.annulled and isinstance(row, PlanNode) and writing.count(PlanNode, {"parent": row.id}):
        raise Refused(say("Quite o mueva primero las filas que dependen de esta."))
    if isinstance(row, PlanNode) and _hangs_on_itself(writing, before, row):
        raise Refused(say("Una fila no puede depender de sí misma ni de las que dependen de ella."))
    plan = writing.get(Plan, belongs)
    _must_not_be_a_template(desk, writing, plan, before)
    if before is None or before.origin is None:
        return
    national = next(iter(desk.pack.catalogue("gov_levels"))).code
    owned = Ownership.of((before, *_above(writing, before)), national)
    if plan is not None and plan.parent_plan and owned.is_fixed(before):
        raise Refused(
            say("Esta fila es de la plantilla nacional y no se cambia en el plan del territorio.")
        )


def _hangs_on_itself(reading: Reading, before: Any, row: PlanNode) -> bool:
    moved = row.parent is not None and (before is None or before.parent != row.parent)
    return moved and would_loop(
        reading.all(PlanNode, {"plan": row.plan}, include_annulled=True), row.id, row.parent
    )


def _above(reading: Reading, row: Any) -> list[Any]:
    """What tells a row's level of government: its row of the plan, or its indicator's."""
    indicator = reading.get(Indicator, one) if (one := getattr(row, "indicator", None)) else None
    near = getattr(row, "plan_node", None) or (indicator.plan_node if indicator else None)
    node = reading.get(PlanNode, near) if near else None
    return [found for found in (indicator, node) if found is not None]


RULES: Final[Rules] = {
    Plan: _plan,
    **{spec.record: _plan_row for spec in KINDS.children_of("plan")},
}
