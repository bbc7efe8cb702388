"""What a vault remembers between two syncs; satisfies the engine's `EngineStore`.

Everything that must survive a power cut is on the disk before it is sent: a batch is frozen in
the transaction that empties `dirty`, and an answer is taken in by one transaction or not at all.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from msgspec.structs import replace

from fieldapp.records.values import instant_of
from fieldapp.rules.old_visits import in_full_since
from fieldapp.store.connection import Connection
from fieldapp.store.files_coming import FilesComing
from fieldapp.store.files_going import FileLoad, FilesGoing, SyncFiles
from fieldapp.store.freezing import Freezer
from fieldapp.store.old_visits import due
from fieldapp.store.outbox_book import WAITING, note_in_flight
from fieldapp.store.review_lines import Review, reviews
from fieldapp.store.scope_book import STANDING, bucket_digests, read_standing
from fieldapp.store.scopes import Level1, Scopes
from fieldapp.store.settings import (
    BEACON,
    CLOCK,
    Identity,
    KeptBeacon,
    KeptClock,
    identity,
    identity_here,
    remember_here,
    remembered,
    set_identity_here,
)
from fieldapp.store.sync_taking import SyncTaking
from fieldapp.store.unit_of_work import Reading, Store
from sync.protocol.body import batch_hash
from sync.protocol.files import Lane
from sync.protocol.laptop import Frozen, Standing
from sync.protocol.messages import Signed

_SEED_BYTES: Final = 32
_UNANSWERED: Final = "unanswered"
_UNFROZEN_BYTES: Final = 150
"""About what a changed record takes in a request; it is not known before it is frozen."""


@dataclass(frozen=True, slots=True)
class SyncCounts:
    """How things stand with headquarters, read from receipts and never from a transport."""

    pending: Mapping[str, int]
    """Records with a change that has no receipt, by kind."""
    batches_waiting: int
    receipts: int
    last_receipt_us: int
    """Headquarters' time of the newest receipt; 0 if there is none."""
    in_review: tuple[Review, ...]
    files_waiting: Mapping[str, int]
    """Files headquarters may lack, by lane: `small`, `large`."""
    bytes_waiting: Mapping[str, int]
    """What is still to be sent, by lane: `records` (about), `small`, `large`."""
    scopes: tuple[str, ...]
    revoked: tuple[str, ...]
    differing: tuple[str, ...]
    answered: tuple[Review, ...] = ()
    """Units that were in review and of which headquarters or a person said what became of them."""
    retiring: tuple[str, ...] = ()
    """Scopes not granted any more of which something is still held here."""
    incomplete: tuple[str, ...] = ()
    """Granted scopes of which not everything has come yet."""
    last_answer: KeptClock | None = None
    """When headquarters last answered, and how far its clock was ahead of this one."""


