"""A laptop of the simulation: the product's engine and store, and an officer who works on it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from random import Random
from typing import Any, Final
from uuid import UUID

import msgspec

from fieldapp.records.describe import FieldSpec, Record
from fieldapp.records.text import Refused
from fieldapp.records.values import microseconds
from fieldapp.signing.keys import DeviceKey
from fieldapp.signing.line import LineSigner
from fieldapp.store.backup import next_series
from fieldapp.store.old_visits import OldVisitBook
from fieldapp.store.settings import Identity, identity, set_identity
from fieldapp.store.unit_of_work import Authorship, Reading, Writing
from sync.client.engine import About, Device
from sync.client.ports import LineFailure
from sync.protocol.enrolment import EnrolAnswer
from tests.simulation.machines import Crash, Disk, Machine, a_copy
from tests.simulation.oracle import Oracle
from tests.simulation.weather import Line

START: Final = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


_COUNTS: Final = (
    'SELECT count(*) FROM "dirty"',
    'SELECT count(*) FROM "outbox" WHERE "settled_at" IS NULL',
    'SELECT count(*) FROM "staged"',
    'SELECT count(*) FROM "doubt"',
    'SELECT count(*) FROM "row_state"',
    'SELECT total("rev") FROM "row_state"',
)
_AUTHORSHIP: Final = ("id", "created_by", "created_at", "created_device", "created_pack")
_TO_SEND: Final = 2
_WAITING: Final = 4


class Clock:
    """A laptop's clock that was never set."""

    def __init__(self, rng: Random) -> None:
        self._at = rng.choice((1_300_000_000, 1_795_194_000, 4_000_000_000)) * 1_000_000

    def now_us(self) -> int:
        self._at += 1_000_000
        return self._at


