"""What headquarters' merge and pull need of whatever keeps its records: the books.

The desk, pushing, applying, moving and pulling know only these protocols, so the same code runs
over PostgreSQL (`books_sql`) and over memory (the simulation). Everything a book gives comes in
the order its docstring names; what has no stated order is a mapping, and nobody walks one onto
the wire.
"""

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol
from uuid import UUID

import msgspec

from sync.protocol.anchors import Anchor
from sync.protocol.messages import Certificate, Signed
from sync.server.senders import Author, Device, Seen
from sync.server.units import Key, Row, Rows

_decode = msgspec.json.Decoder(dict[str, Any]).decode


class Unstorable(Exception):
    """The books refuse a value that every check let pass."""


class WiderLocks(Exception):
    """A transaction touches scopes it has not locked; it must begin again and name them."""

    def __init__(self, scopes: Collection[str]) -> None:
        super().__init__(sorted(scopes))
        self.scopes = frozenset(scopes)


@dataclass(frozen=True, slots=True)
class Commit:
    """Who writes, from which device and batch (none at headquarters), and when."""

    id: bytes
    """Eight random bytes that no other history of this headquarters has at the same revision."""
    at: datetime
    account: UUID | None = None
    device: UUID | None = None
    batch: int | None = None


class Found(NamedTuple):
    """A row of the pull index; its values are read only if they are sent."""

    gone: bool
    """A mark that the record left this scope; its values are empty."""
    commit_rev: int
    """The last revision of the commit that wrote it: what `Books.marks` is asked for."""
    scope: str
    kind: str
    id: UUID
    unit: UUID
    rev: int
    author: UUID | None
    vals: str
    """JSON."""

    @property
    def key(self) -> Key:
        """What the record is found by."""
        return self.kind, self.id

    @property
    def row(self) -> Row:
        """The row with its values."""
        vals = _decode(self.vals)
        return Row(self.scope, self.kind, self.id, self.unit, vals, self.rev, self.author)


class Elsewhere(NamedTuple):
    """A record that stands in a scope this transaction may not see."""

    kind: str
    id: UUID
    rev: int
    vals: str | None
    """JSON, only of what headquarters itself wrote for everybody (author None); else None."""


class Mark(NamedTuple):
    """Who made a commit and from where (None: headquarters), and when (UTC microseconds)."""

    account: UUID | None
    device: UUID | None
    at: int


@dataclass(frozen=True, slots=True)
class Locked:
    """Records as they stand under the locks of their scopes."""

    rows: Rows
    elsewhere: dict[Key, Elsewhere] = field(default_factory=dict[Key, Elsewhere])
    """Of the records asked for, those that stand out of sight."""


@dataclass(frozen=True, slots=True)
class KeptBatch:
    """What is kept of a batch that was taken in."""

    hash: bytes
    receipt: Signed


@dataclass(frozen=True, slots=True)
class Held:
    """A unit that waited; `commit.id` is empty: nothing was written."""

    body: bytes
    account: UUID
    commit: Commit