class SyncStore(FilesGoing, FilesComing):
    """One vault's memory of its syncs.

    `level1` gives the department of a territory's code, `entropy` so many random bytes. Closed
    visits of the last `full_months` are held in full; 0 means all of them.
    """

    def __init__(
        self,
        store: Store,
        files: SyncFiles,
        level1: Level1,
        entropy: Callable[[int], bytes] = os.urandom,
        full_months: int = 0,
    ) -> None:
        self._store = store
        self._files = files
        self._level1 = level1
        self._entropy = entropy
        self._full_months = full_months
        self._frozen_at_us = 0

    def device(self) -> UUID:
        """Give the id under which this vault speaks now."""
        return self._identity().enrolment.device

    def certificate(self) -> Signed:
        """Give headquarters' word on this device, from its enrolment."""
        return self._identity().enrolment.certificate

    def series_untold(self) -> str:
        """Give the series that a restored copy gave itself and headquarters has not heard of."""
        who = self._identity()
        return "" if who.series_told else who.series

    def successor_seed(self) -> bytes | None:
        """Give the seed of the device this vault is about to become; None if it stays as it is."""
        return self._identity().successor_seed or None

    def begin_successor(self) -> None:
        """Keep a new key on disk before headquarters hears of it; the same one until it answers."""
        with self._store.database.writing() as connection:
            who = identity_here(connection)
            if who is not None and not who.successor_seed:
                seed = self._entropy(_SEED_BYTES)
                set_identity_here(connection, replace(who, successor_seed=seed))

    def _identity(self) -> Identity:
        with self._store.read() as reading:
            return _enrolled(identity(reading))

    # Sending

    def freeze(self, now_us: int) -> None:
        """Turn what was changed since the last time into batches, for good."""
        self._frozen_at_us = now_us
        with self._store.database.writing() as connection:
            self._freeze(connection)

    def _freeze(self, connection: Connection) -> None:
        who = _enrolled(identity_here(connection)).enrolment
        device = who.device.bytes
        scopes = Scopes(connection, self._store.schema.kinds, self._level1, who.home_scope)
        number = connection.execute(
            'SELECT coalesce(max("number"), 0) FROM "outbox" WHERE "device" = ?', (device,)
        ).scalar_one()
        for batch in Freezer(connection, self._store.schema, scopes).freeze():
            number += 1
            connection.execute(
                'INSERT INTO "outbox" ("device", "number", "hash", "body", "packed_bytes", '
                '"records", "frozen_at") VALUES (?, ?, ?, ?, ?, ?, ?)',
                (
                    *(device, number, batch_hash(batch.body), batch.body, batch.packed),
                    *(json.dumps(batch.records), self._frozen_at_us),
                ),
            )
            note_in_flight(connection, who.device, number, batch.fields)

    def waiting(self, most: int) -> list[Frozen]:
        """Give batches without a receipt, oldest first."""
        columns = '"device", "number", "body", "packed_bytes"'
        asked = f"{WAITING.format(columns)} LIMIT ?"
        with self._store.database.reading() as connection:
            return [
                Frozen(UUID(bytes=device), number, body, packed)
                for device, number, body, packed in connection.execute(asked, (most,))
            ]

    def acknowledged(self) -> list[tuple[UUID, int]]:
        """Give the highest number with a receipt, of every id this vault ever had."""
        asked = (
            'SELECT "device", max("number") FROM "outbox" '
            'WHERE "settled_at" IS NOT NULL GROUP BY "device" ORDER BY "device"'
        )
        with self._store.database.reading() as connection:
            return [(UUID(bytes=device), number) for device, number in connection.execute(asked)]

    # Receiving

    def standings(self) -> dict[str, Standing]:
        """Tell where the laptop stands, in every scope it was granted or still holds."""
        granted = self._identity().enrolment.scopes
        with self._store.database.reading() as connection:
            kept = {
                scope: read_standing(row)
                for scope, *row in connection.execute(f'SELECT "scope", {STANDING} FROM "cursor"')
            }
        return {scope: kept.get(scope, Standing()) for scope in sorted({*granted, *kept})}

    def asked(self, most: int) -> list[tuple[str, UUID]]:
        """Give records of which headquarters must tell the truth."""
        with self._store.database.reading() as connection:
            found = connection.execute('SELECT "kind", "id" FROM "doubt" LIMIT ?', (most,))
            return [(kind, UUID(bytes=record)) for kind, record in found]

    def buckets(self, scope: str) -> list[bytes]:
        """Give the digest of each part of a scope, to find out which records differ."""
        with self._store.database.reading() as connection:
            return bucket_digests(connection, scope)

    def unanswered(self) -> int:
        """Tell how many requests with several batches got no answer, since one last did."""
        with self._store.read() as reading:
            return remembered(reading, _UNANSWERED, int) or 0

    def note_unanswered(self, times: int) -> None:
        """Note that number."""
        with self._store.database.writing() as connection:
            remember_here(connection, _UNANSWERED, times or None)

    def beacon_us(self) -> int:
        """Give the time of the newest beacon, 0 if there is none."""
        with self._store.read() as reading:
            kept = remembered(reading, BEACON, KeptBeacon)
        return kept.at_us if kept else 0

    @contextmanager
    def taking(self) -> Generator[SyncTaking]:
        """Take an answer in: all of it at the end, or nothing if anything is raised."""
        with self._store.database.writing() as connection:
            taking = SyncTaking(connection, self._store.schema, self._digests, self._freeze)
            yield taking
            taking.finish()

    def put_away(self, now_us: int) -> frozenset[str]:
        """Let the words of old visits leave, now that headquarters answered; give what changed."""
        since_us = in_full_since(instant_of(now_us), self._full_months)
        with self._store.read() as reading:
            if not due(reading.connection, reading.schema.kinds, since_us, now_us):
                return frozenset()  # as after nearly every sync: nothing to write
        with self.taking() as taking:
            return taking.put_away(since_us, now_us)

    def _digests(self) -> Iterator[bytes]:
        return (bytes.fromhex(name) for name in self._files.names())

    # For people

    def counts(self) -> SyncCounts:
        """Tell how things stand with headquarters."""
        granted = self._identity().enrolment.scopes
        with self._store.read() as reading:
            return _counts(reading, granted, self.files_waiting())


def _enrolled(found: Identity | None) -> Identity:
    if found is None:
        raise LookupError("a vault syncs only after its enrolment")
    return found


def _counts(reading: Reading, granted: Sequence[str], files: Mapping[Lane, FileLoad]) -> SyncCounts:
    ask = reading.connection.execute
    pending = Counter[str](
        ask(
            'SELECT "kind" FROM (SELECT DISTINCT "kind", "id" FROM "dirty" '
            'UNION SELECT DISTINCT "kind", "id" FROM "in_flight")'
        ).scalars()
    )
    waiting, frozen_bytes, receipts, last = ask(
        'SELECT count(*) FILTER (WHERE "settled_at" IS NULL), '
        'coalesce(sum("packed_bytes") FILTER (WHERE "settled_at" IS NULL), 0), '
        'count("settled_at"), max("settled_at") FROM "outbox"'
    ).one()
    reviewed = reviews(reading)
    held = set(ask('SELECT DISTINCT "scope" FROM "row_state"').scalars())
    unfrozen = ask('SELECT count(*) FROM (SELECT DISTINCT "kind", "id" FROM "dirty")').scalar_one()
    cursors = ask('SELECT "scope", "revoked", "differs" FROM "cursor" ORDER BY "scope"').all()
    began = {scope for scope, _, _ in cursors}
    under_way = set(ask('SELECT "scope" FROM "cursor" WHERE "stage" IS NOT NULL').scalars())
    return SyncCounts(
        pending=dict(sorted(pending.items())),
        batches_waiting=waiting,
        receipts=receipts,
        last_receipt_us=last or 0,
        in_review=tuple(one for one in reviewed if one.waits),
        files_waiting={lane.value: load.files for lane, load in files.items()},
        bytes_waiting={"records": frozen_bytes + unfrozen * _UNFROZEN_BYTES}
        | {lane.value: load.size_bytes for lane, load in files.items()},
        scopes=tuple(sorted({*granted, *(scope for scope, _, _ in cursors)})),
        revoked=tuple(scope for scope, revoked, _ in cursors if revoked),
        differing=tuple(scope for scope, _, differs in cursors if differs),
        answered=tuple(one for one in reviewed if not one.waits),
        retiring=tuple(scope for scope, revoked, _ in cursors if revoked and scope in held),
        incomplete=tuple(one for one in granted if one not in began or one in under_way),
        last_answer=remembered(reading, CLOCK, KeptClock),
    )
