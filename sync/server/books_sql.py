"""The books in PostgreSQL: each method one statement, as the role that row-level security binds."""

from collections.abc import Collection, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

import psycopg
from psycopg import DataError, IntegrityError, InternalError
from sqlalchemy import Engine

from sync.protocol.anchors import Anchor
from sync.protocol.messages import Certificate, Signed
from sync.server import devices
from sync.server.books import (
    Books,
    Commit,
    Elsewhere,
    Found,
    Held,
    KeptBatch,
    Locked,
    Mark,
    Unstorable,
    WiderLocks,
)
from sync.server.database import Driver, ask, driven
from sync.server.file_rows import files_lacking
from sync.server.records import (
    RECORDS_ASKED,
    ROW_COLUMNS,
    ROW_KEY,
    array,
    id_array,
    read_row,
    realm_revision,
    write_records,
)
from sync.server.senders import Author, Device, Seen
from sync.server.units import Key, Row, Rows

_REFUSALS: Final = (DataError, IntegrityError, InternalError)
"""What PostgreSQL raises about values: their form, a key, or a trigger's word."""


@dataclass(frozen=True, slots=True)
class SqlRealm:
    """Opens the books of the headquarters in one database."""

    engine: Engine

    @contextmanager
    def writing(self, scopes: Collection[str]) -> Generator[Books]:
        """Open a transaction in sight of these scopes."""
        try:
            with driven(self.engine, scopes) as driver:
                yield SqlBooks(driver)
        except _REFUSALS as refusal:
            raise Unstorable from refusal

    @contextmanager
    def snapshot(self, scopes: Collection[str]) -> Generator[Books]:
        """Open one unchanging state of these scopes, for reading."""
        with driven(self.engine, scopes, snapshot=True) as driver:
            yield SqlBooks(driver)

    def register_again(self, certificate: Certificate, now: datetime) -> None:
        """Take back a device that was forgotten."""
        with self.engine.begin() as connection:
            devices.register_again(connection, certificate, now)

    def succeed(
        self, device: UUID, public_key: bytes, successor: UUID, now: datetime
    ) -> tuple[UUID, str] | None:
        """Make the device that goes on with a copied vault."""
        with self.engine.begin() as connection:
            return devices.succeed(connection, device, public_key, successor, now)