class Books(Protocol):
    """One transaction: all of it is kept when its context ends well, else nothing.

    It sees only the records of its scopes, unless a method says otherwise. A snapshot reads one
    unchanging state; the methods that write raise in it whatever the store raises.
    """

    # Who asks

    def device(self, id: UUID, now: datetime) -> Device | None:
        """Give a device with its account and permits; None when headquarters does not know it."""
        ...

    def author(self, account: UUID, now: datetime) -> Author:
        """Give a known account with all scopes it was ever granted, ascending."""
        ...

    def note_seen(self, device: UUID, seen: Seen, now: datetime) -> None:
        """Keep what a device said of itself; a series named is added to those it had, once."""
        ...

    # Batches

    def lock_device(self, device: UUID, account: UUID) -> int | None:
        """Lock a device of this account and give its last batch; None if it has no such device.

        Two transactions with one device take turns here. Always the first lock of a transaction.
        """
        ...

    def last_batches(self, account: UUID, devices: Collection[UUID]) -> dict[UUID, int]:
        """Give the last batch of each of these devices that belongs to the account."""
        ...

    def batch(self, device: UUID, number: int) -> KeptBatch | None:
        """Give what is kept of a batch taken in."""
        ...

    def keep_batch(
        self, device: UUID, number: int, kept: KeptBatch, revision: int, now: datetime
    ) -> None:
        """Keep a batch and make its number the device's last."""
        ...

    # Merging

    def lock(self, ids: Collection[UUID], named: Collection[str]) -> Locked:
        """Lock scopes ascending, and give the records with these ids as they stand then.

        Locked are the scopes named that exist; asked a second time in one transaction, it locks
        nothing more. It raises `WiderLocks` when the scopes named, or where the records asked for
        stand, lie outside the scopes locked first: a record seldom stands elsewhere than named.
        """
        ...

    def unit(self, scope: str, unit: UUID) -> list[Row]:
        """Give all records of a unit that stand in a scope, by revision."""
        ...

    def followers(self, scope: str, kind: str, field: str, targets: Collection[UUID]) -> list[Row]:
        """Give a scope's records of a kind whose field names one of the targets, by revision."""
        ...

    def sealed(self, activities: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
        """Give, of these activities, those with a sealed acta, and the devices that sealed them."""
        ...

    def setter(self, kind: str, id: UUID, field: str) -> UUID | None:
        """Give the person who set a field of a record last, else its creator's; None: headquarters.

        What this transaction is about to write does not count.
        """
        ...

    def write(
        self, before: Rows, after: Rows, commit: Commit, again: Collection[Key] = ()
    ) -> tuple[int, dict[Key, int]]:
        """Write what differs between two states of some rows, as one commit; `again` in any case.

        Every change takes the next revision, in the order of `after`; a row that goes to another
        scope first takes one for the mark it leaves behind. Gives the realm's revision and that
        of each row written. Writes nothing when nothing differs. Revisions are given last: nobody
        else is given any until this transaction ends. Digests, history, seals and the files that
        values name follow (`sync.server.changes`). The caller holds the locks of all scopes.
        """
        ...

    def revision(self) -> int:
        """Give the newest revision."""
        ...

    def attempt(self) -> AbstractContextManager[None]:
        """A part of the transaction that is undone to its start when it raises.

        A refusal of the store itself is raised as `Unstorable`.
        """
        ...

    # What waits

    def quarantine(self, scope: str, commit: Commit, reason: str, body: bytes) -> None:
        """Keep bytes that were not applied, once for each device, with the reason in words."""
        ...

    def hold(self, scope: str, awaited: UUID, commit: Commit, body: bytes) -> None:
        """Keep a unit until the record it waits for is there."""
        ...

    def take_held(self, ids: Collection[UUID]) -> list[Held]:
        """Give and forget the units that wait for these records, of all scopes, oldest first."""
        ...

    # Pulling

    def head(self) -> Anchor | None:
        """Give the newest commit; None before the first."""
        ...

    def commits(self, revs: Collection[int]) -> dict[int, bytes]:
        """Give the ids of the commits that end in these revisions."""
        ...

    def page(self, scope: str, since: int, most: int, known: Collection[int] = ()) -> list[Found]:
        """Give at most so many rows and marks of a scope after a revision, by revision.

        Values at the revisions `known` are not read: they come empty.
        """
        ...

    def standing(self, ids: Collection[UUID]) -> list[Found]:
        """Give the records with these ids, of the scopes in sight, by revision; no marks."""
        ...

    def revisions(self, scope: str) -> list[tuple[str, UUID, int]]:
        """Give kind, id and revision of every record of a scope, by revision."""
        ...

    def left(self, ids: Collection[UUID]) -> dict[Key, int]:
        """Tell of records with these ids where they left: the newest revision heard of each.

        That is the one of a mark in the scopes in sight, or where the record stands elsewhere.
        """
        ...

    def digests(self, scopes: Collection[str]) -> dict[str, int]:
        """Give the digest of each of these scopes."""
        ...

    def marks(self, commit_revs: Collection[int]) -> dict[int, Mark]:
        """Tell of commits who made them."""
        ...

    def files_lacking(self, account: UUID, names: Sequence[bytes]) -> list[tuple[bytes, int]]:
        """Of these files give those not here whole, in the order asked, and from which byte on.

        Only what this account's own devices brought of an unfinished file counts.
        """
        ...

    def beacon(self) -> tuple[datetime, Signed] | None:
        """Give the newest beacon."""
        ...

    def keep_beacon(self, at: datetime, beacon: Signed) -> None:
        """Keep a beacon; of two made at one moment the first stays."""
        ...


class Realm(Protocol):
    """The books of a headquarters, opened one transaction at a time."""

    def writing(self, scopes: Collection[str]) -> AbstractContextManager[Books]:
        """Open a transaction in sight of these scopes.

        A refusal of the store's is raised as `Unstorable`, and nothing was kept.
        """
        ...

    def snapshot(self, scopes: Collection[str]) -> AbstractContextManager[Books]:
        """Open one unchanging state of these scopes, for reading."""
        ...

    def register_again(self, certificate: Certificate, now: datetime) -> None:
        """Take back a device that was forgotten, on headquarters' own word.

        Nothing happens when its account is unknown, or its code or key belongs to another. No
        series up to its own is given again.
        """
        ...

    def succeed(
        self, device: UUID, public_key: bytes, successor: UUID, now: datetime
    ) -> tuple[UUID, str] | None:
        """Make the device that goes on with a copied vault; give its id and series.

        It has the account and the state of the device it succeeds, and the next series. Asked
        again with the same key, the same one is given; None when the key is another account's.
        """
        ...
