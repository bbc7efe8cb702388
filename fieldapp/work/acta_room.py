"""What the room shows of an acta beside its text: how it stands, and all that was done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fieldapp.records.approval import Approval, Delivery, Printing
from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Text
from fieldapp.rules.acta_standing import ActaStanding, standing_of
from fieldapp.rules.approval import Approving, doubt_of_approval, why_not_tacit
from fieldapp.store.receipts import received_at
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.acta_records import approving_of
from fieldapp.work.desk import Desk


@dataclass(frozen=True, slots=True)
class ActaRoom:
    """An acta with its marks, its approval and its copies.

    `not_tacit` says why silence does not approve it yet; `doubt` what is still open of the way in
    which it is to be approved. Both are None when there is nothing to say.
    """

    standing: ActaStanding
    approving: Approving
    deliveries: Sequence[Delivery]
    printings: Sequence[Printing]
    clarifies: str
    not_tacit: Text | None
    doubt: Text | None


def acta_room(desk: Desk, reading: Reading, minutes: Minutes) -> ActaRoom:
    """Read all of it in the snapshot at hand."""
    approving = approving_of(reading, minutes.id)
    own = {"minutes": minutes.id}
    clarified = reading.get(Minutes, minutes.supersedes) if minutes.supersedes else None
    return ActaRoom(
        standing=standing(reading, minutes),
        approving=approving,
        deliveries=reading.all(Delivery, own, ("handed_at",)),
        printings=reading.all(Printing, own, ("printed_at",)),
        clarifies=clarified.number if clarified else "",
        not_tacit=why_not_tacit(approving, desk.today()),
        doubt=doubt_of_approval(minutes, approving),
    )


def standing(reading: Reading, minutes: Minutes) -> ActaStanding:
    """How one acta stands, with the marks that officers read."""
    own = {"minutes": minutes.id}
    return standing_of(
        minutes,
        deliveries=reading.all(Delivery, own),
        approvals=reading.all(Approval, own, ("created_at",)),
        clarified_by=reading.all(Minutes, {"supersedes": minutes.id}),
        received_at=received_at(reading, "minutes", minutes.id),
    )
