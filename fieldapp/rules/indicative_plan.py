"""The indicative plan of a territory: what each target reached, and rows that do not add up (D40).

An indicator that accumulates needs years that sum to its target; where they do not, the row is
marked and kept. The indicative plan may not change the goals of the development plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from fieldapp.records.territorial import (
    IndicativeTarget,
    PlanGuideline,
    TargetYear,
    TerritorialPlan,
)
from fieldapp.records.text import Text, say
from fieldapp.rules.measuring import Light, light_of, percent_of

INCREMENTAL: Final = "incremental"
_YEARS_MOST: Final = 6
"""A plan of more years was mistyped; only what was written of it is shown."""


def what_changing_lacks(
    plan: TerritorialPlan | None, before: IndicativeTarget | None, target: IndicativeTarget
) -> Text | None:
    """Say what a target still needs to be added or changed; None where nothing lacks.

    The indicative plan follows the goals of the development plan: where they are complete, an
    ordenanza or an acuerdo changes them, and each change names another act or the first one.
    """
    if plan is None or not plan.goals_fixed or target.change_act.strip():
        return None
    if before is not None and before.four_year_target == target.four_year_target:
        return None
    return say(
        "Las metas del plan «{plan}» están completas: para agregar o cambiar una, escriba «{act}».",
        plan=plan.name,
        act=say("Acto que la agregó o la cambió"),
    )


@dataclass(frozen=True, slots=True)
class TargetStanding:
    """A target with its years in order.

    `programmed` and `executed` are of the four years together: the sum where years add up, else
    the last one. `percent` compares them in the years that were reported; `reached_percent` what
    was executed with the whole target. `flags` tell what does not add up.
    """

    target: IndicativeTarget
    years: tuple[TargetYear, ...]
    programmed: Decimal | None
    executed: Decimal | None
    percent: Decimal | None
    reached_percent: Decimal | None
    flags: tuple[Text, ...]

    @property
    def light(self) -> Light | None:
        """The light of what was done of what was programmed so far; unreported is not red."""
        return light_of(self.percent) if self.percent is not None else None


def standing_of_target(
    plan: TerritorialPlan, target: IndicativeTarget, years: Iterable[TargetYear]
) -> TargetStanding:
    """How a target stands, from all its years."""
    own = sorted(
        (one for one in years if one.target == target.id and not one.annulled),
        key=lambda one: (one.year or 0, one.id),
    )
    reported = [one for one in own if one.executed is not None]
    programmed = _together(target, [one.programmed for one in own])
    executed = _together(target, [one.executed for one in own])
    so_far = _together(target, [one.programmed for one in reported])
    return TargetStanding(
        target,
        tuple(own),
        programmed,
        executed,
        _percent(executed, so_far),
        _percent(executed, target.four_year_target),
        tuple(_flags(plan, target, own, programmed)),
    )


def _percent(reached: Decimal | None, wanted: Decimal | None) -> Decimal | None:
    return None if reached is None or wanted is None else percent_of(reached, wanted)


def _together(target: IndicativeTarget, values: Iterable[Decimal | None]) -> Decimal | None:
    told = [value for value in values if value is not None]
    if not told:
        return None
    return sum(told, Decimal(0)) if target.accumulation == INCREMENTAL else told[-1]


def _flags(
    plan: TerritorialPlan,
    target: IndicativeTarget,
    years: Sequence[TargetYear],
    programmed: Decimal | None,
) -> Iterator[Text]:
    wanted = target.four_year_target
    if wanted is None:
        yield say("No tiene meta del cuatrienio.")
    elif target.accumulation is None:
        yield say("No dice cómo se acumulan los años.")
    elif target.accumulation == INCREMENTAL and programmed != wanted:
        yield say(
            "Lo programado suma {sum} y la meta del cuatrienio es {wanted}.",
            sum=shown(programmed or Decimal(0)),
            wanted=shown(wanted),
        )
    told = Counter(one.year for one in years if one.year is not None)
    for year, times in sorted(told.items()):
        if times > 1:
            yield say("El año {year} está {times} veces.", year=str(year), times=times)
        if not (plan.first_year or year) <= year <= (plan.last_year or year):
            yield say("El año {year} está fuera del plan.", year=str(year))


def shown(value: Decimal) -> str:
    """A figure without idle noughts, with a decimal comma."""
    return f"{value.normalize():f}".replace(".", ",")


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """A plan with its targets and how many of its guidelines it took in, by answer."""

    plan: TerritorialPlan
    targets: tuple[TargetStanding, ...]
    included: Counter[str]

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the plan, and any other in which something was written."""
        plan = self.plan
        told = {one.year for target in self.targets for one in target.years if one.year}
        if plan.first_year and plan.last_year and plan.last_year - plan.first_year < _YEARS_MOST:
            told |= set(range(plan.first_year, plan.last_year + 1))
        return tuple(sorted(told))

    @property
    def flagged(self) -> int:
        """How many of its targets do not add up."""
        return sum(bool(one.flags) for one in self.targets)

    @property
    def lights(self) -> Counter[Light | None]:
        """How many targets have each light, and how many nobody reported."""
        return Counter(one.light for one in self.targets)

    @property
    def took_guidelines(self) -> bool:
        """Whether it took in at least one guideline, in whole or in part."""
        return bool(self.included["yes"] or self.included["partial"])


def standing_of_plan(
    plan: TerritorialPlan,
    targets: Iterable[IndicativeTarget],
    years: Sequence[TargetYear],
    guidelines: Iterable[PlanGuideline],
) -> PlanStanding:
    """How a plan stands, from all that travels with it; rows of other plans are left out."""
    own = sorted((one for one in targets if _is_of(one, plan.id)), key=_in_order)
    return PlanStanding(
        plan,
        tuple(standing_of_target(plan, one, years) for one in own),
        Counter(str(one.included or "") for one in guidelines if _is_of(one, plan.id)),
    )


def _is_of(row: IndicativeTarget | PlanGuideline, plan: UUID) -> bool:
    return row.plan == plan and not row.annulled


def _in_order(row: IndicativeTarget) -> tuple[Decimal, UUID]:
    return row.position or Decimal(0), row.id
