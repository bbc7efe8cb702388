"""Which promises are still owed: read from a table that holds only those."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, or_, select

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
    table = reading.schema.metadata.tables[NAME]
    where: list[Any] = []
    if territories is not None:
        there = table.c.territory.in_(list(territories))
        where.append(or_(there, table.c.origin.in_([one.bytes for one in origins])))
    if until is not None:
        soon = table.c.due_on <= bindparam("until", until.isoformat())
        where.append(or_(soon, table.c.due_on.is_(None)))
    asked = (
        select(table.c.commitment, table.c.due_on)
        .where(*where)
        .order_by(table.c.due_on.is_(None), table.c.due_on, table.c.commitment)
    )
    return [
        OpenPromise(UUID(bytes=promised), date.fromisoformat(due) if due else None)
        for promised, due in reading.connection.execute(asked)
    ]
