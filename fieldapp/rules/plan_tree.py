"""The tree of a plan: its order, its codes, and where a row may go (domain D30).

Two laptops may hang two rows on each other; the tree then still shows every row, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from fieldapp.records.describe import Code
from fieldapp.records.plans import PlanNode
from fieldapp.records.text import Text, say

ACTIONS: Final = ("project", "action", "activity", "task")
"""Levels of what is done, as against what is wanted."""

_CHILD_OF: Final = {
    "objective": "strategy",
    "strategy": "action",
    "project": "action",
    "action": "activity",
    "activity": "task",
    "final_result": "intermediate_result",
    "intermediate_result": "product",
    "product": "activity",
}


@dataclass(frozen=True, slots=True)
class Branch:
    """A row in its place: how deep it stands, and whether what it hung on is gone or in a ring."""

    node: PlanNode
    depth: int
    adrift: bool = False


def in_place(node: PlanNode) -> tuple[bool, Decimal, UUID]:
    """The key that sorts siblings; what has no position comes last."""
    return node.position is None, node.position or Decimal(0), node.id


def tree_of(nodes: Iterable[PlanNode]) -> list[Branch]:
    """Every row once, each before those that hang on it."""
    ordered = sorted(nodes, key=in_place)
    held = {node.id for node in ordered}
    children: dict[UUID | None, list[PlanNode]] = {}
    for node in ordered:
        children.setdefault(node.parent if node.parent in held else None, []).append(node)
    found: list[Branch] = []
    seen: set[UUID] = set()
    for root in (*children.get(None, ()), *ordered):
        # Whatever is left after the roots hangs on itself, in a ring; its first row opens it.
        found += _below(root, 0, children, seen)
    return found


def _below(
    node: PlanNode, depth: int, children: dict[UUID | None, list[PlanNode]], seen: set[UUID]
) -> Iterator[Branch]:
    if node.id in seen:
        return
    seen.add(node.id)
    yield Branch(node, depth, adrift=depth == 0 and node.parent is not None)
    for child in children.get(node.id, ()):
        yield from _below(child, depth + 1, children, seen)


def would_loop(nodes: Iterable[PlanNode], moved: UUID, onto: UUID | None) -> bool:
    """Tell whether a row would hang on itself if it were hung on another one."""
    parents = {node.id: node.parent for node in nodes}
    seen: set[UUID] = set()
    while onto is not None and onto not in seen:
        if onto == moved:
            return True
        seen.add(onto)
        onto = parents.get(onto)
    return False


def child_level(parent: PlanNode | None) -> Code:
    """The level of what is usually hung on a row; an objective where there is none above."""
    level = _CHILD_OF.get(parent.level or "", "task") if parent else "objective"
    return Code(level)


def next_code(parent: str, siblings: Sequence[str]) -> str:
    """The code after the last of the siblings: "1.1.3" after "1.1.2"; "" if these have none."""
    prefix = f"{parent}." if parent else ""
    numbers = [
        int(code.removeprefix(prefix))
        for code in siblings
        if code.startswith(prefix) and code.removeprefix(prefix).isdecimal()
    ]
    if siblings and not numbers:
        return ""
    return f"{prefix}{max(numbers, default=0) + 1}"


def code_faults(branches: Sequence[Branch]) -> list[tuple[UUID, Text]]:
    """Codes that two rows share, and codes that do not begin with that of the row above."""
    nodes = {branch.node.id: branch.node for branch in branches}
    first: dict[str, UUID] = {}
    faults: list[tuple[UUID, Text]] = []
    for node in nodes.values():
        if not node.code:
            continue
        if first.setdefault(node.code, node.id) != node.id:
            faults.append((node.id, say("El código {code} está dos veces.", code=node.code)))
        above = nodes.get(node.parent) if node.parent else None
        if above is not None and above.code and not node.code.startswith(f"{above.code}."):
            said = say("El código {code} no sigue a {above}.", code=node.code, above=above.code)
            faults.append((node.id, said))
    return faults


def last_actions(nodes: Iterable[PlanNode]) -> list[PlanNode]:
    """What is done, in its smallest pieces: the actions on which no other action hangs."""
    done = [branch.node for branch in tree_of(nodes) if branch.node.level in ACTIONS]
    parents = {node.parent for node in done}
    return [node for node in done if node.id not in parents]
