"""Opening a session: the points its space must look at are there before anybody types (D19)."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from fieldapp.records.agreements import Agreement, Commitment
from fieldapp.records.visits import Activity, AgendaItem
from fieldapp.rules.commitments import standing_of
from fieldapp.rules.session_points import Followed, points_for
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.clarified_promises import as_clarified
from fieldapp.work.commitment_lines import follow_ups_of
from fieldapp.work.desk import Desk
from fieldapp.work.order import in_order

_FOLLOWED: Final = ("signed", "in_force")


def lay_points(desk: Desk, writing: Writing, visit: Activity) -> None:
    """Write the agenda of a session whose space follows agreements, unless it has one already."""
    if visit.space is None or writing.count(AgendaItem, {"activity": visit.id}):
        return
    for n, point in enumerate(points_for(_followed(desk, writing, visit), desk.pack), start=1):
        writing.put(
            AgendaItem(
                id=desk.new_id(),
                activity=visit.id,
                position=Decimal(n),
                title=point.title,
                discussion=point.discussion,
            )
        )


def _followed(desk: Desk, reading: Reading, visit: Activity) -> list[Followed]:
    wanted = {"follow_up_body": visit.space, "status": _FOLLOWED}
    return [
        Followed(
            one,
            [
                (
                    promise,
                    standing_of(promise, reports.get(promise.id, []), desk.today(), desk.pack),
                )
                for promise in promises
            ],
        )
        for one in reading.all(Agreement, wanted, ("signed_on",))
        for promises in [_promises(reading, one)]
        for reports in [follow_ups_of(reading, promises)]
    ]


def _promises(reading: Reading, agreement: Agreement) -> list[Commitment]:
    kept = reading.all(Commitment, {"origin": agreement.id})
    return as_clarified(reading, sorted(kept, key=in_order))