class Laptop:
    """One vault on one machine."""

    def __init__(
        self, name: str, machine: Machine, line: Line, oracle: Oracle, rng: Random
    ) -> None:
        self.name = name
        self.machine = machine
        self.line = line
        self.oracle = oracle
        self.rng = rng
        self.clock = Clock(rng)
        self.revoked = False
        self.lives = 0
        """How often it was brought back from a copy."""
        self.damaged = False
        """Whether it lost something that it does not know of."""
        self.poison = 0.0
        """How often its officer types what headquarters sets aside."""
        self.numbers: set[str] = set()
        """Official numbers this disk gave."""
        self._typed: list[tuple[UUID, FieldSpec, Any, Any]] = []

    # Its life

    def enrol(self, told: EnrolAnswer, key: DeviceKey) -> None:
        """Make it the device that headquarters enrolled."""
        self.machine.wipe()
        who = Identity(enrolment=told, signing_seed=key.seed, series=told.device_code)
        self._author = Authorship(told.officer.person, START, told.device)
        with self.machine.store.write(self._author) as writing:
            set_identity(writing, who)
        self.switch_on()

    def switch_on(self) -> None:
        """Start the program: it knows nothing but what is on its disk."""
        self.machine.entropy = self.rng.randbytes
        who = self.identity()
        self._author = Authorship(who.enrolment.officer.person, START, who.enrolment.device)
        signer = LineSigner(DeviceKey(who.signing_seed), who.enrolment.headquarters_key)
        about = About("0.1.0", 1)
        store = self.machine.sync
        self.device = Device(store, self.line, self.clock, self.rng, signer, about)

    def identity(self) -> Identity:
        with self.machine.store.read() as reading:
            found = identity(reading)
        assert found is not None
        return found

    def copied(self) -> Disk:
        """Copy its disk, as a backup or a clone does."""
        return a_copy(self.machine.disk)

    def restored(self, disk: Disk) -> None:
        """Bring a copy back as the program's own command does: it extends its series."""
        self.lives += 1
        self.machine.take(disk)
        who = self.identity()
        with self.machine.store.write(self._author) as writing:
            new = msgspec.structs.replace(who, series=next_series(who.series), series_told=False)
            set_identity(writing, new)
        self.switch_on()

    def cloned(self, disk: Disk, numbers: set[str]) -> None:
        """Become a copy of another laptop, which knows nothing of it."""
        self.machine.take(disk)
        self.numbers = set(numbers)
        self.switch_on()

    def sync(self) -> bool:
        """Sync as far as the line allows; tell whether it came to the end."""
        self.line.trips = 0
        try:
            self.device.sync()
        except LineFailure:
            return False
        except Crash:
            self.switch_on()
            return False
        self.switch_on_as_successor()
        return True

    def switch_on_as_successor(self) -> None:
        """A vault that got a new identity goes on with its new key."""
        if self.identity().enrolment.device != self._author.device:
            self.switch_on()

    # How it stands

    def waits(self) -> bool:
        """Tell whether anything is still to be sent or taken in; a revoked one takes nothing in."""
        return any(self.standing()[: _TO_SEND if self.revoked else _WAITING])

    def standing(self) -> tuple[int, ...]:
        """Count what waits, then what it holds: for its trace, and to see that all is drained."""
        return tuple(self.machine.disk.execute(count).fetchone()[0] for count in _COUNTS)

    def heads(self) -> dict[str, int]:
        """Give the newest revision it has heard of, by scope."""
        return {
            scope: standing.anchors[0].rev if standing.anchors else 0
            for scope, standing in self.machine.sync.standings().items()
        }

    def damage(self) -> None:
        """Lose a record that waits for nothing, or keep an older one, as no program ever should."""
        unsent = 'SELECT "kind", "id" FROM "dirty" UNION SELECT "kind", "id" FROM "in_flight"'
        clean = self.machine.disk.execute(
            'SELECT "kind", "id", "scope", "rev" FROM "row_state" '
            f'WHERE "rev" > 1 AND ("kind", "id") NOT IN ({unsent}) ORDER BY "kind", "id"'
        ).fetchall()
        if not clean:
            return
        self.damaged = True
        kind, record, scope, rev = self.rng.choice(clean)
        with self.machine.sync.taking() as taking:
            if self.rng.random() < 0.5:
                taking.remove(kind, UUID(bytes=record), rev)
            else:
                taking.raise_revs(kind, scope, {UUID(bytes=record): rev - 1})

    # Its officer

    def new_id(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)

    @contextmanager
    def reading(self) -> Generator[Reading]:
        """Look at what its program shows."""
        with self.machine.store.read() as reading:
            yield reading

    def writes(self, work: Callable[[Writing], None]) -> bool:
        """Do some work in one transaction; False if a signed acta locks what would change."""
        self._typed.clear()
        try:
            with self.machine.store.write(self._author) as writing:
                work(writing)
        except Refused:
            return False
        for record, field, seen, new in self._typed:
            self.oracle.typed(self.name + "'" * self.lives, record, field, seen, new)
        return True

    def put(self, writing: Writing, record: Record) -> None:
        """Keep a record, and tell the oracle what its officer saw and typed."""
        spec = self.machine.kinds.spec_of(record)
        before = writing.get(type(record), record.id)
        for field in (field for field in spec.fields if field.name not in _AUTHORSHIP):
            seen = getattr(before, field.name) if before else None
            self._typed.append((record.id, field, seen, getattr(record, field.name)))
        writing.put(record)

    def bring_back(self, writing: Writing, visit: UUID) -> None:
        """Ask for all of an old visit instead of changing what is here in short."""
        book = OldVisitBook(writing.connection, self.machine.store.schema)
        book.bring_back(visit, microseconds(START))
        book.write_digests()

    def ids(self, kind: str) -> list[UUID]:
        """Records of a kind that this laptop shows, in order."""
        if kind not in self.machine.kinds:
            return []
        found = self.machine.disk.execute(
            f'SELECT r."id" FROM "{kind}" r LEFT JOIN "row_state" s '
            f"ON s.kind = '{kind}' AND s.id = r.id LEFT JOIN \"cursor\" c ON c.scope = s.scope "
            'WHERE coalesce(c.revoked, 0) = 0 ORDER BY r."id"'
        )
        return [UUID(bytes=record) for (record,) in found]

    @property
    def person(self) -> UUID:
        """Its officer."""
        return self._author.person

    def some(self, kind: str) -> UUID | None:
        shown = self.ids(kind)
        return self.rng.choice(shown) if shown else None

    def of(self, kind: str) -> type[Any]:
        """The class by which this laptop's program knows a kind."""
        return self.machine.kinds[kind].record

    def granted(self) -> list[str]:
        """The territories in which its officer works, as the laptop knows."""
        found = self.machine.disk.execute(
            'SELECT "scope" FROM "cursor" WHERE coalesce("revoked", 0) = 0 ORDER BY "scope"'
        )
        return [scope for (scope,) in found] or [self.identity().enrolment.home_scope]
