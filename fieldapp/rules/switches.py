"""Which groups of registers an office works with (field rule R30).

What is off takes no place in menus, lists, search, reports or forms, and loses nothing: the records
stay, travel and count, and are seen again when the group is switched on.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from fieldapp.records.describe import KindSpec
from fieldapp.records.kinds import Kinds
from fieldapp.records.people import Office

BEGINS_WITH: Final = ("visits", "agreements", "logbook", "directory", "spaces")
"""What a new office has: the rest is switched on when it begins to work with it."""

ALWAYS: Final = frozenset({"visits", "directory"})
"""Without these nothing can be kept."""


def groups_on(office: Office | None, groups: Collection[str]) -> frozenset[str]:
    """The groups an office works with; all where it never said, as offices did before."""
    said = office.groups if office is not None else frozenset[str]()
    return frozenset(said) | ALWAYS if said else frozenset(groups)


def seen_with(kinds: Kinds, on: Collection[str]) -> Kinds:
    """The kinds as an office sees them: some are off, and fields that lead only there are unseen.

    A row is off with the record it belongs to; a kind of no group is never off.
    """
    off = frozenset(
        spec.name for spec in kinds if (group := _group_of(kinds, spec)) and group not in on
    )
    return Kinds(tuple(replace(spec, switched_off=off) for spec in kinds)) if off else kinds


def _group_of(kinds: Kinds, spec: KindSpec) -> str:
    if spec.group or not spec.unit:
        return spec.group
    if spec.unit in kinds:  # named after its root, as most are: its fields need not be read
        return kinds[spec.unit].group
    roots = {kinds[root].group for root in spec[spec.unit].fact.to}
    return roots.pop() if len(roots) == 1 else ""
