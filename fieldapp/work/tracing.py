"""Walking the stored arrows of W7 on this laptop, with the words that name each record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fieldapp.rules.tracing import DIAGNOSIS, PLAN, Arrow, Place, trace
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk

ARROWS: Final[tuple[Arrow, ...]] = (*DIAGNOSIS, *PLAN)
"""Every arrow that is walked, from a finding on."""


@dataclass(frozen=True, slots=True)
class Step:
    """A record on the way. `title` is what its kind says names it."""

    kind: str
    id: UUID
    title: str


@dataclass(frozen=True, slots=True)
class Way:
    """From where a record comes and what came of it, the nearest first."""

    start: Step
    before: tuple[Step, ...]
    after: tuple[Step, ...]

    def of_kind(self, kind: str) -> tuple[Step, ...]:
        """The steps of one kind, on either side."""
        return tuple(one for one in (*self.before, *self.after) if one.kind == kind)


class Traces:
    """Where a record of a plan or a diagnosis comes from, and what came of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def trace(self, kind: str, id: UUID) -> Way:
        """Walk from a record to both ends of the chain; annulled records are passed over."""
        with self._desk.reading() as reading:
            look = _Look(self._desk, reading)
            found = trace((kind, id), ARROWS, look.pointed, look.pointing)
            return Way(
                look.step(found.start),
                tuple(map(look.step, found.before)),
                tuple(map(look.step, found.after)),
            )


class _Look:
    """Looks references up in one snapshot."""

    def __init__(self, desk: Desk, reading: Reading) -> None:
        self._kinds = desk.kinds
        self._reading = reading

    def pointed(self, place: Place, field: str) -> Sequence[Place]:
        kind, record = place
        for (target,) in self._reading.listing(kind, (field,), {"id": record}):
            for to in self._kinds[kind][field].fact.to:
                if target is not None and self._reading.count(to, {"id": target}):
                    return [(to, target)]
        return []

    def pointing(self, kind: str, field: str, record: UUID) -> Sequence[Place]:
        rows = self._reading.listing(kind, ("id",), {field: record}, ("created_at",))
        return [(kind, one) for (one,) in rows]

    def step(self, place: Place) -> Step:
        kind, record = place
        rows = self._reading.listing(kind, (self._kinds[kind].title,), {"id": record})
        return Step(kind, record, str(rows[0][0] or "") if rows else "")
