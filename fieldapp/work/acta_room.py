"""What the room shows of an acta beside its text: how it stands, and all that was done with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from fieldapp.records.approval import Approval, Delivery, Printing
from fieldapp.records.corrections import Correction
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
    corrections: Sequence[Correction]
    not_tacit: Text | None
    doubt: Text | None


def acta_room(desk: Desk, reading: Reading, minutes: Minutes) -> ActaRoom:
    """Read all of it in the snapshot at hand."""
    approving = approving_of(reading, minutes.id)
    own = {"minutes": minutes.id}
    clarified = reading.get(Minutes, minutes.supersedes) if minutes.supersedes else None
    return ActaRoom(
        standing=standings(reading, [minutes])[minutes.id],
        approving=approving,
        deliveries=reading.all(Delivery, own, ("handed_at",)),
        printings=reading.all(Printing, own, ("printed_at",)),
        clarifies=clarified.number if clarified else "",
        corrections=reading.all(Correction, own, ("created_at",)),
        not_tacit=why_not_tacit(approving, desk.today()),
        doubt=doubt_of_approval(minutes, approving),
    )


def standings(reading: Reading, actas: Sequence[Minutes]) -> dict[UUID, ActaStanding]:
    """How each of these actas stands, with the marks that officers read."""
    ids = [one.id for one in actas]
    first = ("created_at",)
    deliveries = _by_acta(reading.all(Delivery, {"minutes": ids}, first))
    approvals = _by_acta(reading.all(Approval, {"minutes": ids}, first))
    clarified: dict[UUID | None, list[Minutes]] = defaultdict(list)
    for one in reading.all(Minutes, {"supersedes": ids}):
        clarified[one.supersedes].append(one)
    received = received_at(reading, "minutes", ids)
    return {
        one.id: standing_of(
            one,
            deliveries=deliveries[one.id],
            approvals=approvals[one.id],
            clarified_by=clarified[one.id],
            received_at=received.get(one.id),
        )
        for one in actas
    }


_Said = TypeVar("_Said", Delivery, Approval)


def _by_acta(said: Sequence[_Said]) -> dict[UUID | None, list[_Said]]:
    grouped: dict[UUID | None, list[_Said]] = defaultdict(list)
    for one in said:
        grouped[one.minutes].append(one)
    return grouped
