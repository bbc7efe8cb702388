"""When the rows of a plan are done, month by month (domain D39)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from fieldapp.records.plans import PlanNode, ScheduleEntry
from fieldapp.rules.plan_tree import last_actions, tree_of

_DECEMBER = 12


class Month(NamedTuple):
    """A month of a year."""

    year: int
    month: int


@dataclass(frozen=True, slots=True)
class ScheduledRow:
    """A row of the plan with its months; `milestones` are those in which something is due."""

    node: PlanNode
    months: frozenset[Month]
    milestones: frozenset[Month]
    responsible: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """The months that are spoken of, in order, the rows that have any, and those that have none."""

    months: tuple[Month, ...]
    rows: tuple[ScheduledRow, ...]
    pending: tuple[PlanNode, ...]


def months_of(entry: ScheduleEntry, year: int) -> frozenset[Month]:
    """The months of an entry: from day to day, and those marked by name, in the plan's year."""
    named = frozenset(Month(year, int(code.removeprefix("m"))) for code in entry.months)
    first = entry.starts_on or entry.ends_on
    last = entry.ends_on or entry.starts_on
    if first is None or last is None:
        return named
    return named | frozenset(_between(first, last))


def _between(first: date, last: date) -> list[Month]:
    count = (last.year - first.year) * _DECEMBER + last.month - first.month
    start = first.year * _DECEMBER + first.month - 1
    return [Month(*_parted(start + n)) for n in range(count + 1)]


def _parted(months: int) -> tuple[int, int]:
    return months // _DECEMBER, months % _DECEMBER + 1


def schedule_of(nodes: Sequence[PlanNode], entries: Iterable[ScheduleEntry], year: int) -> Schedule:
    """The schedule of a plan; `year` is that of entries which only name months."""
    by_node: dict[UUID | None, list[ScheduleEntry]] = {}
    for entry in entries:
        by_node.setdefault(entry.plan_node, []).append(entry)
    rows = tuple(
        _row(branch.node, by_node[branch.node.id], year)
        for branch in tree_of(nodes)
        if branch.node.id in by_node
    )
    held = {month for row in rows for month in row.months}
    pending = tuple(node for node in last_actions(nodes) if node.id not in by_node)
    return Schedule(_whole_years(held), rows, pending)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day on which a row of the plan is due."""

    entry: UUID
    title: str
    on: date


def milestones_of(
    nodes: Iterable[PlanNode], entries: Iterable[ScheduleEntry], year: int
) -> list[Milestone]:
    """The milestones by day: the day the work ends, or the last of its last month."""
    titles: dict[UUID | None, str] = {node.id: f"{node.code} {node.text}".strip() for node in nodes}
    found = [
        Milestone(entry.id, titles[entry.plan_node], on)
        for entry in entries
        if entry.milestone
        and entry.plan_node in titles
        and (on := _last_day(entry, year)) is not None
    ]
    return sorted(found, key=lambda one: (one.on, one.title))


def _last_day(entry: ScheduleEntry, year: int) -> date | None:
    if entry.ends_on or entry.starts_on:
        return entry.ends_on or entry.starts_on
    months = months_of(entry, year)
    if not months:
        return None
    last = max(months)
    return date(last.year, last.month, monthrange(last.year, last.month)[1])


def _whole_years(held: set[Month]) -> tuple[Month, ...]:
    """Every month from January of the first year to December of the last, as a table has them."""
    years = range(min(held).year, max(held).year + 1) if held else range(0)
    return tuple(Month(year, month) for year in years for month in range(1, _DECEMBER + 1))


def _row(node: PlanNode, entries: list[ScheduleEntry], year: int) -> ScheduledRow:
    months: set[Month] = set()
    milestones: set[Month] = set()
    for entry in entries:
        own = months_of(entry, year)
        months |= own
        if entry.milestone and own:
            milestones.add(max(own))
    names = dict.fromkeys(entry.responsible_name for entry in entries if entry.responsible_name)
    words = ", ".join(names) or node.responsible_name
    return ScheduledRow(node, frozenset(months), frozenset(milestones), words)
