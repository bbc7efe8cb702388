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
from typing import Any, Final, Protocol
from uuid import UUID

from msgspec.structs import replace
from sqlalchemy import Connection

from fieldapp.store.freezing import Freezer
from fieldapp.store.outbox_book import WAITING, note_in_flight
from fieldapp.store.scope_book import STANDING, bucket_digests, read_standing
from fieldapp.store.scopes import Level1, Scopes
from fieldapp.store.settings import (
    BEACON,
    Identity,
    KeptBeacon,
    identity,
    identity_here,
    remember_here,
    remembered,
    set_identity_here,
)
from fieldapp.store.sync_taking import SyncTaking
from fieldapp.store.unit_of_work import Reading, Store
from sync.protocol.body import batch_hash
from sync.protocol.laptop import Frozen, Standing
from sync.protocol.messages import Signed

_SEED_BYTES: Final = 32
_UNANSWERED: Final = "unanswered"

_FETCHED: Final = (("minutes", "file_sha256"),)
"""Fields that name a file every laptop of the scope should hold: the sealed acta as delivered."""


class SyncFiles(Protocol):
    """What a sync needs of the vault's files."""

    def names(self) -> Iterator[str]:
        """Every digest held, in hexadecimal."""
        ...

    def read(self, name: str, offset: int = 0) -> bytes:
        """A file's content."""
        ...

    def put(self, content: bytes) -> str:
        """Keep content under its digest."""
        ...


@dataclass(frozen=True, slots=True)
class Review:
    """A unit that headquarters did not simply apply, with its words."""

    kind: str
    id: UUID
    verdict: str
    words: str
    at_us: int


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
    files_waiting: int
    scopes: tuple[str, ...]
    revoked: tuple[str, ...]
    differing: tuple[str, ...]


