"""What the tests of the engine stand on: one headquarters, and laptops enrolled at it."""

from __future__ import annotations

import random
from collections.abc import Callable, Generator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from fieldapp.signing.envelope import EnvelopeKeys, reply_key
from fieldapp.signing.keys import DeviceKey
from fieldapp.signing.line import LineSigner
from fieldapp.store.letter_book import LetterBook
from sync.client.engine import About, Device, SyncReport
from sync.client.envelope import Envelopes
from sync.protocol.enrolment import EnrolAnswer, EnrolRequest
from tests.given.devices import NOON_US, Laptop, a_laptop
from tests.given.headquarters import (
    HeadquartersGiven,
    a_filled_template,
    a_headquarters,
    a_postgres,
)
from tests.given.lines import Line
from tests.given.packs import pack

_numbers = count(1)


class StandingClock:
    """A laptop's clock that was never set: it shows 2011."""

    def now_us(self) -> int:
        return NOON_US - 15 * 365 * 24 * 3600 * 1_000_000


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A laptop at headquarters: what it holds, its line, its engine, and its letters."""

    laptop: Laptop
    line: Line
    device: Device
    envelopes: Envelopes

    @property
    def device_id(self) -> UUID:
        return self.laptop.identity.enrolment.device

    def sync(self) -> SyncReport:
        return self.device.sync()


Enrol = Callable[..., Enrolled]


@pytest.fixture(scope="package")
def headquarters(tmp_path_factory: pytest.TempPathFactory) -> Generator[HeadquartersGiven]:
    """The real code of headquarters; all tests here share it, each with laptops of its own."""
    folder = tmp_path_factory.mktemp("headquarters")
    with (
        a_postgres() as address,
        a_filled_template(address) as template,
        a_headquarters(address, template, folder) as given,
    ):
        yield given


@pytest.fixture
def enrol(headquarters: HeadquartersGiven, tmp_path: Path) -> Generator[Enrol]:
    """Makes laptops of officers in Cauca, or in the office named."""
    with ExitStack() as open_until_the_end:

        def enrol(office: str = "CAUCA", **options: Any) -> Enrolled:
            number = next(_numbers)
            key = DeviceKey(number.to_bytes(32, "big"))
            told = _enrolled(headquarters, f"officer{number}", office, key)
            laptop = open_until_the_end.enter_context(
                a_laptop(tmp_path / f"laptop{number}", told, seed=key.seed)
            )
            line = Line(lambda frame: headquarters.desk.answer(frame).frame)
            signer = LineSigner(key, told.headquarters_key)
            clock, rng = StandingClock(), random.Random(number)
            about = About("0.1.0", 1, **options)
            device = Device(laptop.sync, line, clock, rng, signer, about)
            keys = EnvelopeKeys(key.seed, told.envelope_key, rng.randbytes)
            letters = LetterBook(laptop.store)
            envelopes = Envelopes(device, laptop.sync, letters, clock, signer, keys)
            return Enrolled(laptop, line, device, envelopes)

        yield enrol


def _enrolled(
    headquarters: HeadquartersGiven, login: str, office: str, key: DeviceKey
) -> EnrolAnswer:
    headquarters.register.add_account(pack("CO"), login, "Funcionaria", office, "officer")
    code = headquarters.register.new_code(headquarters.keys, login)
    return headquarters.enrolling.enrol(
        EnrolRequest(code, key.public, "0.1.0", 1, "", reply_key(key.seed).public)
    )
