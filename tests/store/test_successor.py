"""A copied vault becomes a device of its own: no byte is remade, no number is given twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from msgspec.structs import replace

from fieldapp.signing.keys import DeviceKey
from fieldapp.signing.line import LineSigner
from fieldapp.store.ledger import last_number, take_number
from fieldapp.store.settings import Identity, identity, set_identity_here
from sync.protocol.body import batch_hash
from sync.protocol.messages import Certificate, Signed, write_statement
from tests.given.answers import asked_by, receipts_for, take
from tests.given.desks import a_desk_on
from tests.given.devices import NOON_US, SEED, Laptop, a_laptop
from tests.given.field_work import a_person, a_visit
from tests.given.vaults import NOON

HEIR = UUID(int=77)


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    with a_laptop(tmp_path / "one") as one:
        yield one


def who(laptop: Laptop) -> Identity:
    with laptop.store.read() as reading:
        found = identity(reading)
    assert found is not None
    return found


def a_certificate(laptop: Laptop, key: bytes) -> tuple[Certificate, Signed]:
    made = Certificate(HEIR, key, "D31", laptop.identity.enrolment.account, NOON_US)
    return made, Signed(write_statement(made), b"s" * 64)


def succeed(laptop: Laptop) -> None:
    laptop.sync.begin_successor()
    seed = laptop.sync.successor_seed()
    assert seed is not None
    certificate, signed = a_certificate(laptop, DeviceKey(seed).public)
    with laptop.sync.taking() as taking:
        taking.become(certificate, signed)


def test_what_waits_is_renumbered_and_keeps_its_bytes(laptop: Laptop) -> None:
    laptop.put(a_visit())
    take(laptop, receipts=receipts_for(laptop))
    for name in ("Amparo", "Rosa"):
        laptop.put(a_person(name))
        laptop.sync.freeze(NOON_US)
    before = laptop.sync.waiting(10)
    old = laptop.sync.device()
    succeed(laptop)
    after = laptop.sync.waiting(10)
    assert [(one.device, one.number) for one in after] == [(HEIR, 1), (HEIR, 2)]
    assert [batch_hash(one.body) for one in after] == [batch_hash(one.body) for one in before]
    assert laptop.sync.acknowledged() == [(old, 1)]
    assert (who(laptop).series, who(laptop).successor_seed) == ("D31", b"")
    assert laptop.sync.counts().pending == {"person": 2}
    laptop.put(a_person("Nubia"))
    laptop.sync.freeze(NOON_US)
    assert laptop.sync.waiting(10)[-1].number == 3
    take(laptop, receipts=receipts_for(laptop))
    assert laptop.sync.acknowledged() == [(HEIR, 3), (old, 1)]


def test_the_new_key_is_on_disk_before_headquarters_hears_of_it_and_stays_the_same(
    laptop: Laptop,
) -> None:
    assert laptop.sync.successor_seed() is None
    laptop.sync.begin_successor()
    seed = laptop.sync.successor_seed()
    laptop.sync.begin_successor()
    assert laptop.sync.successor_seed() == seed != SEED
    assert (laptop.sync.device(), who(laptop).signing_seed) == (
        laptop.identity.enrolment.device,
        SEED,
    )


def test_an_answer_for_another_key_makes_nobody_a_successor(laptop: Laptop) -> None:
    laptop.sync.begin_successor()
    _, signed = a_certificate(laptop, b"k" * 32)
    take(laptop, successor=signed)
    assert laptop.sync.device() == laptop.identity.enrolment.device


def test_the_signer_goes_on_with_the_new_key(laptop: Laptop) -> None:
    signer = LineSigner(DeviceKey(SEED), b"h" * 32)
    new = bytes(reversed(SEED))
    assert signer.public_of(new) == DeviceKey(new).public
    signer.go_on_with(new)
    assert signer.sign(b"x") == DeviceKey(new).sign(b"x")


def test_numbers_are_taken_in_the_new_series_and_none_is_given_twice(laptop: Laptop) -> None:
    desk = a_desk_on(laptop.vault, laptop.store)

    def take_one(acta: int) -> str:
        with desk.writing() as writing:
            series = desk.series(writing)
            taken = take_number(
                writing, series, UUID(int=acta), NOON, lambda seq: f"{series}-{seq}"
            )
            return taken.number

    numbers = [take_one(1), take_one(2)]
    succeed(laptop)
    numbers += [take_one(3), take_one(1)]
    assert numbers == ["D07-1", "D07-2", "D31-1", "D07-1"]
    with laptop.store.read() as reading:
        assert last_number(reading, "D07") == 2


def test_a_restored_copy_tells_its_own_series_until_headquarters_answers(laptop: Laptop) -> None:
    assert laptop.sync.series_untold() == ""
    restored = replace(who(laptop), series="D07b", series_told=False)
    with laptop.store.database.writing() as connection:
        set_identity_here(connection, restored)
    assert laptop.sync.series_untold() == "D07b"
    take(laptop, asked=asked_by(laptop, series="D07a"))
    assert laptop.sync.series_untold() == "D07b"
    take(laptop, asked=asked_by(laptop, series="D07b"))
    assert (laptop.sync.series_untold(), who(laptop).series) == ("", "D07b")
