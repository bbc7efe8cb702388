"""Whose hand gives a signature: an attendee's, somebody's for an attendee, or a signer's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fieldapp.records.text import Refused, say
from fieldapp.records.visits import Activity, Attendance
from fieldapp.rules.acta_signers import SIGN_THE_ACTA
from fieldapp.rules.attendance import no_signature
from fieldapp.rules.ink import ON_REQUEST
from fieldapp.rules.ink_chain import person_of
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import fetch, required

_SEVERAL: Final = SIGN_THE_ACTA
"""Capacities that several people of one acta may have."""


@dataclass(frozen=True, slots=True)
class OnRequest:
    """Who signs for somebody who asked for it (firma a ruego), before which witness, and why."""

    signer: str
    witness: str
    reason: str


@dataclass(frozen=True, slots=True)
class Hand:
    """Who gives a signature, and in which row of the list if it is one of the list."""

    activity: UUID
    row: Attendance | None
    signer: str
    capacity: str
    reason: str = ""
    witness: str = ""

    @property
    def person(self) -> str:
        """What a signature binds to of the person."""
        attendance = str(self.row.id) if self.row else ""
        return person_of(attendance=attendance, capacity=self.capacity, signer=self.signer)

    @property
    def same_hand(self) -> dict[str, object]:
        """Where the signature is that this one replaces."""
        if self.row:
            return {"attendance": self.row.id}
        own = {"signer": self.signer} if self.capacity in _SEVERAL else {}
        return {"activity": self.activity, "capacity": self.capacity, "attendance": None, **own}


def hand_of_row(reading: Reading, attendance: UUID, request: OnRequest | None = None) -> Hand:
    """The hand that signs in a row of the list.

    Refused for who is under 18 (R4), and for a request that does not name everybody.
    """
    row = fetch(reading, Attendance, attendance)
    if row.activity is None:
        raise Refused(say("Este asistente no es de ninguna visita."))
    if row.minor:
        raise no_signature(row)
    if request is None:
        return Hand(row.activity, row, row.full_name, "attendee")
    return Hand(
        row.activity,
        row,
        required(request.signer, say("Escriba quién firma a ruego.")),
        ON_REQUEST,
        reason=required(request.reason, say("Escriba por qué la persona no firma ella misma.")),
        witness=required(request.witness, say("Escriba quién es testigo de la firma a ruego.")),
    )


def hand_of_signer(reading: Reading, activity: UUID, capacity: str, signer: str) -> Hand:
    """The hand of somebody who signs the acta itself."""
    fetch(reading, Activity, activity)
    return Hand(activity, None, required(signer, say("Escriba quién firma.")), capacity)
