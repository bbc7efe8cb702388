"""An action plan by priority: what each priority asks for before the plan is approved (D38, W10).

Priorities 1 and 2 are done with the institution's own means in the short and the medium term: they
need who answers for them and by when. Priorities 3 and 4 need money that is not there yet: they
need the budget and the fiscal year in which it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from fieldapp.records import KINDS
from fieldapp.records.describe import Money
from fieldapp.records.plans import PlanNode
from fieldapp.records.text import Refused, Text, say
from fieldapp.rules.checking import is_empty

PRIORITIES: Final = (1, 2, 3, 4)
OWN_MEANS: Final = frozenset({1, 2})

_SPEC: Final = KINDS["plan_node"]
_NEEDED_OF_OWN: Final = ("due_on",)
_NEEDED_OF_ADDITIONAL: Final = ("required_budget", "fiscal_year")
_NAMED_MOST: Final = 80
_TOLD_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Unready:
    """An action that may not be approved yet, and the fields that it lacks."""

    action: PlanNode
    fields: tuple[str, ...]

    @property
    def sentence(self) -> Text:
        """What is missing, in a sentence that names the action."""
        labels = [str(Text(_SPEC[name].label)) for name in self.fields]
        return say(
            "La acción «{action}», de prioridad {priority}, no tiene: {fields}.",
            action=named(self.action),
            priority=self.action.priority or 0,
            fields=", ".join(labels),
        )


@dataclass(frozen=True, slots=True)
class PriorityBoard:
    """The actions of a plan by priority; what has none is not one of them."""

    columns: dict[int, list[PlanNode]]

    @property
    def own(self) -> int:
        """How many actions are done with the institution's own means."""
        return sum(len(self.columns[one]) for one in PRIORITIES if one in OWN_MEANS)

    @property
    def additional(self) -> int:
        """How many actions wait for additional resources."""
        return sum(len(self.columns[one]) for one in PRIORITIES if one not in OWN_MEANS)

    def of(self, axis: str | None, priority: int) -> int:
        """How many actions of an axis have a priority."""
        return sum(node.axis == axis for node in self.columns[priority])

    def requested(self) -> list[PlanNode]:
        """The actions for which money is asked."""
        return [node for one in PRIORITIES if one not in OWN_MEANS for node in self.columns[one]]


def board_of(nodes: Iterable[PlanNode]) -> PriorityBoard:
    """Lay a plan's actions out by priority, in the order in which they come."""
    columns: dict[int, list[PlanNode]] = {one: [] for one in PRIORITIES}
    for node in nodes:
        if node.priority in columns:
            columns[node.priority].append(node)
    return PriorityBoard(columns)


def what_approval_lacks(nodes: Iterable[PlanNode]) -> list[Unready]:
    """Tell the actions that keep a plan from being approved, in the order in which they come."""
    return [
        Unready(node, fields)
        for node in nodes
        if node.priority in PRIORITIES and (fields := tuple(_lacking(node)))
    ]


def must_be_ready(nodes: Iterable[PlanNode]) -> None:
    """Raise Refused, naming the actions, if a plan is being approved before they are ready."""
    lacking = what_approval_lacks(nodes)
    if not lacking:
        return
    told = " ".join(str(one.sentence) for one in lacking[:_TOLD_MOST])
    if len(lacking) <= _TOLD_MOST:
        raise Refused(say("El plan no puede aprobarse todavía. {told}", told=told))
    more = len(lacking) - _TOLD_MOST
    raise Refused(
        say("El plan no puede aprobarse todavía. {told} Y {n} acciones más.", told=told, n=more)
    )


def requested_by_year(nodes: Sequence[PlanNode], currency: str) -> dict[int | None, Money]:
    """The money asked for by fiscal year; None is the year of what says none."""
    sums: dict[int | None, int] = {}
    for node in nodes:
        asked = node.required_budget
        if asked is not None and asked.currency == currency:
            sums[node.fiscal_year] = sums.get(node.fiscal_year, 0) + asked.minor
    return {year: Money(currency, sums[year]) for year in sorted(sums, key=lambda one: one or 0)}


def named(action: PlanNode) -> str:
    """An action in a sentence: its code and the beginning of its text."""
    text = action.text if len(action.text) <= _NAMED_MOST else f"{action.text[:_NAMED_MOST]}…"
    return f"{action.code} {text}".strip()


def _lacking(node: PlanNode) -> Iterable[str]:
    if node.priority not in OWN_MEANS:
        yield from (one for one in _NEEDED_OF_ADDITIONAL if is_empty(getattr(node, one)))
        return
    if is_empty(node.responsible) and is_empty(node.responsible_name):
        yield "responsible_name"
    yield from (one for one in _NEEDED_OF_OWN if is_empty(getattr(node, one)))
