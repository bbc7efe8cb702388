"""Headquarters of the simulation: the product's desk over some books, and its own people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, Final, Protocol
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from fieldapp.records.kinds import Kinds
from fieldapp.records.values import microseconds
from fieldapp.rules.old_visits import in_full_since
from fieldapp.signing.keys import DeviceKey
from sync.protocol import frame
from sync.protocol.body import Body, read_body
from sync.protocol.enrolment import EnrolAnswer, OfficeCard, Officer
from sync.protocol.messages import (
    Answer,
    Certificate,
    Receipt,
    Request,
    read_request,
    read_statement,
)
from sync.protocol.signing import Purpose
from sync.server.authority_keys import AuthorityKeys
from sync.server.books import Books, Commit, Realm
from sync.server.checking import Checks
from sync.server.desk import Answered, Desk
from sync.server.keys import Keys
from sync.server.projection import Projection
from sync.server.pulling import Budget
from sync.server.pushing import Intake
from sync.server.senders import Device
from sync.server.units import Key, OfferedUnit, Row, Rows
from tests.given.packs import pack
from tests.simulation.kinds import FULL_MONTHS
from tests.simulation.oracle import HEADQUARTERS, Oracle, Violation

SCOPES: Final[tuple[str, ...]] = ("19", "52", "76")
_EDITED: Final = (
    ("activity", "title"),
    ("activity", "results"),
    ("agenda_item", "title"),
    ("minutes", "title"),
    ("commitment", "text"),
    ("organization", "name"),
)
"""What headquarters' people change."""
PAGE_BYTES: Final = 1_000_000
_START: Final = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


@dataclass(frozen=True)
class _Counter(Desk):
    """The product's desk, whose answers hold as few records as the weather wants."""

    page_bytes: Callable[[], int] = field(kw_only=True)

    def _news(
        self,
        received: Answer,
        books: Books,
        device: Device,
        request: Request,
        intake: Intake,
        budget: Budget,
    ) -> Answer:
        small = Budget(min(budget.left, self.page_bytes()))
        return super()._news(received, books, device, request, intake, small)


class SimulatedRealm(Realm, Protocol):
    """Books, and what the people of this headquarters do and see in its register."""

    def add_account(self, account: UUID, person: UUID, scopes: Sequence[str]) -> None:
        """Add an officer with permits."""
        ...

    def enrol(self, device: UUID, account: UUID, public_key: bytes) -> str:
        """Give a device the next series."""
        ...

    def permit(self, account: UUID, scope: str, *, granted: bool) -> None:
        """Grant a scope, or end the grant."""
        ...

    def granted(self, account: UUID) -> list[str]:
        """Give the scopes granted now, in order."""
        ...

    def revoke(self, device: UUID) -> None:
        """Revoke a device."""
        ...

    def devices(self) -> int:
        """Count the devices ever enrolled."""
        ...

    def revision(self) -> int:
        """Give the newest revision."""
        ...

    def rows(self) -> Rows:
        """Give every record as it stands."""
        ...

    def waiting(self) -> list[bytes]:
        """Give the units that wait for a person or for a record."""
        ...

    def copied(self) -> Any:
        """Make a backup."""
        ...

    def restored(self, backup: Any) -> None:
        """Bring a backup back; people's permits, and who is revoked, are typed in again."""
        ...


