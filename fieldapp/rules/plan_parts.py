"""A plan with all its rows, as its rules and its reports read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from fieldapp.packs.pack import Pack
from fieldapp.records.indicators import Indicator, Measurement, Target, VerificationMean
from fieldapp.records.plans import Alignment, ChainLink, Plan, PlanNode, RoleAssignment
from fieldapp.records.plans import ScheduleEntry as Entry
from fieldapp.rules.logframe import LogframeRow, levels_with_rows, logframe
from fieldapp.rules.measuring import IndicatorStanding, standing
from fieldapp.rules.plan_roles import Completeness, RoleRow, completeness, role_rows
from fieldapp.rules.plan_schedule import Schedule, schedule_of


@dataclass(frozen=True, slots=True)
class PlanParts:
    """One plan. `named` are the titles of what its rows point to outside of it, by id."""

    plan: Plan
    nodes: tuple[PlanNode, ...] = ()
    roles: tuple[RoleAssignment, ...] = ()
    chain: tuple[ChainLink, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    targets: tuple[Target, ...] = ()
    means: tuple[VerificationMean, ...] = ()
    entries: tuple[Entry, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    named: dict[UUID, str] = field(default_factory=dict[UUID, str])

    def role_rows(self, pack: Pack) -> list[RoleRow]:
        """The matrix of roles."""
        return role_rows(self.roles, pack.catalogue("plan_phases"))

    def completeness(self, pack: Pack) -> Completeness:
        """How far the matrix of roles is filled."""
        levels = [one.code for one in pack.catalogue("gov_levels")]
        phases = [one.code for one in pack.catalogue("plan_phases")]
        return completeness(self.role_rows(pack), levels, phases)

    def logframe(self, gov_level: str | None) -> list[LogframeRow]:
        """The logical matrix of a level of government."""
        return logframe(self.nodes, self.indicators, self.means, gov_level)

    def levels(self, pack: Pack) -> list[str | None]:
        """The levels of government that have a logical matrix."""
        return levels_with_rows(self.nodes, [one.code for one in pack.catalogue("gov_levels")])

    def standing(self, indicator: Indicator, today: date) -> IndicatorStanding:
        """How an indicator stands today."""
        return standing(indicator, self.targets_of(indicator), self.measured(indicator), today)

    def targets_of(self, indicator: Indicator) -> list[Target]:
        """The goals and trends of an indicator, by year."""
        own = [one for one in self.targets if one.indicator == indicator.id]
        return sorted(own, key=lambda one: (one.year or 0, one.kind or "", one.id))

    def measured(self, indicator: Indicator) -> list[Measurement]:
        """The measurements of an indicator."""
        return [one for one in self.measurements if one.indicator == indicator.id]

    def schedule(self, today: date) -> Schedule:
        """The months in which its rows are done; entries that only name months are of its year."""
        start = self.plan.starts_on
        return schedule_of(self.nodes, self.entries, start.year if start else today.year)
