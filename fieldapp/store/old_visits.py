"""Old visits on the laptop: their words leave once headquarters has them, and come back on demand.

Nothing leaves that waits to be received, is in doubt, or still has an acta under way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from fieldapp.records.kinds import Kinds
from fieldapp.rules.old_visits import TIMES, VISIT, told_short
from fieldapp.rules.visits import VisitStatus
from fieldapp.store.connection import Connection
from fieldapp.store.doubt_book import DoubtBook
from fieldapp.store.unit_of_work import Reading
from sync.protocol.laptop import WHOLE_RECORD, Incoming

_DAY_US: Final = 24 * 60 * 60 * 1_000_000
_BROUGHT_FOR_US: Final = 30 * _DAY_US
"""What was asked back stays in full so long, then leaves again."""

_AWAY: Final = 'SELECT "id" FROM "put_away" WHERE "brought_at" IS NULL'
_ENDED: Final = f"coalesce({', '.join(TIMES)})"
_OLD: Final = f"""
SELECT visit."id" FROM "{VISIT}" AS visit
JOIN "row_state" AS state ON state."kind" = '{VISIT}' AND state."id" = visit."id"
LEFT JOIN "put_away" AS away ON away."id" = visit."id"
WHERE visit."status" = '{VisitStatus.CLOSED}' AND {_ENDED} < ? AND state."rev" > 0
  AND (away."id" IS NULL OR away."brought_at" < ?)
  AND NOT EXISTS (SELECT 1 FROM "minutes" WHERE "activity" = visit."id" AND "annulled" IS NULL
    AND "status" NOT IN ('sealed', 'void'))"""


class OldVisitBook(DoubtBook):
    """Lets words leave and asks for them back, inside a transaction mute for capture and seals."""

    def put_away(self, since_us: int, now_us: int) -> frozenset[str]:
        """Let the words of visits that ended before `since_us` leave; give the kinds that changed.

        `now_us` is headquarters' time.
        """
        found = due(self._connection, self._schema.kinds, since_us, now_us)
        old = [record for record in found if self._may_leave(record)]
        if not old:
            return frozenset()
        short = list(_short(self._schema.kinds))
        for kind, leads_to, names in short:
            emptied = ", ".join(f'"{name}" = NULL' for name in sorted(names))
            self._connection.execute_many(
                f'UPDATE "{kind}" SET {emptied} WHERE "{leads_to}" = ?',
                [(record,) for record in old],
            )
        self._note_away(old)
        return frozenset(kind for kind, _, _ in short)

    def bring_back(self, visit: UUID, now_us: int) -> None:
        """Ask headquarters for all of an old visit; it comes with the next sync."""
        for kind, leads_to, _ in _short(self._schema.kinds):
            found = self._connection.execute(
                f'SELECT "id" FROM "{kind}" WHERE "{leads_to}" = ?', (visit.bytes,)
            ).scalars()
            self.doubt(kind, [UUID(bytes=record) for record in found])
        self._connection.execute(
            'UPDATE "put_away" SET "brought_at" = ? WHERE "id" = ?', (now_us, visit.bytes)
        )

    def write(self, kind: str, rows: Sequence[Incoming]) -> None:
        """Put records; of a visit that has left no word comes back unasked.

        What comes in short although its visit is here in full is asked for whole.
        """
        kinds = self._schema.kinds
        names = told_short(kinds[kind]) if kind in kinds else frozenset[str]()
        if not names:
            super().write(kind, rows)
            return
        leads_to = kinds[kind].unit
        visits = {
            row.id: UUID(row.values[leads_to]) if leads_to else row.id
            for row in rows
            if WHOLE_RECORD not in row.kept and leads_to not in row.kept
        }
        short = {row.id for row in rows if row.id in visits and names <= row.withheld}
        if not leads_to:
            closed = VisitStatus.CLOSED
            self._note_opened([row for row in rows if row.values.get("status") != closed])
        here = self.known(VISIT, list({visits[record] for record in short}))
        self._note_away({visits[record].bytes for record in short if visits[record] not in here})
        away = set(self._connection.execute(_AWAY).scalars())
        left = {record for record, visit in visits.items() if visit.bytes in away}
        super().write(kind, [_without(row, names) if row.id in left else row for row in rows])
        self.doubt(kind, short - left)

    def _note_opened(self, visits: Sequence[Incoming]) -> None:
        """A visit that is worked on again comes whole with all that belongs to it."""
        if visits:
            self._connection.execute_many(
                'DELETE FROM "put_away" WHERE "id" = ?', [(visit.id.bytes,) for visit in visits]
            )

    def _note_away(self, visits: Collection[bytes]) -> None:
        if visits:
            self._connection.execute_many(
                'INSERT INTO "put_away" VALUES (?, NULL) '
                'ON CONFLICT DO UPDATE SET "brought_at" = excluded."brought_at"',
                [(visit,) for visit in visits],
            )

    def _may_leave(self, visit: bytes) -> bool:
        if self.unit_waits(VISIT, UUID(bytes=visit)):
            return False
        return not _is_coming(self._connection, self._schema.kinds, visit)


def due(connection: Connection, kinds: Kinds, since_us: int, now_us: int) -> Sequence[bytes]:
    """The visits whose words may leave, unless something of them waits: asked before writing."""
    if not since_us or VISIT not in kinds or "minutes" not in kinds:
        return ()
    asked = (since_us, now_us - _BROUGHT_FOR_US)
    return connection.execute(_OLD, asked).scalars()


def is_put_away(reading: Reading, visit: UUID) -> bool:
    """Tell whether the words of a visit are not here: not asked for, or not come yet."""
    found = reading.connection.execute(
        'SELECT "brought_at" FROM "put_away" WHERE "id" = ?', (visit.bytes,)
    ).first()
    return found is not None and (found[0] is None or is_coming(reading, visit))


def is_coming(reading: Reading, visit: UUID) -> bool:
    """Tell whether an old visit was asked for and has not come yet."""
    return _is_coming(reading.connection, reading.schema.kinds, visit.bytes)


def _without(row: Incoming, names: frozenset[str]) -> Incoming:
    shown = {name: value for name, value in row.values.items() if name not in names}
    return replace(row, values=shown, kept=row.kept | names)


def _is_coming(connection: Connection, kinds: Kinds, visit: bytes) -> bool:
    return any(
        connection.execute(
            f'SELECT EXISTS (SELECT 1 FROM "doubt" AS d JOIN "{kind}" AS r ON r."id" = d."id" '
            f'WHERE d."kind" = ? AND r."{leads_to}" = ?)',
            (kind, visit),
        ).scalar_one()
        for kind, leads_to, _ in _short(kinds)
    )


def _short(kinds: Kinds) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Each kind that leaves words, the field that leads to its visit, and those fields."""
    for spec in kinds:
        names = told_short(spec)
        if names:
            yield spec.name, spec.unit or "id", names