class Headquarters:
    """The counter where laptops ask, and the desk where headquarters' people work."""

    def __init__(self, seed: int, kinds: Kinds, oracle: Oracle, realm: SimulatedRealm) -> None:
        self.rng = Random(f"headquarters {seed}")
        self.kinds = kinds
        self.oracle = oracle
        self.realm = realm
        self.at = _START
        self.expects_damage = False
        """Whether a laptop may be told from headquarters by its digests."""
        self.page_bytes = PAGE_BYTES
        """About how many bytes of values an answer may hold."""

    def now(self) -> datetime:
        """The clock, which goes on by a second each time it is read."""
        self.at += timedelta(seconds=1)
        return self.at

    @cached_property
    def keys(self) -> Keys:
        """The same keys for all seeds."""
        return KEYS

    @cached_property
    def desk(self) -> Desk:
        """Where syncs are answered."""
        checks = Checks(self.kinds, pack("CO"))
        return _Counter(
            self.realm,
            checks,
            self.keys,
            self.now,
            self.rng.randbytes,
            page_bytes=lambda: self.page_bytes,
        )

    def answer(self, asked: bytes) -> bytes:
        """Answer one request."""
        answered = self.desk.answer(asked)
        request = read_request(frame.read(asked).payload())
        compared = any(cursor.buckets for cursor in request.cursors.values())
        if compared and not self.expects_damage:
            raise Violation("I6 a digest differed after a complete pull with nothing unsent")
        self._tell_oracle(request, answered)
        return answered.frame

    def _tell_oracle(self, request: Request, answered: Answered) -> None:
        """Whatever has a receipt has come: from then on no lost laptop excuses its loss."""
        receipts = [read_statement(Receipt, one) for one in answered.message.receipts]
        received = {(receipt.device, receipt.number) for receipt in receipts}
        for batch in request.batches:
            if (batch.device, batch.number) in received:
                self._came(read_body(batch.body))

    def _came(self, body: Body) -> None:
        for _, _, record, values in body.created_rows():
            self.oracle.came(record, values)
        for change in body.changed:
            self.oracle.came(change.id, {name: new for name, (new, _) in change.fields.items()})

    # Its register

    def enrol(self, login: str, key: DeviceKey, scopes: list[str]) -> EnrolAnswer:
        """Add an account with a laptop."""
        account, person, device = (UUID(int=self.rng.getrandbits(128), version=4) for _ in "123")
        self.realm.add_account(account, person, scopes)
        code = self.realm.enrol(device, account, key.public)
        at = microseconds(self.now())
        certificate = Certificate(device, key.public, code, account, at)
        return EnrolAnswer(
            device=device,
            device_code=code,
            account=account,
            officer=Officer(account, person, login, login, "officer"),
            office=OfficeCard(person, "DT", "Dirección Territorial", scopes[0]),
            scopes=sorted(scopes),
            home_scope=scopes[0],
            country="CO",
            headquarters_key=self.keys.answers_public,
            recovery_code="",
            certificate=self.keys.state(Purpose.CERTIFICATE, certificate),
            now=at,
        )

    # What its people see

    @property
    def rows(self) -> Rows:
        """Every record as it stands."""
        return self.realm.rows()

    def waiting_units(self) -> Iterator[OfferedUnit]:
        """Units that wait for a person or for a record."""
        for body in self.realm.waiting():
            yield msgspec.msgpack.decode(body, type=OfferedUnit)

    def shown_to(self, account: UUID) -> dict[Key, tuple[Row, tuple[str, ...], frozenset[str]]]:
        """Give every record of somebody's territories as it stands.

        With each, what its officer is not shown, and what is left at headquarters besides because
        its visit is old.
        """
        granted, rows = self.realm.granted(account), self.rows
        ids = [row.id for row in rows.values() if row.scope in granted]
        roots = {row.id: row for row in rows.values() if row.unit == row.id}
        with self.realm.snapshot(granted) as books:
            guard = Projection(self.kinds, books.author(account, self.at), roots)
            found = books.standing(ids)
        short = replace(guard, in_full_since=in_full_since(self.at, FULL_MONTHS))
        return {
            one.key: (
                one.row,
                guard.withheld(one),
                frozenset(short.withheld(one)).difference(guard.withheld(one)),
            )
            for one in found
        }

    # What its people do

    def create(self, scope: str = "") -> None:
        """Write down a visit."""
        where = scope or self.rng.choice(SCOPES)
        record = self._new_id()
        vals = {
            "title": self._typed(record, "title", None),
            "territory": where + "001",
            "reached": self.oracle.number(),
        }
        self._write(Rows(), {("activity", record): Row(where, "activity", record, record, vals)})

    def edit(self) -> None:
        """Change a field of something."""
        kind, name = self.rng.choice(_EDITED)
        row = self._some(kind)
        if row is not None and kind in self.kinds and not self._is_locked(row):
            self._change(row, name)

    def retitle(self, visit: UUID) -> None:
        """Give a visit another title."""
        self._change(self.rows["activity", visit], "title")

    def _change(self, row: Row, name: str) -> None:
        new = self._typed(row.id, name, row.vals.get(name), row.kind)
        self._write({row.key: row}, {row.key: replace(row, vals={**row.vals, name: new})})

    def move_one(self) -> None:
        """Move some visit to another territory."""
        root = self._some("activity")
        if root is not None:
            self.move(root.id, self.rng.choice([one for one in SCOPES if one != root.scope]))

    def move(self, visit: UUID, scope: str) -> None:
        """Move a whole unit, with what follows it, to another territory."""
        before = self._family(self.rows["activity", visit])
        after = {key: replace(row, scope=scope) for key, row in before.items()}
        self._write(before, after)

    def _is_locked(self, row: Row) -> bool:
        """Whether a signed acta speaks of the row."""
        root = row.vals.get("origin" if row.kind == "commitment" else "activity", str(row.unit))
        return any(
            one.kind == "minutes" and one.sealed and one.vals.get("activity") == root
            for one in self.rows.values()
        )

    def _family(self, root: Row) -> Rows:
        rows = dict(sorted(self.rows.items(), key=lambda one: one[1].rev))
        found = {key: row for key, row in rows.items() if row.unit == root.id}
        leads = {"minutes": "activity", "commitment": "origin", "follow_up": "commitment"}
        known = {str(root.id)}
        for kind, lead in leads.items():
            for key, row in rows.items():
                if row.kind == kind and row.vals.get(lead) in known and row.scope == root.scope:
                    found[key] = row
                    known.add(str(row.id))
        return found

    def _some(self, kind: str) -> Row | None:
        found = sorted((row for row in self.rows.values() if row.kind == kind), key=_by_id)
        return self.rng.choice(found) if found else None

    def _typed(self, record: UUID, name: str, seen: Any, kind: str = "activity") -> str:
        new = f"{self.oracle.number()} {HEADQUARTERS}"
        self.oracle.typed(HEADQUARTERS, record, self.kinds[kind][name], seen, new)
        return new

    def _write(self, before: Rows, after: Rows) -> None:
        with self.realm.writing(SCOPES) as books:
            books.lock([row.id for row in after.values()], SCOPES)
            books.write(before, after, Commit(self.rng.randbytes(8), self.now()))

    def _new_id(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)


def _by_id(row: Row) -> UUID:
    return row.id


def _made_keys() -> Keys:
    secret = [sha256(f"headquarters {n}".encode()).digest() for n in range(4)]
    return Keys(
        answers=Ed25519PrivateKey.from_private_bytes(secret[0]),
        envelope=X25519PrivateKey.from_private_bytes(secret[1]),
        packs=Ed25519PrivateKey.from_private_bytes(secret[2]),
        session_secret=secret[3],
        # Nobody is certified in the simulation: there is no folder, and nothing looks for it.
        authorities=AuthorityKeys(Path("none"), secret[3]),
    )


KEYS: Final = _made_keys()