class SqlBooks:
    """`Books` over one connection; what each method means is said there."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._locked: frozenset[str] | None = None

    # Who asks

    def device(self, id: UUID, now: datetime) -> Device | None:
        """Give a device with its account and permits."""
        return devices.find_device(self._driver, id, now)

    def author(self, account: UUID, now: datetime) -> Author:
        """Give a known account with all scopes it was ever granted."""
        return devices.find_author(self._driver, account, now)[0]

    def note_seen(self, device: UUID, seen: Seen, now: datetime) -> None:
        """Keep what a device said of itself."""
        devices.note_seen(self._driver, device, seen, now)

    # Batches

    def lock_device(self, device: UUID, account: UUID) -> int | None:
        """Lock a device of this account and give its last batch."""
        found = self._ask(
            "select last_batch from device where id = :id and account = :account for no key update",
            id=device,
            account=account,
        ).fetchone()
        return found[0] if found else None

    def last_batches(self, account: UUID, devices: Collection[UUID]) -> dict[UUID, int]:
        """Give the last batch of each of these devices that belongs to the account."""
        if not devices:
            return {}
        found = self._ask(
            "select id, last_batch from device where id = any(:ids) and account = :account",
            ids=list(devices),
            account=account,
        )
        return dict(found)

    def batch(self, device: UUID, number: int) -> KeptBatch | None:
        """Give what is kept of a batch taken in."""
        known = self._ask(
            "select hash, receipt, signature from batch where device = :id and number = :number",
            id=device,
            number=number,
        ).fetchone()
        return KeptBatch(known[0], Signed(known[1], known[2])) if known else None

    def keep_batch(
        self, device: UUID, number: int, kept: KeptBatch, revision: int, now: datetime
    ) -> None:
        """Keep a batch and make its number the device's last."""
        self._ask(
            "with kept as (insert into batch values (:device, :number, :hash, :body, :signature, "
            ":revision, :now)) update device set last_batch = :number where id = :device",
            device=device,
            number=number,
            hash=kept.hash,
            body=kept.receipt.body,
            signature=kept.receipt.signature,
            revision=revision,
            now=now,
        )

    # Merging

    def lock(self, ids: Collection[UUID], named: Collection[str]) -> Locked:
        """Lock scopes ascending, and give the records with these ids as they stand then."""
        asked = id_array(ids)
        if self._locked is None:
            locked = self._ask(
                "select id from scope where id = any(:named) order by id for no key update",
                named=list(named),
            )
            self._locked = frozenset(scope for (scope,) in locked)
        elif not self._locked.issuperset(named):
            raise WiderLocks(self._locked.union(named))
        found = self._ask(
            f"select {ROW_COLUMNS} from {RECORDS_ASKED} where not gone "
            "union all select null, kind, id, null, rev, null, vals from elsewhere(:ids)",
            ids=asked,
        )
        rows: Rows = {}
        elsewhere: dict[Key, Elsewhere] = {}
        for scope, kind, record, unit, rev, author, vals in found:
            if scope is None:
                elsewhere[kind, record] = Elsewhere(kind, record, rev, vals)
            else:
                rows[kind, record] = read_row(scope, kind, record, unit, rev, author, vals)
        wider = {row.scope for row in rows.values()} - self._locked
        if wider:
            raise WiderLocks(self._locked | wider)
        return Locked(rows, elsewhere)

    def unit(self, scope: str, unit: UUID) -> list[Row]:
        """Give all records of a unit that stand in a scope."""
        return self._rows("unit = :unit and scope_id = :scope", unit=unit, scope=scope)

    def followers(self, scope: str, kind: str, field: str, targets: Collection[UUID]) -> list[Row]:
        """Give a scope's records of a kind whose field names one of the targets."""
        return self._rows(
            "scope_id = :scope and kind = :kind and vals->>cast(:field as text) = any(:targets)",
            scope=scope,
            kind=kind,
            field=field,
            targets=[str(target) for target in targets],
        )

    def sealed(self, activities: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
        """Give, of these activities, those with a sealed acta, and the devices that sealed them."""
        found = self._ask(
            "select activity, array_remove(array_agg(device), null) from seal "
            "where activity = any(:activities) group by activity",
            activities=list(activities),
        )
        return {activity: frozenset(devices) for activity, devices in found}

    def setter(self, kind: str, id: UUID, field: str) -> UUID | None:
        """Give the person who set a field of a record last, else its creator's."""
        found = self._ask(
            "select person_id from (select account, rev from history where kind = :kind "
            "and id = :id and jsonb_exists(patch, :field) union all "
            "select author, 0 from record where kind = :kind and id = :id and not gone "
            "order by rev desc limit 1) as last left join account a on a.id = last.account",
            kind=kind,
            id=id,
            field=field,
        ).fetchone()
        return found[0] if found else None

    def write(
        self, before: Rows, after: Rows, commit: Commit, again: Collection[Key] = ()
    ) -> tuple[int, dict[Key, int]]:
        """Write what differs between two states of some rows, as one commit."""
        return write_records(self._driver, before, after, commit, again)

    def revision(self) -> int:
        """Give the newest revision."""
        return realm_revision(self._driver)

    @contextmanager
    def attempt(self) -> Generator[None]:
        """A part of the transaction that is undone to its start when it raises."""
        try:
            with self._driver.transaction():
                yield
        except _REFUSALS as refusal:
            raise Unstorable from refusal

    # What waits

    def quarantine(self, scope: str, commit: Commit, reason: str, body: bytes) -> None:
        """Keep bytes that were not applied, once for each device."""
        self._ask(
            "insert into quarantine (scope_id, device, batch, reason, body, mark, at) "
            "values (:scope, :device, :batch, :reason, :body, :mark, :at) on conflict do nothing",
            scope=scope,
            device=commit.device,
            batch=commit.batch,
            reason=reason,
            body=body,
            mark=sha256(body).digest(),
            at=commit.at,
        )

    def hold(self, scope: str, awaited: UUID, commit: Commit, body: bytes) -> None:
        """Keep a unit until the record it waits for is there."""
        self._ask(
            "insert into held (scope_id, waits_for, device, batch, account, body, at) "
            "values (:scope, :awaited, :device, :batch, :account, :body, :at)",
            scope=scope,
            awaited=awaited,
            device=commit.device,
            batch=commit.batch,
            account=commit.account,
            body=body,
            at=commit.at,
        )

    def take_held(self, ids: Collection[UUID]) -> list[Held]:
        """Give and forget the units that wait for these records, oldest first."""
        found = self._ask(
            "select body, at, account, device, batch from take_held(:ids) order by number",
            ids=id_array(ids),
        )
        return [
            Held(body, account, Commit(b"", at, account, device, batch))
            for body, at, account, device, batch in found
        ]

    # Pulling

    def head(self) -> Anchor | None:
        """Give the newest commit."""
        found = self._ask("select rev, commit_id from commit order by rev desc limit 1").fetchone()
        return Anchor(*found) if found else None

    def commits(self, revs: Collection[int]) -> dict[int, bytes]:
        """Give the ids of the commits that end in these revisions."""
        found = self._ask("select rev, commit_id from commit where rev = any(:revs)", revs=[*revs])
        return {rev: bytes(commit) for rev, commit in found}

    def page(self, scope: str, since: int, most: int, known: Collection[int] = ()) -> list[Found]:
        """Give at most so many rows and marks of a scope after a revision."""
        found = self._ask(
            f"select gone, commit_rev, {ROW_KEY}, "
            "case when rev = any(cast(:known as bigint[])) then '' else vals::text end from record "
            "where scope_id = :scope and rev > :since order by rev limit :most",
            scope=scope,
            since=since,
            most=most,
            known=array(map(str, known)),
        )
        return [Found(*columns) for columns in found]

    def standing(self, ids: Collection[UUID]) -> list[Found]:
        """Give the records with these ids, of the scopes in sight."""
        found = self._ask(
            f"select gone, commit_rev, {ROW_COLUMNS} from {RECORDS_ASKED} "
            "where not gone order by rev",
            ids=id_array(ids),
        )
        return [Found(*columns) for columns in found]

    def revisions(self, scope: str) -> list[tuple[str, UUID, int]]:
        """Give kind, id and revision of every record of a scope."""
        found = self._ask(
            "select kind, id, rev from record where scope_id = :scope and not gone order by rev",
            scope=scope,
        )
        return [(kind, record, rev) for kind, record, rev in found]

    def left(self, ids: Collection[UUID]) -> dict[Key, int]:
        """Tell of records with these ids where they left."""
        found = self._ask(
            f"select kind, id, max(rev) from (select kind, id, rev from {RECORDS_ASKED} "
            "where gone union all select kind, id, rev from elsewhere(:ids)) "
            "as heard group by kind, id",
            ids=list(ids),
        )
        return {(kind, record): rev for kind, record, rev in found}

    def digests(self, scopes: Collection[str]) -> dict[str, int]:
        """Give the digest of each of these scopes."""
        found = self._ask("select id, digest from scope where id = any(:ids)", ids=[*scopes])
        return {scope: int(digest) for scope, digest in found}

    def marks(self, commit_revs: Collection[int]) -> dict[int, Mark]:
        """Tell of commits who made them."""
        found = self._ask(
            "select rev, account, device, (extract(epoch from at) * 1000000)::bigint "
            "from commit where rev = any(:revs)",
            revs=list(commit_revs),
        )
        return {rev: Mark(*made) for rev, *made in found}

    def files_lacking(self, account: UUID, names: Sequence[bytes]) -> list[tuple[bytes, int]]:
        """Of these files give those not here whole, and from which byte on."""
        return files_lacking(self._driver, account, names)

    def beacon(self) -> tuple[datetime, Signed] | None:
        """Give the newest beacon."""
        found = self._ask(
            "select at, body, signature from beacon order by at desc limit 1"
        ).fetchone()
        return (found[0], Signed(found[1], found[2])) if found else None

    def keep_beacon(self, at: datetime, beacon: Signed) -> None:
        """Keep a beacon; of two made at one moment the first stays."""
        self._ask(
            "insert into beacon values (:at, :body, :signature) on conflict do nothing",
            at=at,
            body=beacon.body,
            signature=beacon.signature,
        )

    def _ask(self, statement: str, **values: Any) -> psycopg.Cursor[tuple[Any, ...]]:
        return ask(self._driver, statement, **values)

    def _rows(self, where: str, **values: Any) -> list[Row]:
        found = self._ask(
            f"select {ROW_COLUMNS} from record where {where} and not gone order by rev", **values
        )
        return [read_row(*columns) for columns in found]
