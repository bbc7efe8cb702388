"""Opening a session: the points its space must look at are there before anybody types (D19)."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from fieldapp.records.agreements import Agreement, Commitment
from fieldapp.records.visits import Activity, AgendaItem
from fieldapp.rules.commitments import standing_of
from fieldapp.rules.session_points import Followed, points_for
from fieldapp.store.queries import Among
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.clarified_promises import as_clarified
from fieldapp.work.commitment_lines import follow_ups_of
from fieldapp.work.desk import Desk
from fieldapp.work.order import in_order

_FOLLOWED: Final = ("signed", "in_force")
_PROJECT: Final = "project"


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
    return [_followed_one(desk, reading, one) for one in reading.all(Agreement, wanted)]


def _followed_one(desk: Desk, reading: Reading, agreement: Agreement) -> Followed:
    promises = _promises(reading, agreement)
    reports = follow_ups_of(reading, promises)
    standings = [
        standing_of(one, reports.get(one.id, []), desk.today(), desk.pack) for one in promises
    ]
    projects = reading.listing(
        "plan_node",
        ("text",),
        {"level": _PROJECT, "plan": Among(("plan",), {"agreement": agreement.id})},
        ("position",),
    )
    return Followed(
        agreement, list(zip(promises, standings, strict=True)), [text for (text,) in projects]
    )


def _promises(reading: Reading, agreement: Agreement) -> list[Commitment]:
    kept = reading.all(Commitment, {"origin": agreement.id})
    return as_clarified(reading, sorted(kept, key=in_order))
