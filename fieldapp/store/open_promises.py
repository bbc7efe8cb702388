"""Which promises are still owed: read from a table that holds only those."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from fieldapp.store.columns import Stored
from fieldapp.store.connection import marks
from fieldapp.store.promise_table import NAME
from fieldapp.store.unit_of_work import Reading


class OpenPromise(NamedTuple):
    """A commitment that is open, with the day agreed last.

    A permanent one without a day of its own has none here: that of its next report is computed.
    """

    id: UUID
    due_on: date | None


def open_promises(
    reading: Reading,
    *,
    territories: Collection[str] | None = None,
    origins: Collection[UUID] = (),
    until: date | None = None,
) -> list[OpenPromise]:
    """Those of some territories or of some origins (or of all), the first due first.

    `until` leaves out what is due later. Those without a day come last.
    """
    where, values = ["true"], list[Stored]()
    if territories is not None:
        where.append(f"(territory IN ({marks(territories)}) OR origin IN ({marks(origins)}))")
        values += [*territories, *(one.bytes for one in origins)]
    if until is not None:
        where.append("(due_on <= ? OR due_on IS NULL)")
        values.append(until.isoformat())
    found = reading.connection.execute(
        f'SELECT commitment, due_on FROM "{NAME}" WHERE {" AND ".join(where)} '
        "ORDER BY due_on NULLS LAST, commitment",
        values,
    )
    return [
        OpenPromise(UUID(bytes=promised), date.fromisoformat(due) if due else None)
        for promised, due in found
    ]
