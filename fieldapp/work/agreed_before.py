"""Earlier commitments with where they come from, for the acta and the page that opens a meeting."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from fieldapp.records.agreements import Agreement, Commitment
from fieldapp.records.plans import Plan
from fieldapp.records.visits import Activity
from fieldapp.rules.agreed_before import EarlierPromise
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.clarified_promises import as_clarified
from fieldapp.work.commitment_lines import Origin, follow_ups_of, last_agreed, origins_of
from fieldapp.work.desk import Desk
from fieldapp.work.open_promises import first_due
from fieldapp.work.visit_list import day_of


def heard_in(desk: Desk, reading: Reading, visit: Activity) -> list[EarlierPromise]:
    """The earlier commitments of which something was said in a meeting, the first due first."""
    said = reading.listing("follow_up", ("commitment",), {"activity": visit.id})
    ids = {row[0] for row in said if row[0] is not None}
    found = [one for one in reading.many(Commitment, ids).values() if not one.annulled]
    return promises_of(desk, reading, sorted(found, key=first_due))


def unspoken_in(
    desk: Desk, reading: Reading, visit: Activity, heard: Sequence[EarlierPromise]
) -> int:
    """How many others are still open, when something was said of any; zero otherwise."""
    if not heard:
        return 0
    spoken = {one.commitment.id for one in heard}
    return sum(line.id not in spoken for line in last_agreed(desk, reading, visit))


def promises_of(
    desk: Desk, reading: Reading, commitments: Sequence[Commitment]
) -> list[EarlierPromise]:
    """Commitments in the order given, with all that was reported of each and its origin.

    What a signed acta clarified of them since is told as it must be.
    """
    commitments = as_clarified(reading, commitments)
    reports = follow_ups_of(reading, commitments)
    origins = origins_of(reading, {one.origin for one in commitments if one.origin})
    actas = _numbers(reading, [one for one in origins if one])
    return [
        EarlierPromise(
            commitment=one,
            follow_ups=reports.get(one.id, []),
            agreed=_agreed(desk, origins.get(one.origin), actas),
            responsible="; ".join(
                said for said in (one.responsible_name, one.co_responsible) if said
            ),
        )
        for one in commitments
    ]


def _numbers(reading: Reading, activities: Collection[UUID]) -> dict[UUID, str]:
    rows = reading.listing("minutes", ("activity", "number", "status"), {"activity": activities})
    return {activity: number for activity, number, status in rows if number and status != "void"}


def _agreed(desk: Desk, origin: Origin | None, actas: dict[UUID, str]) -> str:
    """Where a promise comes from: its acta's number, its meeting or its agreement, and the day."""
    if origin is None:
        return ""
    if isinstance(origin, Agreement):
        day, said = origin.signed_on, origin.title
    elif isinstance(origin, Plan):
        day, said = origin.starts_on, origin.title
    else:
        number = actas.get(origin.id)
        day, said = day_of(desk.pack, origin), f"Acta N.º {number}" if number else origin.objective
    return ", ".join(one for one in (said, desk.pack.formats.day(day) if day else "") if one)
