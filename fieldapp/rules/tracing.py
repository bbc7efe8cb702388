"""Walking from a finding to what it led to, and back (workflows W7 and W9).

Every arrow is one stored reference. Which record holds it does not matter to who asks where a
line comes from: an arrow names its holder, its field, and on which side of the walk the holder is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

Place = tuple[str, UUID]
"""The kind and the id of a record."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A reference of the chain: the field `field` of `holder`, which points to one of `to`.

    `holder_comes_later` tells that the holder follows from what it points to, as a cause follows
    from its problem; a finding comes before the problem that it points to.
    """

    holder: str
    field: str
    to: tuple[str, ...]
    holder_comes_later: bool = True


DIAGNOSIS: Final = (
    Arrow("finding", "problem", ("problem",), holder_comes_later=False),
    Arrow("cause", "problem", ("problem",)),
    Arrow("alternative", "cause", ("cause",)),
    Arrow("prioritisation", "chosen_from", ("alternative", "cause", "problem")),
)
"""The arrows from what was found to what is taken up."""

PLAN: Final = (
    Arrow("plan_node", "prioritisation", ("prioritisation",)),
    Arrow("plan_node", "gap", ("assessment_item",)),
    Arrow("plan_node", "commitment", ("commitment",)),
    Arrow("commitment", "origin", ("activity", "agreement", "plan")),
    Arrow("plan_node", "parent", ("plan_node",)),
    Arrow("role_assignment", "plan_node", ("plan_node",)),
    Arrow("budget_item", "plan_node", ("plan_node",)),
    Arrow("budget_line", "item", ("budget_item",)),
    Arrow("funding", "plan_node", ("plan_node",)),
    Arrow("schedule_entry", "plan_node", ("plan_node",)),
    Arrow("operational_line", "plan_node", ("plan_node",)),
    Arrow("indicator", "plan_node", ("plan_node",)),
    Arrow("target", "indicator", ("indicator",)),
    Arrow("verification_mean", "plan_node", ("plan_node",)),
    Arrow("verification_mean", "indicator", ("indicator",)),
    Arrow("verification_mean", "attachment", ("attachment",), holder_comes_later=False),
    Arrow("measurement", "indicator", ("indicator",)),
    Arrow("measurement", "attachment", ("attachment",), holder_comes_later=False),
    Arrow("measurement", "activity", ("activity",), holder_comes_later=False),
    Arrow("minutes", "activity", ("activity",)),
)
"""The arrows from what is taken up to what proves that it was done."""

RECOMMENDED: Final = (
    Arrow("recommendation", "problem", ("problem",)),
    Arrow("recommendation", "document", ("recommendation_doc",), holder_comes_later=False),
    Arrow("socialisation", "document", ("recommendation_doc",)),
    Arrow("socialisation", "activity", ("activity",), holder_comes_later=False),
    Arrow("plan_guideline", "recommendation", ("recommendation",)),
    Arrow("plan_guideline", "plan", ("territorial_plan",), holder_comes_later=False),
    Arrow("indicative_target", "plan", ("territorial_plan",)),
    Arrow("target_year", "target", ("indicative_target",)),
)
"""The arrows from a problem to what was recommended, told, taken into a plan and done (W9)."""

ARROWS: Final = (*DIAGNOSIS, *PLAN, *RECOMMENDED)
"""Every arrow that is walked, from a finding on."""

Pointed = Callable[[Place, str], Sequence[Place]]
"""What the field of a record points to: one place, or none."""

Pointing = Callable[[str, str, UUID], Sequence[Place]]
"""The records of a kind whose field points to an id."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What comes before a record and what after it, the nearest first, each once."""

    start: Place
    before: tuple[Place, ...]
    after: tuple[Place, ...]


def is_on_a_way(kind: str) -> bool:
    """Tell whether records of a kind stand on the walk, so that it may be offered from them."""
    return any(kind in (arrow.holder, *arrow.to) for arrow in ARROWS)


def trace(start: Place, arrows: Sequence[Arrow], pointed: Pointed, pointing: Pointing) -> Trace:
    """Walk the arrows from a record to both ends.

    Backwards only backwards, so that the siblings of a record are never taken for its causes.
    """

    def near(place: Place, *, later: bool) -> list[Place]:
        kind, record = place
        found: list[Place] = []
        for arrow in arrows:
            if arrow.holder == kind and arrow.holder_comes_later != later:
                found += pointed(place, arrow.field)
            if kind in arrow.to and arrow.holder_comes_later == later:
                found += pointing(arrow.holder, arrow.field, record)
        return found

    def walk(*, later: bool) -> tuple[Place, ...]:
        seen: dict[Place, None] = {}
        waiting = [start]
        while waiting:
            following = [
                one for place in waiting for one in near(place, later=later) if one not in seen
            ]
            waiting = list(dict.fromkeys(following))
            seen |= dict.fromkeys(waiting)
        seen.pop(start, None)
        return tuple(seen)

    return Trace(start, walk(later=False), walk(later=True))
