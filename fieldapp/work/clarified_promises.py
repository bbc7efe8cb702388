"""Commitments as the newest signed acta has them, read from what this laptop keeps."""

from __future__ import annotations

from collections.abc import Sequence

from fieldapp.records.agreements import Commitment
from fieldapp.records.corrections import Correction
from fieldapp.records.minutes import Minutes
from fieldapp.rules.clarified_promises import clarified
from fieldapp.store.unit_of_work import Reading


def as_clarified(reading: Reading, commitments: Sequence[Commitment]) -> list[Commitment]:
    """The commitments with what signed clarifying actas say of them, in the order given."""
    told = reading.all(Correction, {"record": [one.id for one in commitments]})
    if not told:
        return list(commitments)
    actas = reading.many(Minutes, [one.minutes for one in told if one.minutes])
    sealed = {one.id for one in actas.values() if one.status == "sealed"}
    return clarified(commitments, told, sealed)
