"""What the tests of the engine stand on: one headquarters, and laptops enrolled at it."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Generator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from fieldapp.records import KINDS
from fieldapp.records.kinds import Kinds
from fieldapp.signing.envelope import EnvelopeKeys, reply_key
from fieldapp.signing.keys import DeviceKey
from fieldapp.signing.line import LineSigner
from fieldapp.store.letter_book import LetterBook
from fieldapp.store.settings import Identity, identity
from fieldapp.store.unit_of_work import Store
from fieldapp.store.vault import Vault
from sync.client.asking import Asking
from sync.client.correspondence import Correspondence
from sync.client.engine import About, Device, SyncReport
from sync.client.envelope import Envelopes
from sync.protocol.enrolment import EnrolAnswer, EnrolRequest
from tests.given.devices import NOON_US, Laptop, a_laptop, laptop_on
from tests.given.headquarters import (
    HeadquartersGiven,
    a_headquarters,
)
from tests.given.lines import Line
from tests.given.packs import pack
from tests.given.vaults import PASSPHRASE

_numbers = count(1)


class StandingClock:
    """A laptop's clock that was never set: it shows 2011."""

    def now_us(self) -> int:
        return NOON_US - 15 * 365 * 24 * 3600 * 1_000_000


@dataclass(slots=True)
class Enrolled:
    """A laptop at headquarters: what it holds, its line, its engine, and its letters."""

    laptop: Laptop
    line: Line
    device: Device
    about: About
    open_until_the_end: ExitStack

    @property
    def device_id(self) -> UUID:
        return self.laptop.identity.enrolment.device

    @property
    def envelopes(self) -> Envelopes:
        who, memory = self.identity(), self.laptop.sync
        signer = LineSigner(DeviceKey(who.signing_seed), who.enrolment.headquarters_key)
        return Envelopes(
            letters=Correspondence(memory, signer),
            asking=Asking(memory, StandingClock(), signer, self.about),
            memory=LetterBook(self.laptop.store),
            clock=StandingClock(),
            sealing=EnvelopeKeys(who.signing_seed, who.enrolment.envelope_key, os.urandom),
        )

    def sync(self) -> SyncReport:
        return self.device.sync()

    def restart(self) -> None:
        """Go on after a power cut: only what is on the disk is known."""
        self.upgrade(self.laptop.store.schema.kinds)

    def upgrade(self, kinds: Kinds) -> None:
        """Close the records and open them again with a program that knows these kinds."""
        self.laptop.store.close()
        store = self.open_until_the_end.enter_context(Store.open(self.laptop.vault, kinds))
        self.laptop = laptop_on(self.laptop.vault, store, self.identity())
        self.device = an_engine(self.laptop, self.line, self.about)

    def copied(self, folder: Path) -> Enrolled:
        """Another laptop with a copy of this one's vault, as whoever clones a disk makes it."""
        vault = self.laptop.vault
        folder.mkdir()
        for part in ("files", "backups"):
            (folder / part).mkdir()
        shutil.copy(vault.folder / "vault.json", folder)
        self.laptop.store.database.copy_to(folder / vault.database_path.name)
        begin = self.open_until_the_end.enter_context
        other = begin(Vault.open(folder, PASSPHRASE))
        laptop = laptop_on(other, begin(Store.open(other, KINDS)), self.identity())
        line = Line(self.line.answer)
        engine = an_engine(laptop, line, self.about)
        return Enrolled(laptop, line, engine, self.about, self.open_until_the_end)

    def identity(self) -> Identity:
        """Who the vault is by now."""
        with self.laptop.store.read() as reading:
            who = identity(reading)
        assert who is not None
        return who


def an_engine(laptop: Laptop, line: Line, about: About) -> Device:
    """The engine of a laptop, with a clock that was never set."""
    who = laptop.identity
    signer = LineSigner(DeviceKey(who.signing_seed), who.enrolment.headquarters_key)
    rng = random.Random(who.series)
    return Device(laptop.sync, line, StandingClock(), rng, signer, about)


Enrol = Callable[..., Enrolled]


@pytest.fixture(scope="module")
def headquarters(
    postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Generator[HeadquartersGiven]:
    """The real code of headquarters; the tests of a file share it, each with laptops of its own."""
    with a_headquarters(postgres, template, tmp_path_factory.mktemp("headquarters")) as given:
        yield given


@pytest.fixture
def enrol(headquarters: HeadquartersGiven, tmp_path: Path) -> Generator[Enrol]:
    """Makes laptops of officers in Cauca, or in the office named."""
    with ExitStack() as open_until_the_end:

        def enrol(
            office: str = "CAUCA", kinds: Kinds = KINDS, role: str = "officer", **options: Any
        ) -> Enrolled:
            number = next(_numbers)
            key = DeviceKey(number.to_bytes(32, "big"))
            told = _enrolled(headquarters, f"officer{number}", office, key, role)
            laptop = open_until_the_end.enter_context(
                a_laptop(tmp_path / f"laptop{number}", told, seed=key.seed, kinds=kinds)
            )
            line = Line(lambda frame: headquarters.desk.answer(frame).frame)
            about = About("0.1.0", 1, **options)
            return Enrolled(laptop, line, an_engine(laptop, line, about), about, open_until_the_end)

        yield enrol


def _enrolled(
    headquarters: HeadquartersGiven, login: str, office: str, key: DeviceKey, role: str
) -> EnrolAnswer:
    headquarters.register.add_account(pack("CO"), login, "Funcionaria", office, role)
    code = headquarters.register.new_code(headquarters.keys, login)
    return headquarters.enrolling.enrol(
        EnrolRequest(code, key.public, "0.1.0", 1, "", reply_key(key.seed).public)
    )
