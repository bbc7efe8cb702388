"""Batches and their receipts: what waits, what is archived, and under which number."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Final
from uuid import UUID

from fieldapp.store.connection import Connection
from fieldapp.store.settings import ARCHIVE_DAYS, remembered_here
from sync.protocol.body import Body, read_body
from sync.protocol.laptop import WHOLE_RECORD, Settled
from sync.protocol.messages import Receipt, Ruling, Signed, Verdict

ARCHIVED_DAYS: Final = 35
"""How long a settled batch is kept at least, so that a restored headquarters can be given it."""

_CONTENT: Final = (Verdict.OK, Verdict.MERGED, Verdict.EXISTED)
_ASIDE: Final = (Verdict.QUARANTINED, Verdict.HELD)
"""Verdicts on a unit of which nothing was applied: what stands is what stood."""
_ELSEWHERE: Final = (Verdict.EXISTED, Verdict.MERGED, Verdict.CONFLICT, Verdict.SEALED)
"""Verdicts on a unit of which some record meant as new may have been there already."""


class OutboxBook:
    """Settles, reopens and renumbers batches inside one transaction."""

    _connection: Connection

    def settle(self, receipt: Receipt, signed: Signed, at_us: int) -> Settled | None:
        """Keep the receipt and archive its batch; None if no such batch waits here.

        `at_us` is headquarters' clock: it also tells which archived batches are old enough to go.
        """
        place = (receipt.device.bytes, receipt.number)
        batch = self._connection.execute(
            'SELECT "hash", "records", "body" FROM "outbox" '
            'WHERE "device" = ? AND "number" = ? AND "settled_at" IS NULL',
            place,
        ).first()
        if batch is None or batch[0] != receipt.hash:
            return None
        self._connection.execute(
            'UPDATE "outbox" SET "settled_at" = ?, "receipt" = ?, "signature" = ? '
            'WHERE "device" = ? AND "number" = ?',
            (at_us, signed.body, signed.signature, *place),
        )
        if _all_ok(receipt):
            self._connection.execute(
                'UPDATE "row_state" SET "at" = ? WHERE ("kind", "id") IN ('
                'SELECT "kind", "id" FROM "in_flight" WHERE "device" = ? AND "number" = ?)',
                (at_us, *place),
            )
        self._connection.execute(
            'DELETE FROM "in_flight" WHERE "device" = ? AND "number" = ?', place
        )
        self._connection.execute(
            'UPDATE "outbox" SET "body" = NULL WHERE "body" IS NOT NULL AND "settled_at" < ?',
            (at_us - self._archived_us(),),
        )
        return self._settled(receipt, json.loads(batch[1]), batch[2], at_us)

    def _archived_us(self) -> int:
        """A longer time may be set, for a headquarters with older backups; never a shorter one."""
        days = max(ARCHIVED_DAYS, remembered_here(self._connection, ARCHIVE_DAYS, int) or 0)
        return timedelta(days=days) // timedelta(microseconds=1)

    def _settled(
        self, receipt: Receipt, records: dict[str, int], written: bytes, at_us: int
    ) -> Settled:
        if _all_ok(receipt):
            return Settled(records, 0)
        body = read_body(written)
        # One ruling for all: headquarters could not read the body.
        every = len(receipt.rulings) == len(body.units)
        rulings = receipt.rulings if every else receipt.rulings[:1] * len(body.units)
        in_review = self._note_attention(receipt, body, rulings, at_us)
        self._note_taken(body, rulings, at_us)
        created = [(unit, kind, record) for unit, kind, record, _ in body.created_rows()]
        new = {(kind, record) for _, kind, record in created}
        return Settled(
            records,
            in_review,
            [(kind, one) for unit, kind, one in created if rulings[unit].verdict in _ELSEWHERE],
            [
                (change.kind, change.id)
                for change in body.changed
                if rulings[change.unit].verdict in _ASIDE and (change.kind, change.id) not in new
            ],
        )

    def _note_taken(self, body: Body, rulings: list[Ruling], at_us: int) -> None:
        """Note since when headquarters has what it took; of what it set aside it has nothing."""
        made = [(unit, kind, record) for unit, kind, record, _ in body.created_rows()]
        named = [*made, *((one.unit, one.kind, one.id) for one in body.changed)]
        taken = [
            (at_us, kind, record.bytes)
            for unit, kind, record in named
            if rulings[unit].verdict in _CONTENT
        ]
        if taken:
            self._connection.execute_many(
                'UPDATE "row_state" SET "at" = ? WHERE "kind" = ? AND "id" = ?', taken
            )

    def _note_attention(
        self, receipt: Receipt, body: Body, rulings: list[Ruling], at_us: int
    ) -> int:
        """Keep the words on every unit that was not simply applied; tell how many there are."""
        batch = (receipt.device.bytes, receipt.number)
        rows = [
            (*batch, place, unit.kind, unit.id.bytes, str(ruling.verdict), ruling.text, at_us)
            for place, (unit, ruling) in enumerate(zip(body.units, rulings, strict=True))
            if ruling.verdict not in _CONTENT
        ]
        if rows:
            self._connection.execute_many(
                'INSERT INTO "attention" VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
                rows,
            )
        return len(rows)

    def body(self, device: UUID, number: int) -> bytes | None:
        """Give the bytes of a batch, waiting or archived; None if they are not here."""
        return self._connection.execute(
            'SELECT "body" FROM "outbox" WHERE "device" = ? AND "number" = ?',
            (device.bytes, number),
        ).scalar()

    def reopen(self, device: UUID, number: int) -> bool:
        """Let archived batches wait again, from this number on; False if the first is lost here.

        Headquarters takes a device's batches by number, so without that one it takes no other.
        """
        archived = self._connection.execute(
            'SELECT "number", "body" FROM "outbox" WHERE "device" = ? AND "number" >= ? '
            'AND "settled_at" IS NOT NULL AND "body" IS NOT NULL ORDER BY "number"',
            (device.bytes, number),
        ).all()
        for again, body in archived:
            self._connection.execute(
                'UPDATE "outbox" SET "settled_at" = NULL WHERE "device" = ? AND "number" = ?',
                (device.bytes, again),
            )
            note_in_flight(self._connection, device, again, fields_of(read_body(body)))
        return bool(
            self._connection.execute(
                'SELECT EXISTS (SELECT 1 FROM "outbox" WHERE "device" = ? AND "number" = ? '
                'AND "body" IS NOT NULL)',
                (device.bytes, number),
            ).scalar_one()
        )

    def renumber(self, device: UUID) -> None:
        """Let every waiting batch wait under another device's id, from 1 on, with the same bytes.

        Receipts of before stay under the ids they name.
        """
        waiting = self._connection.execute(WAITING.format('"device", "number"')).all()
        for place, (old, number) in enumerate(waiting, start=1):
            for table in ("outbox", "in_flight"):
                self._connection.execute(
                    f'UPDATE "{table}" SET "device" = ?, "number" = ? '
                    'WHERE "device" = ? AND "number" = ?',
                    (device.bytes, place, old, number),
                )

    def anything_unsent(self) -> bool:
        """Tell whether any change has no receipt yet."""
        asked = 'SELECT EXISTS (SELECT 1 FROM "dirty") OR EXISTS (SELECT 1 FROM "in_flight")'
        return bool(self._connection.execute(asked).scalar_one())


def _all_ok(receipt: Receipt) -> bool:
    return all(ruling.verdict is Verdict.OK for ruling in receipt.rulings)


WAITING: Final = (
    'SELECT {} FROM "outbox" WHERE "settled_at" IS NULL AND "body" IS NOT NULL ORDER BY rowid'
)
"""Batches without a receipt in the order in which they were frozen, whatever their device id."""


def note_in_flight(
    connection: Connection, device: UUID, number: int, fields: Iterable[tuple[str, bytes, str]]
) -> None:
    """Remember what a waiting batch carries, so that no answer overwrites it."""
    connection.execute_many(
        'INSERT INTO "in_flight" VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        [(*one, device.bytes, number) for one in fields],
    )


def fields_of(body: Body) -> list[tuple[str, bytes, str]]:
    """Everything a body carries, as (kind, id, field)."""
    whole = [(kind, one.bytes, WHOLE_RECORD) for _, kind, one, _ in body.created_rows()]
    parts = [
        (change.kind, change.id.bytes, name) for change in body.changed for name in change.fields
    ]
    return whole + parts
