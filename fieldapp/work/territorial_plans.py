"""The plans of territories as they are followed: each with its targets, and their years written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from fieldapp.records.territorial import (
    IndicativeTarget,
    PlanGuideline,
    TargetYear,
    TerritorialPlan,
)
from fieldapp.rules.indicative_plan import PlanStanding, standing_of_plan
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.allowed import must_be_allowed
from fieldapp.work.changing import change, create, fetch, put
from fieldapp.work.desk import Desk, Saved


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A plan as its page shows it. `years` are those of the plan and any other that was written."""

    plan: TerritorialPlan
    place: str
    standing: PlanStanding
    years: tuple[int, ...]


class TerritorialPlans:
    """What is done with plans on their own page; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def sheet(self, plan: UUID | None) -> PlanSheet | None:
        """A plan; without one, the newest. None where there is no plan yet."""
        with self._desk.reading() as reading:
            kept = fetch(reading, TerritorialPlan, plan) if plan else _newest(reading)
            if kept is None:
                return None
            (standing,) = standings_of(reading, [kept])
            place = self._desk.pack.territories.path(kept.territory or "")
            return PlanSheet(kept, place, standing, standing.years)

    def write_year(self, target: UUID, year: int, changes: dict[str, Decimal | None]) -> Saved:
        """Keep what was programmed or executed of a target in a year.

        Raises WrongFields, or Refused if this officer may not.
        """
        with self._desk.writing() as writing:
            plan = fetch(writing, IndicativeTarget, target).plan
            own = writing.all(TargetYear, {"target": target, "year": year}, limit=1)
            known: dict[str, Any] = {"plan": plan, "target": target, "year": year}
            record = (
                change(self._desk, own[0], changes)
                if own
                else create(self._desk, TargetYear, {**known, **changes})
            )
            must_be_allowed(self._desk, writing, record, changes.keys())
            return put(self._desk, writing, record)


def standings_of(reading: Reading, plans: Iterable[TerritorialPlan]) -> list[PlanStanding]:
    """How plans stand, their rows read in three questions and not in three for each plan."""
    of: dict[UUID, TerritorialPlan] = {one.id: one for one in plans}
    targets = _by_plan(reading.all(IndicativeTarget, {"plan": list(of)}))
    years = _by_plan(reading.all(TargetYear, {"plan": list(of)}))
    guidelines = _by_plan(reading.all(PlanGuideline, {"plan": list(of)}))
    return [
        standing_of_plan(plan, targets.get(one, ()), years.get(one, ()), guidelines.get(one, ()))
        for one, plan in of.items()
    ]


def _newest(reading: Reading) -> TerritorialPlan | None:
    return next(iter(reading.all(TerritorialPlan, {}, ("-created_at",), 1)), None)


def _by_plan(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.plan, []).append(row)
    return found
