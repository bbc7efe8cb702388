"""Since when headquarters has a record as it is here, told only by what headquarters said."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fieldapp.records.values import instant_of
from fieldapp.store.unit_of_work import Reading


def received_at(reading: Reading, kind: str, id: UUID) -> datetime | None:
    """When headquarters wrote the record down as it is now, by its own clock.

    None while anything of it waits here without a receipt, or headquarters never named it.
    """
    place = (kind, id.bytes)
    row = reading.connection.exec_driver_sql(
        'SELECT "at" FROM "row_state" WHERE "kind" = ? AND "id" = ? AND "rev" > 0 AND NOT EXISTS ('
        'SELECT 1 FROM "dirty" WHERE "kind" = ? AND "id" = ?) AND NOT EXISTS ('
        'SELECT 1 FROM "in_flight" WHERE "kind" = ? AND "id" = ?)',
        place * 3,
    ).first()
    return instant_of(row[0]) if row is not None and row[0] else None
