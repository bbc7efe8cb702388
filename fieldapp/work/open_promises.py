"""What is still owed in a place: the commitments of its meetings and agreements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from fieldapp.records.agreements import Commitment
from fieldapp.store.queries import Among
from fieldapp.store.unit_of_work import Reading

_SETTLED = frozenset({"done", "cancelled"})


def of_places(territories: Sequence[str]) -> dict[str, object]:
    """The wish for commitments of visits and agreements of these territories."""
    return {"origin": Among(("activity", "agreement"), {"territory": territories})}


def owed(reading: Reading, where: Mapping[str, object]) -> list[Commitment]:
    """The commitments that nobody called kept or given up, the first due first.

    Only these become records: a place may have years of kept promises.
    """
    settled = _settled(reading, where)
    rows = reading.listing("commitment", ("id",), where)
    found = reading.many(Commitment, [row[0] for row in rows if row[0] not in settled])
    return sorted(found.values(), key=first_due)


def first_due(one: Commitment) -> tuple[bool, object, object]:
    """The order of promises on paper: by their day, those without one last."""
    return one.due_on is None, one.due_on or 0, one.position or 0


def _settled(reading: Reading, where: Mapping[str, object]) -> frozenset[UUID]:
    """Those of some commitments whose last report says that nothing is owed any more."""
    reported = {"commitment": Among(("commitment",), where)}
    rows = reading.listing("follow_up", ("commitment", "status"), reported, ("on", "created_at"))
    return frozenset(one for one, status in dict(rows).items() if status in _SETTLED)
