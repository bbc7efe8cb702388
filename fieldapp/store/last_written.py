"""When something was last written here, without sorting millions of rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from fieldapp.records.values import instant_of
from fieldapp.store.unit_of_work import Reading

_NEWEST: Final = 1000
"""Rows that came last; older ones say nothing of a clock that was right since."""


def last_written(
    reading: Reading, kinds: Iterable[str], person: UUID | None = None
) -> datetime | None:
    """The latest time at which one of the newest records of these kinds was made, by a person."""
    mine, by = ("WHERE created_by = ?", (person.bytes,)) if person else ("", ())
    made = [
        reading.connection.execute(
            "SELECT max(created_at) FROM (SELECT created_at, created_by "
            f'FROM "{reading.schema[kind].spec.name}" ORDER BY row DESC LIMIT {_NEWEST}) {mine}',
            by,
        ).scalar()
        for kind in kinds
    ]
    known = [at for at in made if at is not None]
    return instant_of(max(known)) if known else None
