"""One seed: some laptops and headquarters in bad weather, a disaster, and then fair weather.

Everything is drawn from the seed, in one thread, and whatever happens goes into a trace, so that
the same seed tells the same story.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from random import Random
from typing import Final

from tests.simulation.headquarters import PAGE_BYTES, SCOPES
from tests.simulation.laptops import Laptop
from tests.simulation.machines import Disk
from tests.simulation.officers import Officer
from tests.simulation.world import VERSIONS, Workshop, World

PROFILES: Final = (
    "plain",
    "server restored",
    "laptop restored",
    "laptop cloned",
    "laptop revoked",
    "laptop damaged",
)
"""The disaster of a story, if it has one."""
STEPS: Final = 100
_LOSSES: Final = (0.0, 0.1, 0.35)
_POISONS: Final = (0.0, 0.0, 0.03)
_PAGES: Final = (200, 1_000, PAGE_BYTES, PAGE_BYTES)
_LAPTOPS_MAX: Final = 6
_TYPES_MEANWHILE: Final = 0.1


@dataclass(slots=True)
class Ending:
    """How a story ended well."""

    seed: int
    profile: str
    edits: int
    conflicts: int
    rounds: int
    trace: str
    """The hash of all that happened."""


class Story:
    """Plays one seed. Raises `Violation` where an invariant does not hold."""

    def __init__(self, seed: int, workshop: Workshop, steps: int = STEPS) -> None:
        self.rng = Random(f"story {seed}")
        self.steps = steps
        self.profile = self.rng.choice(PROFILES)
        self.loss = self.rng.choice(_LOSSES)
        self.poison = self.rng.choice(_POISONS)
        kinds = VERSIONS[0 if self.rng.random() < 0.15 else 1]
        self.world = World(seed, workshop, kinds)
        self.headquarters = self.world.headquarters
        self.copies: dict[str, Disk] = {}
        self.backup = self.headquarters.realm.copied()
        self.restored = False

    def play(self) -> Ending:
        """Play to the end and see that all is well."""
        world = self.world
        try:
            self._begin()
            for step in range(self.steps):
                self._step(step)
            for laptop in world.laptops:
                laptop.poison = 0.0
            rounds = world.end()
        finally:
            world.close()
        world.note("end", self.headquarters.realm.revision())
        conflicts = sum(row.kind == "conflict" for row in self.headquarters.rows.values())
        trace = blake2b("\n".join(world.log).encode(), digest_size=16).hexdigest()
        return Ending(world.seed, self.profile, world.oracle.edits, conflicts, rounds, trace)

    def _begin(self) -> None:
        for number in range(self.rng.randint(2, 4)):
            scopes = sorted(self.rng.sample(SCOPES, self.rng.randint(1, 2)))
            version = 0 if self.rng.random() < 0.2 else 1
            self._ready(self.world.enrol(f"d{number}", scopes, version))
        for _ in range(self.rng.randint(2, 5)):
            self.headquarters.create()

    def _ready(self, laptop: Laptop) -> None:
        """Put a laptop into this story's weather and into its officer's hands."""
        laptop.line.loss = self.loss
        laptop.poison = self.poison
        laptop.line.meanwhile = lambda: self._meanwhile(laptop)

    def _meanwhile(self, laptop: Laptop) -> None:
        """Officers go on typing while an answer is on its way."""
        if self.rng.random() < _TYPES_MEANWHILE:
            self._work(laptop)

    # A step

    def _step(self, step: int) -> None:
        laptop = self.rng.choice(self.world.laptops)
        lot = self.rng.random()
        if lot < 0.42:
            self._work(laptop)
        elif lot < 0.54:
            self._headquarters_works()
        elif lot < 0.57:
            self._permit(laptop)
        elif lot < 0.59:
            laptop.line.late_arrival()
            self.world.note("late", laptop.name)
        elif lot < 0.63:
            self._disaster(laptop, step)
        else:
            self._sync(laptop)

    def _work(self, laptop: Laptop) -> None:
        officer = Officer(laptop)
        works = {
            officer.edit: 50,
            officer.visit: 16,
            officer.add: 12,
            officer.seal: 8,
            officer.body: 6,
            officer.join: 4,
            officer.decide: 3,
            officer.annul: 1,
        }
        work = self.rng.choices(list(works), list(works.values()))[0]
        work()
        self.world.note(laptop.name, work.__name__, self.world.oracle.edits)

    def _headquarters_works(self) -> None:
        here = self.headquarters
        work = self.rng.choices((here.create, here.edit, here.move_one), (3, 6, 2))[0]
        work()
        self.world.note("headquarters", work.__name__, here.realm.revision())

    def _permit(self, laptop: Laptop) -> None:
        account = laptop.identity().enrolment.account
        scope = self.rng.choice(SCOPES)
        granted = self.headquarters.realm.granted(account)
        ends = scope in granted and len(granted) > 1
        self.headquarters.realm.permit(account, scope, granted=not ends)
        self.world.note("permit", laptop.name, scope, not ends)

    def _sync(self, laptop: Laptop) -> None:
        self.headquarters.page_bytes = self.rng.choice(_PAGES)
        crashes = self.rng.random() < 0.05
        laptop.machine.sync.stops_after = self.rng.randint(1, 12) if crashes else 0
        done = laptop.sync()
        laptop.machine.sync.stops_after = 0
        line = laptop.line
        self.world.note("sync", laptop.name, done, line.trips, line.bytes_down, laptop.standing())

    # Disasters

    def _disaster(self, laptop: Laptop, step: int) -> None:
        match self.profile:
            case "server restored":
                self._restore_server()
            case "laptop restored":
                self._restore_laptop(laptop)
            case "laptop cloned":
                if len(self.world.laptops) < _LAPTOPS_MAX and self.rng.random() < 0.4:
                    self._ready(self.world.clone(laptop, f"{laptop.name}x{step}"))
            case "laptop revoked":
                self._revoke(laptop)
            case "laptop damaged":
                self.headquarters.expects_damage = True
                laptop.damage()
                self.world.note("damaged", laptop.name, laptop.standing())
            case _:
                if laptop.machine.kinds is VERSIONS[0] and self.rng.random() < 0.5:
                    self.world.upgrade(laptop)

    def _restore_server(self) -> None:
        if self.restored:
            return
        if self.rng.random() < 0.6:
            self.backup = self.headquarters.realm.copied()
            self.world.note("headquarters is copied")
        else:
            self.headquarters.realm.restored(self.backup)
            self.restored = True
            self.world.note("headquarters is restored", self.headquarters.realm.revision())

    def _restore_laptop(self, laptop: Laptop) -> None:
        if laptop.name not in self.copies:
            self.copies[laptop.name] = laptop.copied()
            self.world.note("copied", laptop.name)
        elif self.rng.random() < 0.5:
            self.world.oracle.excuse(laptop.name)
            laptop.restored(self.copies[laptop.name])
            self.world.note("restored", laptop.name)

    def _revoke(self, laptop: Laptop) -> None:
        if sum(not one.revoked for one in self.world.laptops) > 1 and self.rng.random() < 0.2:
            laptop.revoked = True
            self.headquarters.realm.revoke(laptop.identity().enrolment.device)
            self.world.note("revoked", laptop.name)
