"""Since when headquarters has records as they are here, told only by what headquarters said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from fieldapp.records.values import instant_of
from fieldapp.store.database import rows_of
from fieldapp.store.unit_of_work import Reading

_RECEIVED: Final = """SELECT "id", "at" FROM "row_state" AS s WHERE "kind" = ? AND "rev" > 0
AND "at" IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM "dirty" AS d WHERE d."kind" = s."kind" AND d."id" = s."id")
AND NOT EXISTS (SELECT 1 FROM "in_flight" AS f WHERE f."kind" = s."kind" AND f."id" = s."id")
AND "id" IN"""


def received_at(reading: Reading, kind: str, ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When headquarters wrote these records down as they are now, by its own clock.

    Left out are those of which anything waits here without a receipt, and those that
    headquarters never named.
    """
    found = rows_of(reading.connection, _RECEIVED, kind, list(ids))
    return {UUID(bytes=record): instant_of(at) for record, at in found}
