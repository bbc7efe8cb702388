"""The trips of an officer whose report is owed: until when, the nearest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from fieldapp.records.trips import Trip
from fieldapp.rules.trips import Deadline, deadline_of
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk

_UNREPORTED: Final = frozenset({"authorised", "in_progress", "returned"})


@dataclass(frozen=True, slots=True)
class TripDue:
    """A trip that is over, its destination in words, and how its deadline stands."""

    id: UUID
    object: str
    place: str
    deadline: Deadline


def trips_due(desk: Desk, reading: Reading, today: date) -> list[TripDue]:
    """The officer's own trips that are over and not reported yet; none where trips are off."""
    if desk.kinds["trip"].off:
        return []
    where = {"officer": desk.posting.officer, "status": _UNREPORTED}
    found: list[TripDue] = []
    for trip in reading.all(Trip, where):
        deadline = deadline_of(trip, today, desk.pack)
        over = trip.return_on is not None and trip.return_on <= today
        if over and deadline is not None and not deadline.handed_in:
            place = desk.pack.territories.path(trip.territory) if trip.territory else ""
            found.append(TripDue(trip.id, trip.object, place, deadline))
    return sorted(found, key=lambda one: one.deadline.due_on)
