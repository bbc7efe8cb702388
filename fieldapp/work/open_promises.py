"""What is still owed, as records: in a place, or of some meetings and agreements."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from fieldapp.records.agreements import Commitment
from fieldapp.store.open_promises import OpenPromise, open_promises
from fieldapp.store.unit_of_work import Reading


def owed(
    reading: Reading, territories: Collection[str], origins: Collection[UUID] = ()
) -> list[Commitment]:
    """The commitments of these territories, or of these visits and agreements, that are open."""
    return records_of(reading, open_promises(reading, territories=territories, origins=origins))


def records_of(reading: Reading, promises: Iterable[OpenPromise]) -> list[Commitment]:
    """Their records, in the order given."""
    wanted = [one.id for one in promises]
    found = reading.many(Commitment, wanted)
    return [found[one] for one in wanted if one in found]


def first_due(one: Commitment) -> tuple[bool, object, object]:
    """The order of promises on paper: by their day, those without one last."""
    return one.due_on is None, one.due_on or 0, one.position or 0
