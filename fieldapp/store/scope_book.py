"""Where the laptop stands in each scope: cursor, pages in waiting, digest of its records."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

import msgspec

from fieldapp.store.connection import Connection
from sync.protocol.anchors import Anchor
from sync.protocol.digest import BUCKETS, bucket_of, moved, row_digest, written
from sync.protocol.laptop import Known, Standing
from sync.protocol.messages import ScopePage, Stage

STANDING = '"anchors", "stage", "comparing", "differs"'
"""The columns of a cursor that `read_standing` reads."""


class ScopeBook:
    """Reads and writes it inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._come: dict[str, list[int]] = defaultdict(list)
        self._gone: dict[str, list[int]] = defaultdict(list)

    def standing(self, scope: str) -> Standing:
        """Tell where the laptop stands in a scope."""
        asked = f'SELECT {STANDING} FROM "cursor" WHERE "scope" = ?'
        row = self._connection.execute(asked, (scope,)).first()
        return Standing() if row is None else read_standing(row)

    def stand(self, scope: str, standing: Standing) -> None:
        """Note where the laptop stands now."""
        stage = standing.stage and msgspec.msgpack.encode(standing.stage)
        self._connection.execute(
            f'INSERT INTO "cursor" ("scope", {STANDING}, "revoked") '
            "VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT DO UPDATE SET "
            '"anchors" = excluded."anchors", "stage" = excluded."stage", '
            '"comparing" = excluded."comparing", "differs" = excluded."differs", "revoked" = 0',
            (
                *(scope, msgspec.msgpack.encode(standing.anchors), stage),
                *(int(standing.comparing), int(standing.differs)),
            ),
        )

    def is_revoked(self, scope: str) -> bool:
        """Tell whether the scope was not granted the last time."""
        asked = 'SELECT "revoked" FROM "cursor" WHERE "scope" = ?'
        return bool(self._connection.execute(asked, (scope,)).scalar())

    def revoke(self, scope: str) -> None:
        """Note that the scope is not granted any more; nothing is removed."""
        self._connection.execute(
            'INSERT INTO "cursor" ("scope", "revoked") VALUES (?, 1) '
            'ON CONFLICT DO UPDATE SET "revoked" = 1',
            (scope,),
        )

    def stage(self, scope: str, page: ScopePage) -> None:
        """Keep a page until the scope is complete."""
        self._connection.execute(
            'INSERT INTO "staged" ("scope", "page") VALUES (?, ?)',
            (scope, msgspec.msgpack.encode(page)),
        )

    def staged(self, scope: str) -> list[ScopePage]:
        """Give the pages kept, in order."""
        kept = self._connection.execute(
            'SELECT "page" FROM "staged" WHERE "scope" = ? ORDER BY "place"', (scope,)
        ).scalars()
        return [msgspec.msgpack.decode(page, type=ScopePage) for page in kept]

    def unstage(self, scope: str) -> None:
        """Forget the pages kept."""
        self._connection.execute('DELETE FROM "staged" WHERE "scope" = ?', (scope,))

    def count(self, kind: str, record: UUID, before: Known | None, after: Known | None) -> None:
        """Let the digests follow one record; what headquarters never had counts in none."""
        if before and before.rev > 0:
            self._gone[before.scope].append(row_digest(kind, record, before.rev))
        if after and after.rev > 0:
            self._come[after.scope].append(row_digest(kind, record, after.rev))

    def digest(self, scope: str) -> int:
        """Give the digest of the scope's records at their revisions."""
        kept = self._connection.execute(
            'SELECT "digest" FROM "cursor" WHERE "scope" = ?', (scope,)
        ).scalar()
        before = int.from_bytes(kept or b"", "big")
        return moved(before, self._come.get(scope, ()), self._gone.get(scope, ()))

    def forget(self, scope: str) -> None:
        """Stand nowhere in a scope of which nothing is held any more."""
        self.unstage(scope)
        self._connection.execute(
            f'UPDATE "cursor" SET ({STANDING}, "digest") = (NULL, NULL, 0, 0, NULL) '
            'WHERE "scope" = ?',
            (scope,),
        )
        self._come.pop(scope, None)
        self._gone.pop(scope, None)

    def write_digests(self) -> None:
        """Keep the digests that moved."""
        for scope in sorted(self._come.keys() | self._gone.keys()):
            self._connection.execute(
                'INSERT INTO "cursor" ("scope", "digest") VALUES (?, ?) '
                'ON CONFLICT DO UPDATE SET "digest" = excluded."digest"',
                (scope, written(self.digest(scope))),
            )
        self._come.clear()
        self._gone.clear()


def read_standing(row: Any) -> Standing:
    """A standing from the columns `STANDING` of a cursor."""
    anchors, stage, comparing, differs = row
    return Standing(
        msgspec.msgpack.decode(anchors, type=tuple[Anchor, ...]) if anchors else (),
        msgspec.msgpack.decode(stage, type=Stage) if stage else None,
        bool(comparing),
        bool(differs),
    )


def bucket_digests(connection: Connection, scope: str) -> list[bytes]:
    """Give the digest of each part of a scope, to find out which records differ."""
    sums = [0] * BUCKETS
    found = connection.execute(
        'SELECT "kind", "id", "rev" FROM "row_state" WHERE "scope" = ? AND "rev" > 0', (scope,)
    )
    for kind, raw, rev in found:
        record = UUID(bytes=raw)
        place = bucket_of(record)
        sums[place] = moved(sums[place], [row_digest(kind, record, rev)])
    return [written(one) for one in sums]
