"""Taking an answer of headquarters in: one transaction, mute for capture and seals."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Sequence
from uuid import UUID

from msgspec.structs import replace

from fieldapp.store import orphans
from fieldapp.store.connection import Connection
from fieldapp.store.old_visits import OldVisitBook
from fieldapp.store.outbox_book import OutboxBook
from fieldapp.store.schema import Schema
from fieldapp.store.settings import (
    BEACON,
    CLOCK,
    KeptBeacon,
    KeptClock,
    identity_here,
    remember_here,
    remembered_here,
    set_identity_here,
)
from sync.protocol.laptop import Incoming
from sync.protocol.messages import Certificate, Signed

Freeze = Callable[[Connection], None]
"""Turns what was typed into batches, inside a transaction."""

Held = Callable[[], Iterable[bytes]]
"""Gives the digest of every file that lies in the vault."""


class SyncTaking(OldVisitBook, OutboxBook):
    """What the engine's `Taking` asks for. `finish` ends it; until then nothing is committed."""

    def __init__(self, connection: Connection, schema: Schema, held: Held, freeze: Freeze) -> None:
        super().__init__(connection, schema)
        self._held = held
        self._freeze = freeze
        connection.execute("PRAGMA defer_foreign_keys = on")
        self._be_mute()

    def _be_mute(self) -> None:
        self._connection.execute('UPDATE "applying" SET "now" = 1')

    def finish(self) -> None:
        """Set rows without a root aside, write the digests, let capture and seals work again."""
        orphans.set_aside(self._connection, self._schema.kinds, self._written)
        self.write_digests()
        self._connection.execute('UPDATE "applying" SET "now" = 0')

    def write(self, kind: str, rows: Sequence[Incoming]) -> None:
        """Put records as headquarters has them; under a signature nothing of this laptop stays.

        What was typed into an acta that somebody signed meanwhile is frozen first: it goes up as
        it is, and waits there for a person.
        """
        signed = {row.id for row in rows if kind == "minutes" and _is_signed_over(row)}
        if signed:
            self._freeze(self._connection)
            self._be_mute()
        super().write(kind, [_as_signed(row) if row.id in signed else row for row in rows])

    def reopen(self, device: UUID, number: int) -> bool:
        """Let archived batches wait again, and doubt what they carry.

        What stood against them then, and is shown here, may be lost at headquarters; they win now.
        """
        there = super().reopen(device, number)
        carried = self._connection.execute(
            'SELECT DISTINCT "kind", "id" FROM "in_flight" JOIN "row_state" USING ("kind", "id") '
            'WHERE "in_flight"."device" = ? AND "number" >= ? AND "rev" > 0',
            (device.bytes, number),
        ).all()
        for kind, record in carried:
            self.doubt(kind, [UUID(bytes=record)])
        return there

    # Who this vault is

    def is_stuck(self, device: UUID) -> bool:
        """Tell whether work would wait for ever behind a batch of this id that is lost here."""
        who = identity_here(self._connection)
        speaks_so = who is not None and who.enrolment.device == device
        return speaks_so or self._exists(
            '"outbox" WHERE "device" = ? AND "settled_at" IS NULL', device.bytes
        )

    def become(self, certificate: Certificate, signed: Signed) -> None:
        """Go on as the device that headquarters made for this copy of a vault."""
        who = identity_here(self._connection)
        if who is None:
            raise LookupError("a vault syncs only after its enrolment")
        enrolment = replace(
            who.enrolment,
            device=certificate.device,
            device_code=certificate.device_code,
            certificate=signed,
        )
        heir = replace(
            who,
            enrolment=enrolment,
            signing_seed=who.successor_seed,
            successor_seed=b"",
            series=certificate.device_code,
            series_told=True,
        )
        set_identity_here(self._connection, heir)
        self.renumber(certificate.device)

    def series_told(self, series: str) -> None:
        """Headquarters heard of the series that a restored copy gave itself."""
        who = identity_here(self._connection)
        if who is not None and who.series == series:
            set_identity_here(self._connection, replace(who, series_told=True))

    # Files and proofs of time

    def confirm_files(self, held: Collection[bytes]) -> None:
        """Note that headquarters has these files."""
        if held:
            self._connection.execute_many(
                'INSERT INTO "file_received" VALUES (?) ON CONFLICT DO NOTHING',
                [(digest,) for digest in held],
            )

    def files_wait(self) -> bool:
        """Tell whether a file lies here that headquarters is not known to have."""
        received = set(self._connection.execute('SELECT "sha256" FROM "file_received"').scalars())
        return any(digest not in received for digest in self._held())

    def doubt_files(self) -> None:
        """Offer every file again: headquarters may have lost what it had."""
        self._connection.execute('DELETE FROM "file_received"')

    def keep_beacon(self, beacon: Signed, at_us: int) -> None:
        """Keep the newest proof of a time."""
        remember_here(self._connection, BEACON, KeptBeacon(at_us, beacon))

    def keep_clock(self, answered_us: int, ahead_us: int, next_after_s: int) -> None:
        """Keep when headquarters answered, how far ahead its clock is, and when to come again.

        An answer that came late, in an envelope, does not make the last one older.
        """
        kept = remembered_here(self._connection, CLOCK, KeptClock)
        if kept is not None and kept.ahead_us == ahead_us and kept.answered_us > answered_us:
            return
        remember_here(self._connection, CLOCK, KeptClock(answered_us, ahead_us, next_after_s))


def _is_signed_over(row: Incoming) -> bool:
    return row.values.get("status") == "sealed" and bool(row.hidden)


def _as_signed(row: Incoming) -> Incoming:
    shown = {name: value for name, value in row.hidden.items() if value is not None}
    return dataclasses.replace(
        row, values={**row.values, **shown}, kept=row.kept - row.hidden.keys(), hidden={}
    )
