"""Commitments as the newest signed acta has them: a seal locks its words, a later one corrects.

The records stay as they were sealed. What people are told of them follows the clarifying acta.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from fieldapp.records.agreements import Commitment
from fieldapp.records.corrections import Correction

_LONG_AGO: Final = datetime(1, 1, 1, tzinfo=UTC)
_FIELDS: Final = {
    "text": "text",
    "responsible": "responsible_name",
    "person": "responsible_person",
    "due": "due_on",
}
"""A part of a commitment in an acta, and the field that it was printed from."""


def clarified(
    commitments: Sequence[Commitment], told: Iterable[Correction], sealed: Container[UUID | None]
) -> list[Commitment]:
    """The commitments with what clarifying actas say of them, in the order given.

    `told` are corrections, of which the last one written holds; `sealed` the actas that are signed.
    """
    changes: dict[Any, dict[str, Any]] = {}
    for one in sorted(told, key=lambda one: one.created_at or _LONG_AGO):
        part = one.part.rpartition("/")[2]
        if one.minutes in sealed and part in _FIELDS and one.says:
            says = date.fromisoformat(one.says) if part == "due" else one.says
            changes.setdefault(one.record, {})[_FIELDS[part]] = says
    return [msgspec.structs.replace(one, **changes.get(one.id, {})) for one in commitments]
