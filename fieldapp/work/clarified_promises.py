"""Commitments as the newest signed acta has them: a seal locks its words, a later one corrects.

The records stay as they were sealed. What people are told of them follows the clarifying acta.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import msgspec

from fieldapp.records.agreements import Commitment
from fieldapp.records.corrections import Correction
from fieldapp.records.minutes import Minutes
from fieldapp.store.unit_of_work import Reading

_FIELDS: Final = {
    "text": "text",
    "responsible": "responsible_name",
    "person": "responsible_person",
    "due": "due_on",
}
"""A part of a commitment in an acta, and the field that it was printed from."""


def as_clarified(reading: Reading, commitments: Sequence[Commitment]) -> list[Commitment]:
    """The commitments with what signed clarifying actas say of them, in the order given."""
    told = reading.all(Correction, {"record": [one.id for one in commitments]}, ("created_at",))
    if not told:
        return list(commitments)
    actas = reading.many(Minutes, [one.minutes for one in told if one.minutes])
    sealed = {one.id for one in actas.values() if one.status == "sealed"}
    changes: dict[Any, dict[str, Any]] = {}
    for one in told:
        part = one.part.rpartition("/")[2]
        if one.minutes in sealed and part in _FIELDS and one.says:
            says = date.fromisoformat(one.says) if part == "due" else one.says
            changes.setdefault(one.record, {})[_FIELDS[part]] = says
    return [msgspec.structs.replace(one, **changes.get(one.id, {})) for one in commitments]
