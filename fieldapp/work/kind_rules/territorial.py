"""What a target of a territory's plan asks before it is added or changed."""

from __future__ import annotations

from typing import Final

from fieldapp.records.territorial import IndicativeTarget, TerritorialPlan
from fieldapp.records.text import Refused
from fieldapp.rules.indicative_plan import what_changing_lacks
from fieldapp.store.unit_of_work import Writing
from fieldapp.work.desk import Desk
from fieldapp.work.kind_rules.asked import Rules


def _target(
    desk: Desk, writing: Writing, before: IndicativeTarget | None, target: IndicativeTarget
) -> None:
    """The indicative plan adds no goal of its own."""
    del desk
    plan = writing.get(TerritorialPlan, target.plan) if target.plan else None
    lack = what_changing_lacks(plan, before, target)
    if lack is not None:
        raise Refused(lack)


RULES: Final[Rules] = {IndicativeTarget: _target}
