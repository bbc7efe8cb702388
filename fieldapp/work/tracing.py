"""Walking the stored arrows of W7 and W9 on this laptop, with the words that name each record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fieldapp.rules.tracing import ARROWS, Place, trace
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk


@dataclass(frozen=True, slots=True)
class Step:
    """A record on the way. `title` is what its kind says names it.

    `opens` is the record with which it is shown: itself, or the one it is a row of.
    """

    kind: str
    id: UUID
    title: str
    opens: Place


@dataclass(frozen=True, slots=True)
class Way:
    """From where a record comes and what came of it, the nearest first."""

    start: Step
    before: tuple[Step, ...]
    after: tuple[Step, ...]


class Traces:
    """Where a record of a plan or a diagnosis comes from, and what came of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def trace(self, kind: str, id: UUID) -> Way:
        """Walk from a record to both ends of the chain.

        Annulled records are passed over, and what the office does not work with is not shown.
        """
        with self._desk.reading() as reading:
            look = _Look(self._desk, reading)
            found = trace((kind, id), ARROWS, look.pointed, look.pointing)
            return Way(
                look.step(found.start),
                look.steps(found.before),
                look.steps(found.after),
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

    def steps(self, places: Sequence[Place]) -> tuple[Step, ...]:
        return tuple(self.step(place) for place in places if not self._kinds[place[0]].off)

    def step(self, place: Place) -> Step:
        kind, record = place
        spec = self._kinds[kind]
        columns = (spec.title, spec.unit) if spec.unit else (spec.title,)
        rows = self._reading.listing(kind, columns, {"id": record})
        title = str(rows[0][0] or "") if rows else ""
        root = rows[0][1] if rows and spec.unit else None
        opens = (spec[spec.unit].fact.to[0], root) if root is not None else place
        return Step(kind, record, title, opens)
