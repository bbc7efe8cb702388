"""The plans of all territories beside each other, and what each still lacks (domain W8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fieldapp.packs.folding import in_alphabet
from fieldapp.packs.pack import Pack
from fieldapp.records.plans import Plan
from fieldapp.rules.logframe import quality
from fieldapp.rules.national_template import Ownership
from fieldapp.rules.plan_parts import PlanParts


@dataclass(frozen=True, slots=True)
class RegionalPlan:
    """How one territory completed the template.

    `validated` tells whether a workshop agreed to it; `own` are rows that it wrote; `roles` its
    filled cells by level of government; the rest counts rows of its logical matrix that lack
    something, and actions without a date.
    """

    plan: UUID
    territory: str
    name: str
    version: int
    status: str
    sent_on: date | None
    validated: bool
    own: int
    roles: dict[str, int]
    without_indicator: int
    without_means: int
    without_date: int

    def lacks(self, newest: int) -> bool:
        """Whether something is missing, or an older version was completed."""
        gaps = self.without_indicator or self.without_means or self.without_date
        return bool(gaps) or self.version < newest or not all(self.roles.values())


@dataclass(frozen=True, slots=True)
class Consolidated:
    """All territories of the country. `missing` are the names of those without a plan."""

    template: Plan
    newest: int
    plans: tuple[RegionalPlan, ...]
    missing: tuple[str, ...]

    @property
    def sent(self) -> int:
        """How many plans were sent, or approved already."""
        return sum(one.status in ("sent", "approved") for one in self.plans)


def consolidate(
    template: Plan, versions: Sequence[Plan], regional: Iterable[PlanParts], pack: Pack
) -> Consolidated:
    """Lay the plans out by territory; `versions` are all those of the template."""
    numbers = {one.id: one.version or 1 for one in versions}
    published = [one.version or 1 for one in versions if one.status == "published"]
    plans = sorted(
        (_plan(parts, numbers, pack) for parts in regional),
        key=lambda one: in_alphabet(one.name),
    )
    there = {one.territory for one in plans}
    missing = [one.name for one in pack.territories if one.level == 1 and one.code not in there]
    return Consolidated(
        template, max(published, default=1), tuple(plans), tuple(sorted(missing, key=in_alphabet))
    )


def _plan(parts: PlanParts, numbers: dict[UUID, int], pack: Pack) -> RegionalPlan:
    levels = [one.code for one in pack.catalogue("gov_levels")]
    rows = (*parts.nodes, *parts.roles, *parts.indicators, *parts.means)
    owned = Ownership.of(rows, levels[0])
    lacking = [quality(parts.logframe(level)) for level in parts.levels(pack) if level != levels[0]]
    plan = parts.plan
    year = plan.starts_on or plan.sent_on or date.min
    return RegionalPlan(
        plan=plan.id,
        territory=plan.territory or "",
        name=pack.territories.path(plan.territory) if plan.territory else "",
        version=numbers.get(plan.parent_plan, 1) if plan.parent_plan else 1,
        status=plan.status or "draft",
        sent_on=plan.sent_on,
        validated=plan.workshop is not None,
        own=sum(not owned.is_fixed(row) for row in rows),
        roles={level: parts.completeness(pack).by_level[level] for level in levels[1:]},
        without_indicator=sum(len(one.without_indicator) for one in lacking),
        without_means=sum(len(one.without_means) for one in lacking),
        without_date=len(parts.schedule(year).pending),
    )
