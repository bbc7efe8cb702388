"""How an acta stands, as officers read it: computed from records and receipts, stored nowhere.

draft → review → frozen → sealed → superseded, or void. "Entregada" and "Recibida en el nivel
central" are dated marks beside the state, because an acta is handed over and received without
becoming another (field rule R32).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from fieldapp.records.approval import Approval, Delivery
from fieldapp.records.minutes import Minutes

SUPERSEDED: Final = "superseded"
"""The one state that is not stored: a signed acta that another signed one clarifies."""


@dataclass(frozen=True, slots=True)
class ActaStanding:
    """The state by its code in `minutes_status` or `SUPERSEDED`, and the marks beside it.

    `copies` counts the copies handed over since `delivered_at`. `superseded_by` is the number of
    the acta that clarifies this one. Empty or None is what has not happened.
    """

    state: str
    delivered_at: datetime | None = None
    copies: int = 0
    received_at: datetime | None = None
    approved_on: date | None = None
    tacit: bool = False
    superseded_by: str = ""
    recovered_at: datetime | None = None


def standing_of(
    minutes: Minutes,
    *,
    deliveries: Sequence[Delivery] = (),
    approvals: Sequence[Approval] = (),
    clarified_by: Sequence[Minutes] = (),
    received_at: datetime | None = None,
) -> ActaStanding:
    """How one acta stands.

    `clarified_by` are the actas that name it as the one they clarify; only a signed one takes its
    place. `received_at` is when headquarters had the acta as it is now.
    """
    successor = next((one for one in clarified_by if one.status == "sealed"), None)
    state = minutes.status or "draft"
    if state == "sealed" and successor is not None:
        state = SUPERSEDED
    handed = [one.handed_at for one in deliveries if one.handed_at]
    approval = approvals[-1] if approvals else None
    return ActaStanding(
        state=state,
        delivered_at=min(handed, default=None),
        copies=sum(one.copies or 1 for one in deliveries),
        received_at=received_at if minutes.status == "sealed" else None,
        approved_on=approval.on if approval else None,
        tacit=bool(approval and approval.tacit),
        superseded_by=successor.number if successor else "",
        recovered_at=minutes.recovered_at,
    )
