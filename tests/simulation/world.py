"""A headquarters and its laptops, whoever tells the story: a seed or a written trace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Final

from fieldapp.records.kinds import Kinds
from fieldapp.signing.keys import DeviceKey
from tests.simulation import invariants
from tests.simulation.headquarters import SCOPES, Headquarters, SimulatedRealm
from tests.simulation.kinds import LAST_YEAR, TODAY
from tests.simulation.laptops import Laptop
from tests.simulation.machines import Disk, Machine
from tests.simulation.memory_books import MemoryRealm
from tests.simulation.oracle import Oracle, Violation
from tests.simulation.weather import Line

ROUNDS_MAX: Final = 80
_LEVEL1: Final = {scope + "001": scope for scope in SCOPES} | {scope: scope for scope in SCOPES}
VERSIONS: Final = (LAST_YEAR, TODAY)
"""What a program of last year knows of records, and one of today."""


@dataclass(slots=True)
class Workshop:
    """Machines that were made and are free: tables are made once in a process, not once a seed."""

    realm: Callable[[], SimulatedRealm] = lambda: MemoryRealm(SCOPES)
    """Makes the empty books of a headquarters."""
    free: dict[int, list[Machine]] = field(default_factory=lambda: {0: [], 1: []})

    def lend(self, version: int) -> Machine:
        """Give a machine with the program of a version."""
        stock = self.free[version]
        return stock.pop() if stock else Machine(VERSIONS[version], _LEVEL1)

    def take_back(self, machine: Machine) -> None:
        """Keep a machine for another world."""
        self.free[VERSIONS.index(machine.kinds)].append(machine)


class World:
    """One headquarters, its laptops, and what people really typed."""

    def __init__(self, seed: int, workshop: Workshop, kinds: Kinds = TODAY) -> None:
        self.seed = seed
        self.workshop = workshop
        self.oracle = Oracle()
        self.headquarters = Headquarters(seed, kinds, self.oracle, workshop.realm())
        self.laptops: list[Laptop] = []
        self.log: list[str] = []

    def note(self, *words: object) -> None:
        """Write down what happened."""
        self.log.append(" ".join(map(str, words)))

    def close(self) -> None:
        """Give the machines back."""
        for laptop in self.laptops:
            self.workshop.take_back(laptop.machine)
        self.laptops.clear()

    def enrol(self, name: str, scopes: list[str], version: int = 1) -> Laptop:
        """A new officer with a new laptop."""
        laptop = self._laptop(name, version)
        key = DeviceKey(laptop.rng.randbytes(32))
        laptop.enrol(self.headquarters.enrol(name, key, scopes), key)
        self.note("laptop", name, *scopes, "of", ("last year", "today")[version])
        return laptop

    def clone(self, laptop: Laptop, name: str, disk: Disk | None = None) -> Laptop:
        """A laptop with a copy of another one's disk, of now or of then."""
        clone = self._laptop(name, VERSIONS.index(laptop.machine.kinds))
        clone.cloned(disk or laptop.copied(), laptop.numbers)
        self.note(name, "is a copy of", laptop.name)
        return clone

    def upgrade(self, laptop: Laptop) -> None:
        """Put today's program on a laptop of last year."""
        newer, older = self.workshop.lend(1), laptop.machine
        newer.upgrade(older.disk)
        self.workshop.take_back(older)
        laptop.machine = newer
        self._watch(laptop)
        laptop.switch_on()
        self.note("upgraded", laptop.name)

    def _laptop(self, name: str, version: int) -> Laptop:
        rng = Random(f"{name} {self.seed}")
        line = Line(self.headquarters.answer, rng)
        laptop = Laptop(name, self.workshop.lend(version), line, self.oracle, rng)
        self._watch(laptop)
        self.laptops.append(laptop)
        return laptop

    def _watch(self, laptop: Laptop) -> None:
        """See that what must hold at any moment does after each answer that it takes in."""

        def check() -> None:
            invariants.check_laptop(laptop, self.oracle)
            invariants.check_headquarters(self.headquarters)

        laptop.machine.sync.committed = check

    def drain(self) -> int:
        """Let everybody sync in fair weather until nothing waits; give the rounds it took."""
        for laptop in self.laptops:
            laptop.line.loss = 0.0
            laptop.line.planned.clear()
            laptop.line.meanwhile = lambda: None
        for number in range(1, ROUNDS_MAX + 1):
            for laptop in self.laptops:
                if not laptop.sync():
                    raise Violation(f"I5 {laptop.name} cannot sync in fair weather")
                self.note("sync", laptop.name, laptop.line.trips, laptop.standing())
            if all(self._is_quiet(laptop) for laptop in self.laptops):
                return number
        waiting = {one.name: one.standing() for one in self.laptops if not self._is_quiet(one)}
        raise Violation(f"I5 not drained in {ROUNDS_MAX} rounds: {waiting}")

    def _is_quiet(self, laptop: Laptop) -> bool:
        if laptop.waits() or laptop.revoked:
            return not laptop.waits()
        head, heads = self.headquarters.realm.revision(), laptop.heads()
        granted = self.headquarters.realm.granted(laptop.identity().enrolment.account)
        return all(heads.get(scope) == head for scope in granted)

    def end(self) -> int:
        """Drain and see that everything is well; give the rounds it took."""
        rounds = self.drain()
        invariants.check_end(self.headquarters, self.laptops)
        return rounds
