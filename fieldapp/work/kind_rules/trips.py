"""What a trip asks before it moves on."""

from __future__ import annotations

from typing import Final

from fieldapp.records.text import Refused
from fieldapp.records.trips import Trip, TripCertificate, TripExpense
from fieldapp.rules import trips
from fieldapp.store.unit_of_work import Writing
from fieldapp.work.desk import Desk
from fieldapp.work.kind_rules.asked import Rules


def _trip(desk: Desk, writing: Writing, before: Trip | None, trip: Trip) -> None:
    """A trip moves on only with what its next state asks for; one written late may be anywhere."""
    if before is not None:
        trips.must_move(before, trip)
        if before.status == trip.status:
            return
    own = {"trip": trip.id}
    expenses, certificates = writing.all(TripExpense, own), writing.all(TripCertificate, own)
    lacks = trips.what_moving_lacks(trip, expenses, certificates, desk.pack)
    if lacks:
        raise Refused(lacks[0])


RULES: Final[Rules] = {Trip: _trip}