class SyncStore:
    """One vault's memory of its syncs.

    `level1` gives the department of a territory's code, `entropy` so many random bytes.
    """

    def __init__(
        self,
        store: Store,
        files: SyncFiles,
        level1: Level1,
        entropy: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self._store = store
        self._files = files
        self._level1 = level1
        self._entropy = entropy

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
            found = identity(reading)
        if found is None:
            raise LookupError("a vault syncs only after its enrolment")
        return found

    # Sending

    def freeze(self, now_us: int) -> None:
        """Turn what was changed since the last time into batches, for good."""
        who = self._identity().enrolment
        device = who.device.bytes
        with self._store.database.writing() as connection:
            scopes = Scopes(connection, self._store.schema.kinds, self._level1, who.home_scope)
            number = connection.exec_driver_sql(
                'SELECT coalesce(max("number"), 0) FROM "outbox" WHERE "device" = ?', (device,)
            ).scalar_one()
            for batch in Freezer(connection, self._store.schema, scopes).freeze():
                number += 1
                connection.exec_driver_sql(
                    'INSERT INTO "outbox" ("device", "number", "hash", "body", "packed_bytes", '
                    '"records", "frozen_at") VALUES (?, ?, ?, ?, ?, ?, ?)',
                    (
                        *(device, number, batch_hash(batch.body), batch.body, batch.packed),
                        *(json.dumps(batch.records), now_us),
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
                for device, number, body, packed in connection.exec_driver_sql(asked, (most,))
            ]

    def acknowledged(self) -> list[tuple[UUID, int]]:
        """Give the highest number with a receipt, of every id this vault ever had."""
        asked = (
            'SELECT "device", max("number") FROM "outbox" '
            'WHERE "settled_at" IS NOT NULL GROUP BY "device" ORDER BY "device"'
        )
        with self._store.database.reading() as connection:
            return [
                (UUID(bytes=device), number) for device, number in connection.exec_driver_sql(asked)
            ]

    # Receiving

    def standings(self) -> dict[str, Standing]:
        """Tell where the laptop stands, in every scope it was granted or still holds."""
        granted = self._identity().enrolment.scopes
        with self._store.database.reading() as connection:
            kept = {
                scope: read_standing(row)
                for scope, *row in connection.exec_driver_sql(
                    f'SELECT "scope", {STANDING} FROM "cursor"'
                )
            }
        return {scope: kept.get(scope, Standing()) for scope in sorted({*granted, *kept})}

    def asked(self, most: int) -> list[tuple[str, UUID]]:
        """Give records of which headquarters must tell the truth."""
        with self._store.database.reading() as connection:
            found = connection.exec_driver_sql('SELECT "kind", "id" FROM "doubt" LIMIT ?', (most,))
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
            taking = SyncTaking(connection, self._store.schema, self._held)
            yield taking
            taking.finish()

    # Files

    def files_to_confirm(self, most: int) -> list[bytes]:
        """Give digests of files held here that headquarters may lack."""
        with self._store.database.reading() as connection:
            received = _received(connection)
        return [digest for digest in self._held() if digest not in received][:most]

    def files_wanted(self, most: int) -> list[bytes]:
        """Give digests of files that records name and this laptop should hold."""
        held = set(self._files.names())
        wanted: set[str] = set()
        with self._store.database.reading() as connection:
            for kind, name in _FETCHED:
                if kind in self._store.schema.kinds:
                    wanted |= set(
                        connection.exec_driver_sql(
                            f'SELECT "{name}" FROM "{kind}" WHERE "{name}" IS NOT NULL'
                        ).scalars()
                    )
        return [bytes.fromhex(name) for name in sorted(wanted - held) if _is_digest(name)][:most]

    def _held(self) -> Iterator[bytes]:
        return (bytes.fromhex(name) for name in self._files.names())

    def file(self, sha256: bytes) -> bytes:
        """Give a file's content. Raises Outside if it is missing or damaged."""
        return self._files.read(sha256.hex())

    def file_received(self, sha256: bytes) -> None:
        """Note that headquarters has all of a file."""
        with self._store.database.writing() as connection:
            connection.exec_driver_sql(
                'INSERT INTO "file_received" VALUES (?) ON CONFLICT DO NOTHING', (sha256,)
            )

    def keep_file(self, content: bytes) -> None:
        """Keep a fetched file; headquarters has it by definition."""
        self.file_received(bytes.fromhex(self._files.put(content)))

    # For people

    def counts(self) -> SyncCounts:
        """Tell how things stand with headquarters."""
        granted = self._identity().enrolment.scopes
        with self._store.read() as reading:
            return _counts(reading, granted, len(self.files_to_confirm(1_000_000)))


def _received(connection: Connection) -> set[bytes]:
    return set(connection.exec_driver_sql('SELECT "sha256" FROM "file_received"').scalars())


def _is_digest(name: str) -> bool:
    return len(name) == 64 and set(name) <= set("0123456789abcdef")  # noqa: PLR2004 - SHA-256


def _counts(reading: Reading, granted: Sequence[str], files_waiting: int) -> SyncCounts:
    ask = reading.connection.exec_driver_sql
    pending = Counter[str](
        ask(
            'SELECT "kind" FROM (SELECT DISTINCT "kind", "id" FROM "dirty" '
            'UNION SELECT DISTINCT "kind", "id" FROM "in_flight")'
        ).scalars()
    )
    waiting, receipts, last = ask(
        'SELECT count(*) FILTER (WHERE "settled_at" IS NULL), count("settled_at"), '
        'max("settled_at") FROM "outbox"'
    ).one()
    review = ask('SELECT "kind", "id", "verdict", "words", "at" FROM "attention" ORDER BY "at"')
    cursors = ask('SELECT "scope", "revoked", "differs" FROM "cursor" ORDER BY "scope"').all()
    return SyncCounts(
        pending=dict(sorted(pending.items())),
        batches_waiting=waiting,
        receipts=receipts,
        last_receipt_us=last or 0,
        in_review=tuple(_review(row) for row in review),
        files_waiting=files_waiting,
        scopes=tuple(sorted({*granted, *(scope for scope, _, _ in cursors)})),
        revoked=tuple(scope for scope, revoked, _ in cursors if revoked),
        differing=tuple(scope for scope, _, differs in cursors if differs),
    )


def _review(row: Any) -> Review:
    kind, record, verdict, words, at_us = row
    return Review(kind, UUID(bytes=record), verdict, words, at_us)
