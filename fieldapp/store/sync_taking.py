"""Taking an answer of headquarters in: one transaction, mute for capture and seals."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from fieldapp.store import orphans
from fieldapp.store.freezing import fields_of
from fieldapp.store.schema import Schema
from fieldapp.store.scope_book import ScopeBook
from fieldapp.store.settings import BEACON, KeptBeacon, remember_here
from fieldapp.store.wire_form import WireForm
from sync.protocol.body import read_body
from sync.protocol.laptop import WHOLE_RECORD, Incoming, Known, Settled
from sync.protocol.messages import Gone, Receipt, Signed, Verdict

ARCHIVED_US: Final = 35 * 24 * 3600 * 1_000_000
"""How long a settled batch is kept, so that a restored headquarters can be given it again."""

_IDS_AT_ONCE: Final = 500
_CONTENT: Final = (Verdict.OK, Verdict.MERGED, Verdict.EXISTED)


class SyncTaking(ScopeBook):
    """What the engine's `Taking` asks for. `finish` ends it; until then nothing is committed."""

    def __init__(self, connection: Connection, schema: Schema) -> None:
        super().__init__(connection)
        self._schema = schema
        self._written: set[str] = set()
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = on")
        connection.exec_driver_sql('UPDATE "applying" SET "now" = 1')

    def finish(self) -> None:
        """Set rows without a root aside, write the digests, let capture and seals work again."""
        orphans.set_aside(self._connection, self._schema.kinds, self._written)
        self.write_digests()
        self._connection.exec_driver_sql('UPDATE "applying" SET "now" = 0')

    # Batches and their receipts

    def settle(self, receipt: Receipt, signed: Signed, at_us: int) -> Settled | None:
        """Keep the receipt and archive its batch; None if no such batch waits here."""
        place = (receipt.device.bytes, receipt.number)
        batch = self._connection.exec_driver_sql(
            'SELECT "hash", "records", "body" FROM "outbox" '
            'WHERE "device" = ? AND "number" = ? AND "settled_at" IS NULL',
            place,
        ).first()
        if batch is None or batch[0] != receipt.hash:
            return None
        self._connection.exec_driver_sql(
            'UPDATE "outbox" SET "settled_at" = ?, "receipt" = ?, "signature" = ? '
            'WHERE "device" = ? AND "number" = ?',
            (at_us, signed.body, signed.signature, *place),
        )
        self._connection.exec_driver_sql(
            'DELETE FROM "in_flight" WHERE "device" = ? AND "number" = ?', place
        )
        self._connection.exec_driver_sql(
            'UPDATE "outbox" SET "body" = NULL WHERE "body" IS NOT NULL AND "settled_at" < ?',
            (at_us - ARCHIVED_US,),
        )
        in_review = self._note_attention(receipt, batch[2], at_us)
        return Settled(json.loads(batch[1]), in_review)

    def _note_attention(self, receipt: Receipt, body: bytes, at_us: int) -> int:
        """Keep the words on every unit that was not simply applied; tell how many there are."""
        if all(ruling.verdict in _CONTENT for ruling in receipt.rulings):
            return 0
        units = read_body(body).units
        # One ruling for all: headquarters could not read the body.
        every = len(receipt.rulings) == len(units)
        rulings = receipt.rulings if every else receipt.rulings[:1] * len(units)
        batch = (receipt.device.bytes, receipt.number)
        rows = [
            (*batch, place, unit.kind, unit.id.bytes, str(ruling.verdict), ruling.text, at_us)
            for place, (unit, ruling) in enumerate(zip(units, rulings, strict=True))
            if ruling.verdict not in _CONTENT
        ]
        self._connection.exec_driver_sql(
            'INSERT INTO "attention" VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING', rows
        )
        return len(rows)

    def reopen(self, device: UUID, number: int) -> int:
        """Let archived batches wait again, from this number on; tell how many."""
        archived = self._connection.exec_driver_sql(
            'SELECT "number", "body" FROM "outbox" WHERE "device" = ? AND "number" >= ? '
            'AND "settled_at" IS NOT NULL AND "body" IS NOT NULL',
            (device.bytes, number),
        ).all()
        for again, body in archived:
            self._connection.exec_driver_sql(
                'UPDATE "outbox" SET "settled_at" = NULL WHERE "device" = ? AND "number" = ?',
                (device.bytes, again),
            )
            note_in_flight(self._connection, device, again, fields_of(read_body(body)))
        return len(archived)

    def anything_unsent(self) -> bool:
        """Tell whether any change has no receipt yet."""
        asked = 'SELECT EXISTS (SELECT 1 FROM "dirty") OR EXISTS (SELECT 1 FROM "in_flight")'
        return bool(self._connection.exec_driver_sql(asked).scalar_one())

    # Records

    def known(self, kind: str, ids: Sequence[UUID]) -> dict[UUID, Known]:
        """Give what headquarters said of those that the laptop holds."""
        found = self._each(
            'SELECT "id", "scope", "rev" FROM "row_state" WHERE "kind" = ? AND "id" IN', kind, ids
        )
        return {UUID(bytes=record): Known(scope, rev) for record, scope, rev in found}

    def unsent(self, kind: str, ids: Sequence[UUID]) -> dict[UUID, frozenset[str]]:
        """Give the fields changed here that have no receipt yet, or `WHOLE_RECORD`."""
        fields: dict[UUID, set[str]] = defaultdict(set)
        for table in ("dirty", "in_flight"):
            asked = f'SELECT "id", "field" FROM "{table}" WHERE "kind" = ? AND "id" IN'
            for record, name in self._each(asked, kind, ids):
                fields[UUID(bytes=record)].add(name)
        return {record: frozenset(names) for record, names in fields.items()}

    def write(self, kind: str, rows: Sequence[Incoming]) -> None:
        """Put records as headquarters has them, and what it said of each."""
        if not rows:
            return
        self._written.add(kind)
        if kind in self._schema.kinds:
            self._put(kind, [(row.id, row.values, row.kept) for row in rows])
            written = [row.id for row in rows]
            for child, record, fields in orphans.waiting_for(
                self._connection, self._schema.kinds, kind, written
            ):
                self._put(child, [(record, fields, frozenset())])
        else:
            self._connection.exec_driver_sql(
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
        by_columns: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
        for record, values, kept in rows:
            if WHOLE_RECORD in kept:
                continue
            stored, aside = form.stored(values)
            names = tuple(name for name in form.names if name not in kept)
            extra = json.dumps(aside) if aside else None
            by_columns[names].append((record.bytes, *(stored.get(n) for n in names), extra))
        for names, written in by_columns.items():
            self._connection.exec_driver_sql(_upsert(kind, names), written)

    def _note_states(self, kind: str, rows: Sequence[Incoming]) -> None:
        self._move(kind, {row.id: Known(row.scope, row.rev) for row in rows})
        self._connection.exec_driver_sql(
            'INSERT INTO "row_state" VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET '
            '"scope" = excluded."scope", "rev" = excluded."rev", "account" = excluded."account", '
            '"at" = excluded."at", "device" = excluded."device"',
            [
                (kind, r.id.bytes, r.scope, r.rev, r.account.bytes, r.at, r.device.bytes)
                for r in rows
            ],
        )

    def _note_hidden(self, kind: str, rows: Sequence[Incoming]) -> None:
        """Remember what changes that may yet be taken back hide; receipts tell of those sent."""
        hidden = [
            (kind, row.id.bytes, name, json.dumps(value), kind, row.id.bytes, name)
            for row in rows
            for name, value in row.hidden.items()
        ]
        if hidden:
            self._connection.exec_driver_sql(
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
        self._connection.exec_driver_sql(
            'UPDATE "row_state" SET "scope" = ?, "rev" = ? WHERE "kind" = ? AND "id" = ?',
            [(scope, rev, kind, record.bytes) for record, rev in revs.items()],
        )

    def remove(self, kind: str, record: UUID) -> bool:
        """Remove a record and its unit; False, and nothing done, while any of it is unsent."""
        unit = [(kind, record), *self._children(kind, record)]
        if any(self.unsent(part, [one]) for part, one in unit):
            return False
        for part, one in reversed(unit):
            self._move(part, {one: None})
            if part in self._schema.kinds:
                self._connection.exec_driver_sql(
                    f'DELETE FROM "{part}" WHERE "id" = ?', (one.bytes,)
                )
            for table in ("unknown_record", "row_state"):
                self._connection.exec_driver_sql(
                    f'DELETE FROM "{table}" WHERE "kind" = ? AND "id" = ?', (part, one.bytes)
                )
        return True

    def _children(self, kind: str, record: UUID) -> list[tuple[str, UUID]]:
        if kind not in self._schema.kinds:
            return []
        return [
            (child.name, UUID(bytes=one))
            for child in self._schema.kinds.children_of(kind)
            for (one,) in self._connection.exec_driver_sql(
                f'SELECT "id" FROM "{child.name}" WHERE "{child.unit}" = ?', (record.bytes,)
            )
        ]

    def postpone(self, scope: str, gone: Gone) -> None:
        """Remember that a record must leave once what was changed in it is received."""
        self._connection.exec_driver_sql(
            'INSERT INTO "leaving" VALUES (?, ?, ?, ?) '
            'ON CONFLICT DO UPDATE SET "rev" = excluded."rev"',
            (scope, gone.kind, gone.id.bytes, gone.rev),
        )

    def postponed(self, scope: str) -> list[Gone]:
        """Give and forget what was postponed."""
        found = self._connection.exec_driver_sql(
            'DELETE FROM "leaving" WHERE "scope" = ? RETURNING "kind", "id", "rev"', (scope,)
        ).all()
        return [Gone(kind, UUID(bytes=record), rev) for kind, record, rev in found]

    def confirm_files(self, held: Collection[bytes]) -> None:
        """Note that headquarters has these files."""
        if held:
            self._connection.exec_driver_sql(
                'INSERT INTO "file_received" VALUES (?) ON CONFLICT DO NOTHING',
                [(digest,) for digest in held],
            )

    def doubt_files(self) -> None:
        """Offer every file again: headquarters may have lost what it had."""
        self._connection.exec_driver_sql('DELETE FROM "file_received"')

    def keep_beacon(self, beacon: Signed, at_us: int) -> None:
        """Keep the newest proof of a time."""
        remember_here(self._connection, BEACON, KeptBeacon(at_us, beacon))

    def _move(self, kind: str, now: Mapping[UUID, Known | None]) -> None:
        """Let the digests follow records that change their revision or scope, or leave."""
        before = self.known(kind, list(now))
        for record, after in now.items():
            self.count(kind, record, before.get(record), after)

    def _each(self, asked: str, kind: str, ids: Sequence[UUID]) -> Iterator[Any]:
        """Rows for these records; `asked` ends in IN."""
        for start in range(0, len(ids), _IDS_AT_ONCE):
            some = [record.bytes for record in ids[start : start + _IDS_AT_ONCE]]
            marks = ", ".join("?" * len(some))
            yield from self._connection.exec_driver_sql(f"{asked} ({marks})", (kind, *some))


def note_in_flight(
    connection: Connection, device: UUID, number: int, fields: Iterable[tuple[str, bytes, str]]
) -> None:
    """Remember what a waiting batch carries, so that no answer overwrites it."""
    connection.exec_driver_sql(
        'INSERT INTO "in_flight" VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        [(*one, device.bytes, number) for one in fields],
    )


def _upsert(kind: str, names: Sequence[str]) -> str:
    columns = ("id", *names, "extra")
    marks = ", ".join("?" * len(columns))
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in columns[1:])
    named = ", ".join(f'"{name}"' for name in columns)
    new = f'INSERT INTO "{kind}" ({named}) VALUES ({marks})'
    return f'{new} ON CONFLICT ("id") DO UPDATE SET {changes}'
