"""The records an answer brings, changes and takes away, and what headquarters said of each.

Works inside the transaction that takes the answer in, mute for capture and seals.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from fieldapp.store import orphans
from fieldapp.store.connection import Connection, marks
from fieldapp.store.schema import Schema
from fieldapp.store.unreceived import UnreceivedBook
from fieldapp.store.wire_form import WireForm
from sync.protocol.laptop import WHOLE_RECORD, Incoming, Known

_LONG_GONE: Final = 2**62
"""The revision of what left with its whole scope: nobody here knows where it went since."""


class RecordBook(UnreceivedBook):
    """Reads and writes them inside one transaction."""

    def __init__(self, connection: Connection, schema: Schema) -> None:
        super().__init__(connection)
        self._schema = schema
        self._written: set[str] = set()

    def known(self, kind: str, ids: Sequence[UUID]) -> dict[UUID, Known]:
        """Give what headquarters said of those that the laptop holds."""
        found = self._each(
            'SELECT "id", "scope", "rev" FROM "row_state" WHERE "kind" = ? AND "id" IN', kind, ids
        )
        return {UUID(bytes=record): Known(scope, rev) for record, scope, rev in found}

    # What comes

    def write(self, kind: str, rows: Sequence[Incoming]) -> None:
        """Put records as headquarters has them, and what it said of each."""
        if not rows:
            return
        self._written.add(kind)
        if kind in self._schema.kinds:
            shown = self._with_unreceived(kind, rows)
            self._put(kind, [(row.id, row.values, row.kept) for row in shown])
            written = [row.id for row in rows]
            for child, record, fields in orphans.waiting_for(
                self._connection, self._schema.kinds, kind, written
            ):
                self._put(child, [(record, fields, frozenset())])
        else:
            self._connection.execute_many(
                'INSERT INTO "unknown_record" VALUES (?, ?, ?) '
                'ON CONFLICT DO UPDATE SET "fields" = excluded."fields"',
                [(kind, row.id.bytes, json.dumps(dict(row.values))) for row in rows],
            )
        self._note_states(kind, rows)
        self._note_hidden(kind, rows)

    def _put(
        self, kind: str, rows: Iterable[tuple[UUID, Mapping[str, Any], frozenset[str]]]
    ) -> None:
        """Write records (id, values, fields to keep); what has no column goes to `extra`."""
        form = WireForm(self._schema.kinds[kind])
        every_name = form.names
        by_columns: dict[tuple[str, ...], list[tuple[UUID, dict[str, Any], str | None]]]
        by_columns = defaultdict(list)
        for record, values, kept in rows:
            if WHOLE_RECORD in kept:
                continue
            stored, aside = form.stored(values)
            names = every_name
            if kept:
                names = tuple(name for name in every_name if name not in kept)
                aside |= self._kept_aside(kind, record, kept.difference(every_name))
            extra = json.dumps(aside) if aside else None
            by_columns[names].append((record, stored, extra))
        for names, written in by_columns.items():
            filled = {name for _, stored, _ in written for name in stored}
            told = [name for name in names if name in filled]
            self._connection.execute_many(
                _upsert(kind, told, names),
                [
                    (record.bytes, *map(stored.get, told), extra)
                    for record, stored, extra in written
                ],
            )

    def _kept_aside(self, kind: str, record: UUID, names: frozenset[str]) -> dict[str, Any]:
        """What is held of fields that must stay and for which this program has no column."""
        if not names:
            return {}
        extra = self._connection.execute(
            f'SELECT "extra" FROM "{kind}" WHERE "id" = ?', (record.bytes,)
        ).scalar()
        return {name: value for name, value in json.loads(extra or "{}").items() if name in names}

    def _note_states(self, kind: str, rows: Sequence[Incoming]) -> None:
        self._move(kind, {row.id: Known(row.scope, row.rev) for row in rows})
        self._connection.execute_many(
            'INSERT INTO "row_state" VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET '
            '"scope" = excluded."scope", "rev" = excluded."rev", "account" = excluded."account", '
            '"at" = excluded."at", "device" = excluded."device"',
            [
                (kind, r.id.bytes, r.scope, r.rev, r.account.bytes, r.at, r.device.bytes)
                for r in rows
            ],
        )
        self._connection.execute_many(
            'DELETE FROM "tombstone" WHERE "kind" = ? AND "id" = ?',
            [(kind, row.id.bytes) for row in rows],
        )

    def _note_hidden(self, kind: str, rows: Sequence[Incoming]) -> None:
        """Remember what changes that may yet be taken back hide; receipts tell of those sent."""
        hidden = [
            (kind, row.id.bytes, name, json.dumps(value), kind, row.id.bytes, name)
            for row in rows
            for name, value in row.hidden.items()
        ]
        if hidden:
            self._connection.execute_many(
                'INSERT INTO "hidden" SELECT ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM '
                '"in_flight" WHERE "kind" = ? AND "id" = ? AND "field" IN (?, \'\')) '
                'ON CONFLICT DO UPDATE SET "value" = excluded."value"',
                hidden,
            )

    def raise_revs(self, kind: str, scope: str, revs: Mapping[UUID, int]) -> None:
        """Note the revision of records that already stand as headquarters has them."""
        if not revs:
            return
        self._move(kind, {record: Known(scope, rev) for record, rev in revs.items()})
        self._connection.execute_many(
            'UPDATE "row_state" SET "scope" = ?, "rev" = ? WHERE "kind" = ? AND "id" = ?',
            [(scope, rev, kind, record.bytes) for record, rev in revs.items()],
        )

    # What leaves

    def remove(self, kind: str, record: UUID, rev: int) -> bool:
        """Remove a record with its children; False, and nothing done, while its unit is unsent.

        `rev` is the revision that says it is gone, and stays in its tombstone.
        """
        if self.unit_waits(kind, record):
            return False
        for part, one in reversed([(kind, record), *self._children(kind, record)]):
            self._move(part, {one: None})
            if part in self._schema.kinds:
                self._connection.execute(f'DELETE FROM "{part}" WHERE "id" = ?', (one.bytes,))
            for table in ("unknown_record", "row_state"):
                self._connection.execute(
                    f'DELETE FROM "{table}" WHERE "kind" = ? AND "id" = ?', (part, one.bytes)
                )
            self._bury(part, one, rev)
        return True

    def _bury(self, kind: str, record: UUID, rev: int) -> None:
        self._connection.execute(
            'INSERT INTO "tombstone" VALUES (?, ?, ?) '
            'ON CONFLICT DO UPDATE SET "rev" = max("rev", excluded."rev")',
            (kind, record.bytes, rev),
        )

    def unit_waits(self, kind: str, record: UUID) -> bool:
        """Tell whether anything in the unit of a record has no receipt yet."""
        if kind not in self._schema.kinds:
            return bool(self.unsent(kind, [record]))
        spec, root = self._schema.kinds[kind], record.bytes
        if spec.unit:
            above = self._connection.execute(
                f'SELECT "{spec.unit}" FROM "{kind}" WHERE "id" = ?', (root,)
            ).scalar()
            if above is not None:
                spec, root = self._schema.kinds[spec[spec.unit].fact.to[0]], above
        parts = [(spec.name, "= ?")] + [
            (child.name, f'IN (SELECT "id" FROM "{child.name}" WHERE "{child.unit}" = ?)')
            for child in self._schema.kinds.children_of(spec.name)
        ]
        return any(
            self._exists(f'"{table}" WHERE "kind" = ? AND "id" {of_the_unit}', part, root)
            for part, of_the_unit in parts
            for table in ("dirty", "in_flight")
        )

    def _children(self, kind: str, record: UUID) -> list[tuple[str, UUID]]:
        if kind not in self._schema.kinds:
            return []
        return [
            (child.name, UUID(bytes=one))
            for child in self._schema.kinds.children_of(kind)
            for (one,) in self._connection.execute(
                f'SELECT "id" FROM "{child.name}" WHERE "{child.unit}" = ?', (record.bytes,)
            )
        ]

    def size(self, scope: str) -> int:
        """Tell how many records of a scope this laptop holds."""
        return self._connection.execute(
            'SELECT count(*) FROM "row_state" WHERE "scope" = ?', (scope,)
        ).scalar_one()

    def waits_in(self, scope: str) -> bool:
        """Tell whether something typed in a scope has no receipt yet.

        What was made since the last freeze has no scope yet and may belong there.
        """
        held = 'SELECT "kind", "id" FROM "row_state" WHERE "scope" = ?'
        return (
            self._exists(f'"in_flight" WHERE ("kind", "id") IN ({held})', scope)
            or self._exists(f'"dirty" WHERE ("kind", "id") IN ({held})', scope)
            or self._exists(
                '"dirty" WHERE ("kind", "id") NOT IN (SELECT "kind", "id" FROM "row_state")'
            )
        )

    def unite(self, scope: str) -> None:
        """Let what was added here to a record belong to its scope, where headquarters moved it."""
        for spec in (spec for spec in self._schema.kinds if spec.unit):
            apart = self._connection.execute(
                f'SELECT child."id" FROM "{spec.name}" AS child '
                'JOIN "row_state" AS own ON own."kind" = ? AND own."id" = child."id" '
                f'JOIN "row_state" AS root ON root."kind" = ? AND root."id" = child."{spec.unit}" '
                'WHERE root."scope" = ? AND own."scope" <> root."scope"',
                (spec.name, spec[spec.unit].fact.to[0], scope),
            ).scalars()
            ids = [UUID(bytes=one) for one in apart]
            known = self.known(spec.name, ids)
            self._move(spec.name, {one: Known(scope, known[one].rev) for one in ids})
            if ids:
                self._connection.execute_many(
                    'UPDATE "row_state" SET "scope" = ? WHERE "kind" = ? AND "id" = ?',
                    [(scope, spec.name, one.bytes) for one in ids],
                )

    def drop(self, scope: str) -> int:
        """Remove all that is held of a scope; their tombstones stay. Tell how many there were."""
        ask = self._connection.execute
        kinds = ask('SELECT DISTINCT "kind" FROM "row_state" WHERE "scope" = ?', (scope,)).scalars()
        for kind in [kind for kind in kinds if kind in self._schema.kinds]:
            ask(
                f'DELETE FROM "{kind}" WHERE "id" IN '
                '(SELECT "id" FROM "row_state" WHERE "kind" = ? AND "scope" = ?)',
                (kind, scope),
            )
            self._written |= {child.name for child in self._schema.kinds.children_of(kind)}
        ask(
            'INSERT INTO "tombstone" SELECT "kind", "id", ? FROM "row_state" WHERE "scope" = ? '
            'ON CONFLICT DO UPDATE SET "rev" = excluded."rev"',
            (_LONG_GONE, scope),
        )
        for table in ("unknown_record", "hidden", "doubt"):
            ask(
                f'DELETE FROM "{table}" WHERE ("kind", "id") IN '
                '(SELECT "kind", "id" FROM "row_state" WHERE "scope" = ?)',
                (scope,),
            )
        dropped = ask('DELETE FROM "row_state" WHERE "scope" = ?', (scope,)).rowcount
        ask('DELETE FROM "leaving" WHERE "scope" = ?', (scope,))
        self.forget(scope)
        return dropped

    # Inside

    def _move(self, kind: str, now: Mapping[UUID, Known | None]) -> None:
        """Let the digests follow records that change their revision or scope, or leave."""
        before = self.known(kind, list(now))
        for record, after in now.items():
            self.count(kind, record, before.get(record), after)


def _upsert(kind: str, told: Iterable[str], names: Iterable[str]) -> str:
    """Write records of which only some columns are told; the rest of `names` becomes empty."""
    given = ("id", *told, "extra")
    columns = ", ".join(f'"{name}"' for name in given)
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in (*names, "extra"))
    new = f'INSERT INTO "{kind}" ({columns}) VALUES ({marks(given)})'
    return f'{new} ON CONFLICT ("id") DO UPDATE SET {changes}'
