"""A record's past, as far as this laptop knows it, in words of its fields."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from fieldapp.records.people import Person
from fieldapp.records.trust import Signer, signer_id
from fieldapp.store.journal import FieldChange, Step, last_word, steps
from fieldapp.work.desk import Desk
from fieldapp.work.history import ChangedField, Histories, HistoryStep
from fieldapp.work.registers import Registers
from sync.protocol.body import batch_hash, read_body
from sync.protocol.laptop import Incoming
from sync.protocol.messages import Receipt, Ruling, Signed, Verdict, write_statement
from tests.given.desks import a_desk_on
from tests.given.devices import NOON_US, Laptop, a_laptop
from tests.given.vaults import NOON

COLLEAGUE = UUID("0193b1a0-0000-7000-8000-0000000000d9")


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    with a_laptop(tmp_path / "one") as one:
        yield one


@pytest.fixture
def desk(laptop: Laptop) -> Desk:
    enrolment = laptop.identity.enrolment
    return a_desk_on(
        laptop.vault, laptop.store, device=enrolment.device, officer=enrolment.officer.person
    )


def send(laptop: Laptop) -> None:
    """Freeze what was typed, and have headquarters acknowledge it."""
    laptop.sync.freeze(NOON_US)
    for batch in laptop.sync.waiting(100):
        rulings = [Ruling(Verdict.OK)] * len(read_body(batch.body).units)
        receipt = Receipt(batch.device, batch.number, batch_hash(batch.body), rulings, 12)
        with laptop.sync.taking() as taking:
            taking.settle(receipt, Signed(write_statement(receipt), b"s" * 64), NOON_US + 5)


def from_a_colleague(laptop: Laptop, person: UUID, name: str, at_us: int = NOON_US + 9) -> None:
    row = Incoming(person, "19", 9, {"full_name": name}, frozenset(), COLLEAGUE, at_us, COLLEAGUE)
    with laptop.sync.taking() as taking:
        taking.write("person", [row])


def steps_of(laptop: Laptop, person: UUID) -> list[Step]:
    with laptop.store.read() as reading:
        return steps(reading, "person", person)


def test_each_sending_is_a_step_with_the_values_before_and_after(
    laptop: Laptop, desk: Desk
) -> None:
    registers = Registers(desk)
    rosa = registers.save("person", None, {"full_name": "Rosa Mina"}).id
    send(laptop)
    registers.save("person", rosa, {"full_name": "Rosa Elena Mina"})
    laptop.sync.freeze(NOON_US)
    registers.save("person", rosa, {"full_name": "Rosa E. Mina"})
    told = Histories(desk).of("person", rosa)
    assert (told.title, str(told.created.who), str(told.created.device)) == (
        "Rosa E. Mina",
        "usted",
        "este equipo",
    )
    name = "Nombre completo"
    assert told.here == (
        HistoryStep(False, None, False, (ChangedField(name, "Rosa Elena Mina", "Rosa E. Mina"),)),
        HistoryStep(False, NOON, False, (ChangedField(name, "Rosa Mina", "Rosa Elena Mina"),)),
        HistoryStep(True, NOON, True, (ChangedField(name, "", "Rosa Mina"),)),
    )
    assert told.received is None


def test_what_stood_before_is_not_guessed_when_somebody_else_wrote_in_between(
    laptop: Laptop, desk: Desk
) -> None:
    registers = Registers(desk)
    rosa = registers.save("person", None, {"full_name": "Rosa Mina"}).id
    send(laptop)
    from_a_colleague(laptop, rosa, "Rosa Mina Angulo")
    registers.save("person", rosa, {"full_name": "Rosa M. Angulo"})
    laptop.sync.freeze(NOON_US)
    changed = steps_of(laptop, rosa)[-1].fields["full_name"]
    assert changed == FieldChange("Rosa M. Angulo", None, told=False)
    assert Histories(desk).of("person", rosa).here[0].changes[0].before is None


def test_whoever_changed_it_last_elsewhere_is_named_by_what_headquarters_says_of_the_device(
    laptop: Laptop, desk: Desk
) -> None:
    rosa = Registers(desk).save("person", None, {"full_name": "Rosa Mina"}).id
    send(laptop)
    from_a_colleague(laptop, rosa, "Rosa Mina Angulo")
    received = Histories(desk).of("person", rosa).received
    assert received is not None
    assert (str(received.who), str(received.device)) == ("otra persona", "otro equipo")
    laptop.put(
        Signer(
            id=signer_id(COLLEAGUE), device=COLLEAGUE, device_code="D12", person_name="Luis Mina"
        )
    )
    received = Histories(desk).of("person", rosa).received
    assert received is not None
    assert (str(received.who), str(received.device)) == ("Luis Mina", "el equipo D12")
    assert received.at is not None


def test_the_moment_of_an_own_receipt_is_not_told_as_a_colleagues(
    laptop: Laptop, desk: Desk
) -> None:
    rosa = Registers(desk).save("person", None, {"full_name": "Rosa Mina"}).id
    from_a_colleague(laptop, rosa, "Rosa Mina Angulo")
    send(laptop)
    with laptop.store.read() as reading:
        word = last_word(reading, "person", rosa)
    assert word is not None
    assert word.at_us is None


def test_of_personal_data_only_what_the_record_shows_now_is_shown(
    laptop: Laptop, desk: Desk
) -> None:
    registers = Registers(desk)
    rosa = registers.save("person", None, {"full_name": "Rosa Mina", "phone": "3100000001"}).id
    laptop.sync.freeze(NOON_US)
    registers.save("person", rosa, {"phone": "3100000002"})
    (newer, older) = Histories(desk).of("person", rosa).here
    (phone,) = newer.changes
    assert (str(phone.before), phone.after) == ("no se muestra", "3100000002")
    assert "3100000001" not in repr(older)
    assert isinstance(registers.get("person", rosa), Person)
