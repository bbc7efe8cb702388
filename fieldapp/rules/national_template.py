"""A national plan that regions complete: copying it, and taking in a newer version (domain W8).

Copied rows have ids that follow from the plan and the row they come from, so that two laptops that
copy, or take in a version, make the same records. National rows stay as published; what a region
wrote is never touched. Works on every kind of row that has an `origin`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid5

import msgspec

from fieldapp.records.describe import NATIONAL, KindSpec, Record
from fieldapp.records.plans import Plan

SpecOf = Callable[[Record], KindSpec]
"""Gives the description of a record's kind."""

_OF_THE_COPY: Final = {
    "created_by": None,
    "created_at": None,
    "created_device": None,
    "created_pack": "",
    "annulled": "",
}


def is_of_a_template(scope: str | None, plan: str | None, *, own: bool) -> bool:
    """Tell whether a change of a plan, or of one of its rows, is headquarters' alone to make.

    Given the scope of the plan, the status it stands in, and whether who changes wrote what
    changes. A plan of the whole country is fixed once it is published, new rows too; a draft of
    one goes on being its author's, who may not have said yet of which territory it is.
    """
    return scope == NATIONAL and (plan == "published" or not own)


def family(plan: Plan) -> UUID:
    """What all versions of a national plan share."""
    return plan.origin or plan.id


def lineage(row: Any) -> UUID:
    """What a row shares with its copies in every version and region."""
    return row.origin or row.id


def copied_id(plan: UUID, row: Any) -> UUID:
    """The id that a row's copy has in another plan."""
    return uuid5(plan, str(lineage(row)))


def regional_id(template: Plan, territory: str) -> UUID:
    """The id of the one plan with which a territory completes a template."""
    return uuid5(family(template), territory)


def version_id(template: Plan, version: int) -> UUID:
    """The id of a version of a template; two people who begin it begin the same one."""
    return uuid5(family(template), f"version {version}")


def copies(rows: Iterable[Any], plan: UUID, spec_of: SpecOf) -> list[Record]:
    """The rows as they stand in another plan, pointing to one another there."""
    rows = list(rows)
    new = {row.id: copied_id(plan, row) for row in rows}
    return [_copy(row, plan, new, spec_of(row)) for row in rows]


def _copy(row: Any, plan: UUID, new: dict[UUID, UUID], spec: KindSpec) -> Record:
    pointed = {
        field.name: new[value]
        for field in spec.references
        if (value := getattr(row, field.name)) in new
    }
    own = {"id": new[row.id], "plan": plan, "origin": lineage(row)}
    return msgspec.structs.replace(row, **{**_OF_THE_COPY, **pointed, **own})


@dataclass(frozen=True, slots=True)
class Ownership:
    """Whose the rows of a plan are, read from the rows themselves.

    A copied row is national, and fixed, unless it is of another level of government: there it is
    only what was proposed to the region.
    """

    rows: dict[UUID, Any]
    national: str

    @classmethod
    def of(cls, rows: Iterable[Any], national: str) -> Ownership:
        """Of all the rows of one plan; `national` is the code of that level of government."""
        return cls({row.id: row for row in rows}, national)

    def is_fixed(self, row: Any) -> bool:
        """Tell whether a row stands as it was published."""
        return row.origin is not None and self._level(row) in (None, self.national)

    def _level(self, row: Any) -> str | None:
        level = getattr(row, "gov_level", None)
        if level is not None:
            return level
        for name in ("plan_node", "indicator"):
            above = self.rows.get(getattr(row, name, None) or row.id)
            if above is not None and above is not row:
                return self._level(above)
        return None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What taking in a version changes: rows to keep, and ids of rows to withdraw.

    `kept_for` are national rows that are gone from the version and stay, because rows of the
    region hang on them.
    """

    added: tuple[Record, ...] = ()
    renewed: tuple[Record, ...] = ()
    withdrawn: tuple[UUID, ...] = ()
    kept_for: tuple[UUID, ...] = ()


def take_in(
    template: Iterable[Any],
    regional: Sequence[Any],
    plan: UUID,
    national: str,
    spec_of: SpecOf,
) -> TakenIn:
    """What a region's plan becomes with a newer version of its template.

    `regional` are all its rows, annulled ones too: what a region took out of its own part does
    not come back.
    """
    wished = {copy.id: copy for copy in copies(template, plan, spec_of)}
    here: dict[UUID, Any] = {row.id: row for row in regional}
    owned = Ownership(here, national)
    renewed = [
        msgspec.structs.replace(wish, **_who_made(here[ident]))
        for ident, wish in wished.items()
        if ident in here and owned.is_fixed(here[ident])
    ]
    gone = [
        row for row in regional if row.id not in wished and not row.annulled and owned.is_fixed(row)
    ]
    leaned_on = _leaned_on([row for row in regional if not owned.is_fixed(row)], spec_of)
    kept = _with_above(leaned_on, here, spec_of)
    return TakenIn(
        added=tuple(wish for ident, wish in wished.items() if ident not in here),
        renewed=tuple(wish for wish in renewed if wish != here[wish.id]),
        withdrawn=tuple(row.id for row in gone if row.id not in kept),
        kept_for=tuple(row.id for row in gone if row.id in kept),
    )


def _who_made(row: Record) -> dict[str, Any]:
    return {
        name: getattr(row, name)
        for name in ("created_by", "created_at", "created_device", "created_pack")
    }


def _leaned_on(own: Iterable[Any], spec_of: SpecOf) -> set[UUID]:
    """What the region's own rows point to."""
    return {
        value
        for row in own
        if not row.annulled
        for field in spec_of(row).references
        if (value := getattr(row, field.name)) is not None
    }


def _with_above(needed: set[UUID], here: dict[UUID, Any], spec_of: SpecOf) -> set[UUID]:
    """What is needed and what that, in turn, points to."""
    found: set[UUID] = set()
    waiting = [ident for ident in needed if ident in here]
    while waiting:
        ident = waiting.pop()
        if ident in found:
            continue
        found.add(ident)
        row = here[ident]
        names = [field.name for field in spec_of(row).references]
        waiting += [one for name in names if (one := getattr(row, name)) in here]
    return found
