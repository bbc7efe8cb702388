"""Where a row of a plan goes when somebody moves it: in, out, up and down, by keys (domain D30)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from fieldapp.records.plans import PlanNode
from fieldapp.rules.plan_tree import in_place, tree_of


class Step(Enum):
    """A move of one row."""

    IN = "in"
    OUT = "out"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Destination:
    """On which row it hangs, and after which of those that hang there; None: first."""

    parent: UUID | None
    after: UUID | None


def destination(nodes: Sequence[PlanNode], moved: UUID, step: Step) -> Destination | None:
    """Where one step takes a row; None where there is no such place."""
    place = next((one for one in nodes if one.id == moved), None)
    if place is None:
        return None
    parent = _parent(nodes, place)
    siblings = siblings_of(nodes, parent)
    here = [one.id for one in siblings].index(moved)
    match step:
        case Step.IN if here > 0:
            above = siblings[here - 1].id
            below = siblings_of(nodes, above)
            return Destination(above, below[-1].id if below else None)
        case Step.OUT if parent is not None:
            grand = _parent(nodes, next(one for one in nodes if one.id == parent))
            return Destination(grand, parent)
        case Step.UP if here > 0:
            return Destination(parent, siblings[here - 2].id if here > 1 else None)
        case Step.DOWN if here < len(siblings) - 1:
            return Destination(parent, siblings[here + 1].id)
        case _:
            return None


def siblings_of(nodes: Sequence[PlanNode], parent: UUID | None) -> list[PlanNode]:
    """The rows that hang on a row, in their order; those on none, or on what is gone, for None."""
    return sorted((one for one in nodes if _parent(nodes, one) == parent), key=in_place)


def _parent(nodes: Sequence[PlanNode], node: PlanNode) -> UUID | None:
    """What a row hangs on as the tree shows it: rows adrift hang on nothing."""
    roots = {branch.node.id for branch in tree_of(nodes) if branch.depth == 0}
    return None if node.id in roots else node.parent
