"""Commitments as people see them: with their standing of today and where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from fieldapp.records.agreements import Agreement, Commitment, FollowUp
from fieldapp.records.plans import Plan
from fieldapp.records.visits import Activity
from fieldapp.rules.commitments import standing_of
from fieldapp.rules.places import place_of
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.clarified_promises import as_clarified
from fieldapp.work.desk import Desk
from fieldapp.work.open_promises import owed
from fieldapp.work.order import in_order

Origin: TypeAlias = Activity | Agreement | Plan
"""What a promise comes from."""


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A commitment in a list. `number` is its place among those of its origin, from 1.

    `due_on` (which a reschedule moves), `late` and `open` are computed for today.
    """

    id: UUID
    number: int
    text: str
    kind: str
    responsible: str
    responsible_id: UUID | None
    due_on: date | None
    first_due_on: date | None
    periodicity: str
    status: str
    open: bool
    late: bool
    days_late: int
    progress_percent: int | None
    last: FollowUp | None
    origin: UUID | None
    origin_kind: str
    origin_title: str
    territory: str
    place: str


def lines_of(
    desk: Desk, reading: Reading, commitments: Sequence[Commitment]
) -> list[CommitmentLine]:
    """The lines of whole commitments, in the order given, with five questions in all.

    What a signed acta clarified of them since is told as it must be.
    """
    commitments = as_clarified(reading, commitments)
    follow_ups = follow_ups_of(reading, commitments)
    origins = origins_of(reading, {one.origin for one in commitments if one.origin})
    numbers = _numbers(reading, origins)
    return [
        _line(desk, one, follow_ups.get(one.id, []), origins.get(one.origin), numbers)
        for one in commitments
    ]


def lines_of_origin(desk: Desk, reading: Reading, origin: UUID) -> list[CommitmentLine]:
    """The commitments of a visit or an agreement, in their order."""
    commitments = reading.all(Commitment, {"origin": origin})
    return lines_of(desk, reading, sorted(commitments, key=in_order))


def last_agreed(desk: Desk, reading: Reading, visit: Activity) -> list[CommitmentLine]:
    """What is still open of earlier visits and agreements of that place or space."""
    origins: set[UUID] = set()
    if visit.space:
        origins |= _ids(reading, "activity", {"space": visit.space})
        origins |= _ids(reading, "agreement", {"follow_up_body": visit.space})
    there = [visit.territory] if visit.territory else []
    earlier = [one for one in owed(reading, there, origins) if one.origin != visit.id]
    return lines_of(desk, reading, earlier)


def _ids(reading: Reading, kind: str, where: dict[str, object]) -> set[UUID]:
    return {row[0] for row in reading.listing(kind, ("id",), where)}


def follow_ups_of(
    reading: Reading, commitments: Iterable[Commitment]
) -> dict[UUID | None, list[FollowUp]]:
    """What was reported of each commitment, the oldest first."""
    found: dict[UUID | None, list[FollowUp]] = {}
    ids = [one.id for one in commitments]
    for row in reading.all(FollowUp, {"commitment": ids}, ("on", "created_at")):
        found.setdefault(row.commitment, []).append(row)
    return found


def origins_of(reading: Reading, ids: Iterable[UUID]) -> dict[UUID | None, Origin]:
    """The visits, agreements and plans that commitments come from, annulled or not."""
    wanted = {"id": list(ids)}
    activities = reading.all(Activity, wanted, include_annulled=True)
    agreements = reading.all(Agreement, wanted, include_annulled=True)
    plans = reading.all(Plan, wanted, include_annulled=True)
    return {one.id: one for one in (*activities, *agreements, *plans)}


def _numbers(reading: Reading, origins: Iterable[UUID | None]) -> dict[UUID, int]:
    """The number of each commitment among those of its origin."""
    where = {"origin": list(origins)}
    rows = reading.listing("commitment", ("id", "origin", "position"), where, ("position",))
    numbers: dict[UUID, int] = {}
    seen: dict[Any, int] = {}
    for ident, origin, _ in rows:
        numbers[ident] = seen[origin] = seen.get(origin, 0) + 1
    return numbers


def _line(
    desk: Desk,
    one: Commitment,
    follow_ups: Sequence[FollowUp],
    origin: Origin | None,
    numbers: dict[UUID, int],
) -> CommitmentLine:
    now = standing_of(one, follow_ups, desk.today(), desk.pack)
    return CommitmentLine(
        id=one.id,
        number=numbers.get(one.id, 0),
        text=one.text,
        kind=one.kind or "",
        responsible=one.responsible_name,
        responsible_id=one.responsible,
        due_on=now.due_on,
        first_due_on=one.due_on,
        periodicity=one.periodicity or "",
        status=now.status,
        late=now.late,
        open=now.open,
        days_late=now.days_late,
        progress_percent=now.progress_percent,
        last=now.last,
        origin=one.origin,
        origin_kind=desk.kinds.spec_of(origin).name if origin else "",
        origin_title=_title(origin),
        territory=(origin.territory or "") if origin else "",
        place=place_of(origin, desk.pack) if origin else "",
    )


def _title(origin: Origin | None) -> str:
    if isinstance(origin, Activity):
        return origin.objective
    return origin.title if origin else ""
