"""What was typed here and has no receipt yet, and what its batches say of records that come.

A batch may wait again long after it was received, because headquarters was restored from a backup.
By then its records may have left this laptop, or show what others wrote since; only the batch
still has what was typed.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from fieldapp.store.database import rows_of
from fieldapp.store.scope_book import ScopeBook
from sync.protocol.body import read_body
from sync.protocol.laptop import WHOLE_RECORD, Incoming

_Said = Mapping[str, Any]
"""Field name → value in wire form, None for a field that was emptied."""


class UnreceivedBook(ScopeBook):
    """Tells what waits to be received, inside one transaction."""

    def unsent(self, kind: str, ids: Sequence[UUID]) -> dict[UUID, frozenset[str]]:
        """Give the fields changed here that have no receipt yet, or `WHOLE_RECORD`."""
        dirty, in_flight = self._fields("dirty", kind, ids), self._fields("in_flight", kind, ids)
        return {
            record: dirty.get(record, frozenset()) | in_flight.get(record, frozenset())
            for record in dirty.keys() | in_flight.keys()
        }

    def _with_unreceived(self, kind: str, rows: Sequence[Incoming]) -> Sequence[Incoming]:
        """Give rows of a kind this laptop knows with what waiting batches say of kept fields.

        What was typed since the last freeze is newer than any batch and stays as it is here. So
        does a record whose creation waits, unless it is not here at all.
        """
        ids = [row.id for row in rows if row.kept]
        said = self._said(kind, ids)
        if not said:
            return rows
        dirty = self._fields("dirty", kind, ids)
        return [
            self._laid_over(kind, row, said[row.id], dirty.get(row.id, frozenset()))
            if row.id in said
            else row
            for row in rows
        ]

    def _laid_over(self, kind: str, row: Incoming, said: _Said, dirty: frozenset[str]) -> Incoming:
        if WHOLE_RECORD not in row.kept:
            own = {name: said[name] for name in (row.kept & said.keys()) - dirty}
            kept = row.kept - own.keys()
        elif self._exists(f'"{kind}" WHERE "id" = ?', row.id.bytes):
            return row
        else:
            own, kept = said, frozenset[str]()
        typed = {name: value for name, value in own.items() if value is not None}
        return dataclasses.replace(row, values={**row.values, **typed}, kept=kept)

    def _said(self, kind: str, ids: Sequence[UUID]) -> dict[UUID, _Said]:
        """Read the newest word on each record from the batches, as they were frozen."""
        in_flight = 'SELECT "device", "number" FROM "in_flight" WHERE "kind" = ? AND "id" IN'
        batches = {(device, number) for device, number in self._each(in_flight, kind, ids)}
        found = [
            self._connection.execute(
                'SELECT rowid, "body" FROM "outbox" WHERE "device" = ? AND "number" = ? '
                'AND "body" IS NOT NULL',
                place,
            ).all()
            for place in batches
        ]
        said: dict[UUID, dict[str, Any]] = defaultdict(dict)
        for _, written in sorted(row for rows in found for row in rows):
            body = read_body(written)
            for _, made, record, values in body.created_rows():
                if made == kind:
                    said[record] |= values
            for change in body.changed:
                if change.kind == kind:
                    said[change.id] |= {name: new for name, (new, _) in change.fields.items()}
        return {record: said[record] for record in ids if record in said}

    # Inside

    def _fields(self, table: str, kind: str, ids: Sequence[UUID]) -> dict[UUID, frozenset[str]]:
        fields: dict[UUID, set[str]] = defaultdict(set)
        asked = f'SELECT "id", "field" FROM "{table}" WHERE "kind" = ? AND "id" IN'
        for record, name in self._each(asked, kind, ids):
            fields[UUID(bytes=record)].add(name)
        return {record: frozenset(names) for record, names in fields.items()}

    def _each(self, asked: str, kind: str, ids: Sequence[UUID]) -> Iterator[Any]:
        """Rows for these records; `asked` ends in IN."""
        return rows_of(self._connection, asked, kind, ids)

    def _exists(self, rows: str, *values: Any) -> bool:
        asked = f"SELECT EXISTS (SELECT 1 FROM {rows})"
        return bool(self._connection.execute(asked, values).scalar_one())
