"""What this laptop must ask about, because headquarters may have lost, moved or kept it.

A record in doubt has no revision (-1), so that no digest counts it and any word on it is newer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from fieldapp.store.record_book import RecordBook
from sync.protocol.digest import bucket_of
from sync.protocol.laptop import DOUBTED, Known
from sync.protocol.messages import Gone


class DoubtBook(RecordBook):
    """Doubts records, and keeps those that must leave, inside one transaction."""

    def doubt(self, kind: str, ids: Collection[UUID]) -> None:
        """Ask headquarters about these records, held here or not."""
        if not ids:
            return
        here = self.known(kind, list(ids))
        self._move(kind, {record: Known(one.scope, DOUBTED) for record, one in here.items()})
        rows = [(kind, record.bytes) for record in ids]
        for said in (
            'INSERT INTO "doubt" VALUES (?, ?) ON CONFLICT DO NOTHING',
            f'UPDATE "row_state" SET "rev" = {DOUBTED} WHERE "kind" = ? AND "id" = ?',
        ):
            self._connection.execute_many(said, rows)

    def doubted(self, kind: str, ids: Sequence[UUID]) -> set[UUID]:
        """Give those of the records that are in doubt."""
        found = self._each('SELECT "id" FROM "doubt" WHERE "kind" = ? AND "id" IN', kind, ids)
        return {UUID(bytes=record) for (record,) in found}

    def told(self, kind: str, ids: Collection[UUID]) -> None:
        """Headquarters told the truth about these records."""
        if ids:
            self._connection.execute_many(
                'DELETE FROM "doubt" WHERE "kind" = ? AND "id" = ?',
                [(kind, record.bytes) for record in ids],
            )

    def anything_doubted(self) -> bool:
        """Tell whether headquarters must still be asked about some record."""
        return self._exists('"doubt"')

    def doubt_newer_than(self, rev: int) -> int:
        """Doubt everything known, removed or leaving by a later revision; tell how much that is.

        That revision is the newest that a headquarters gone back in time and this laptop share.
        """
        doubtful: dict[str, set[UUID]] = defaultdict(set)
        for table in ("row_state", "tombstone", "leaving"):
            found = self._connection.execute(
                f'SELECT "kind", "id" FROM "{table}" WHERE "rev" > ?', (rev,)
            )
            for kind, record in found:
                doubtful[kind].add(UUID(bytes=record))
        for table in ("tombstone", "leaving"):
            self._connection.execute(f'DELETE FROM "{table}" WHERE "rev" > ?', (rev,))
        for kind, ids in doubtful.items():
            self.doubt(kind, ids)
        return sum(map(len, doubtful.values()))

    def held_in(self, scope: str, buckets: Collection[int]) -> list[tuple[str, UUID]]:
        """Give the records of some parts of a scope that headquarters once told of."""
        found = self._connection.execute(
            'SELECT "kind", "id" FROM "row_state" WHERE "scope" = ? AND "rev" > 0', (scope,)
        )
        held = ((kind, UUID(bytes=record)) for kind, record in found)
        return [(kind, record) for kind, record in held if bucket_of(record) in buckets]

    def postpone(self, scope: str, gone: Gone) -> None:
        """Remember that a record must leave once what was changed in it is received."""
        self._connection.execute(
            'INSERT INTO "leaving" VALUES (?, ?, ?, ?) '
            'ON CONFLICT DO UPDATE SET "rev" = excluded."rev"',
            (scope, gone.kind, gone.id.bytes, gone.rev),
        )

    def postponed(self, scope: str) -> list[Gone]:
        """Give and forget what was postponed."""
        found = self._connection.execute(
            'DELETE FROM "leaving" WHERE "scope" = ? RETURNING "kind", "id", "rev"', (scope,)
        ).all()
        return [Gone(kind, UUID(bytes=record), rev) for kind, record, rev in found]
