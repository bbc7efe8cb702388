"""Signatures that stop counting because what was signed changed; they stay, with the reason."""

from __future__ import annotations

import msgspec

from fieldapp.records.minutes import Minutes
from fieldapp.records.visits import Attendance, Ink
from fieldapp.rules.attendance import names_another
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.reasons import ROW_CHANGED, TEXT_CHANGED


def signed_under(reading: Reading, minutes: Minutes) -> list[Ink]:
    """The signatures given to the issued text of an acta; `Inks` sees that none is older."""
    issued_at = minutes.frozen_at
    given = reading.all(Ink, {"activity": minutes.activity}, ("signed_at",))
    return [ink for ink in given if issued_at and ink.signed_at and ink.signed_at >= issued_at]


def void_under(writing: Writing, minutes: Minutes, reason: str) -> None:
    """Void every signature given to a text that is opened again, saying why."""
    for ink in signed_under(writing, minutes):
        writing.put(msgspec.structs.replace(ink, annulled=f"{TEXT_CHANGED}: {reason}"))


def void_if_another(writing: Writing, row: Attendance) -> None:
    """Void what somebody drew in a row that is about to name another person.

    What was signed on paper stays: the officer types what the paper says.
    """
    before = writing.get(Attendance, row.id)
    if before is None or not names_another(before, row):
        return
    for ink in writing.all(Ink, {"attendance": row.id, "method": "drawn"}):
        writing.put(msgspec.structs.replace(ink, annulled=ROW_CHANGED))
