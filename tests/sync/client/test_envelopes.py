"""A laptop without a network: letters to headquarters' own code, late, twice, or never."""

from __future__ import annotations

import dataclasses
import random
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from fieldapp.records.text import Refused
from fieldapp.records.visits import Activity
from sync.server.envelopes import EnvelopeDesk, NotOurEnvelope
from tests.given.field_work import a_visit, an_attendee
from tests.given.headquarters import HeadquartersGiven
from tests.sync.client.conftest import Enrol, Enrolled


def a_new_visit(**changes: Any) -> Activity:
    return a_visit(str(uuid4()), created_by=None, **changes)


def visits_of(at: Enrolled) -> dict[UUID, Activity]:
    with at.laptop.store.read() as reading:
        return {one.id: one for one in reading.all(Activity)}


@pytest.fixture
def door(headquarters: HeadquartersGiven) -> EnvelopeDesk:
    """Where envelopes are handed in."""
    return headquarters.envelopes


def test_a_letter_brings_the_work_and_its_answer_brings_receipts_and_what_is_new(
    enrol: Enrol, door: EnvelopeDesk
) -> None:
    one, two = enrol(), enrol()
    theirs = a_new_visit()
    two.laptop.put(theirs)
    two.sync()
    mine = a_new_visit()
    one.laptop.put(mine, an_attendee(str(uuid4()), activity=mine.id))
    sealed = one.envelopes.records()
    assert sealed.batches == 1
    answered = door.take_in(sealed.content)
    taken = one.envelopes.take(answered.answer)
    assert (taken.number, taken.unknown) == (answered.number, 0)
    assert taken.report.sent == {"activity": 1, "attendance": 1}
    assert theirs.id in visits_of(one)
    assert one.laptop.sync.counts().pending == {}
    report = one.sync()
    assert (report.sent, report.received, report.differing_scopes) == ({}, {}, ())


def test_a_day_of_records_alone_is_a_small_envelope(enrol: Enrol) -> None:
    at = enrol()
    visit = a_new_visit()
    people = [an_attendee(str(uuid4()), activity=visit.id) for _ in range(40)]
    at.laptop.put(visit, *people)
    assert len(at.envelopes.records().content) < 6_000


def test_the_same_letter_again_gets_the_same_number_and_counts_once(
    enrol: Enrol, door: EnvelopeDesk, headquarters: HeadquartersGiven
) -> None:
    at = enrol()
    visit = a_new_visit()
    at.laptop.put(visit)
    first, again = at.envelopes.records().content, at.envelopes.records().content
    numbers = [door.take_in(one).number for one in (first, again, first, again)]
    assert numbers[:2] == numbers[2:]
    assert numbers[0] != numbers[1]
    kept = headquarters.rows("select count(*) from batch where device = :d", d=at.device_id)
    assert kept == [(1,)]


def test_an_answer_taken_twice_or_after_a_sync_changes_nothing_more(
    enrol: Enrol, door: EnvelopeDesk
) -> None:
    at = enrol()
    at.laptop.put(a_new_visit())
    answer = door.take_in(at.envelopes.records().content).answer
    at.laptop.put(a_new_visit())
    at.sync()
    before = visits_of(at), at.laptop.sync.standings(), at.laptop.sync.counts()
    for _ in range(2):
        report = at.envelopes.take(answer).report
        assert (report.sent, report.received, report.removed) == ({}, {}, 0)
    assert (visits_of(at), at.laptop.sync.standings(), at.laptop.sync.counts()) == before


def test_answers_in_the_wrong_order_bring_everything(enrol: Enrol, door: EnvelopeDesk) -> None:
    one, two = enrol(), enrol()
    one.sync()
    answers: list[bytes] = []
    theirs: list[Activity] = []
    for _ in range(3):
        theirs.append(a_new_visit())
        two.laptop.put(theirs[-1])
        two.sync()
        one.laptop.put(a_new_visit())
        answers.append(door.take_in(one.envelopes.records().content).answer)
    for answer in reversed(answers):
        one.envelopes.take(answer)
    assert {visit.id for visit in theirs} <= visits_of(one).keys()
    assert one.laptop.sync.counts().pending == {}
    assert one.sync().differing_scopes == ()


def test_more_than_one_request_holds_goes_in_one_envelope(enrol: Enrol, door: EnvelopeDesk) -> None:
    at = enrol()
    rng = random.Random(3)
    for _ in range(3):
        at.laptop.put(*(a_new_visit(results=rng.randbytes(900).hex()) for _ in range(180)))
        at.laptop.sync.freeze(1)
    sealed = at.envelopes.records()
    assert len(sealed.content) > 256 * 1024
    assert at.envelopes.take(door.take_in(sealed.content).answer).report.receipts == sealed.batches
    assert at.laptop.sync.counts().pending == {}
    assert at.sync().differing_scopes == ()


def test_files_travel_in_further_envelopes_in_any_order(
    enrol: Enrol, door: EnvelopeDesk, headquarters: HeadquartersGiven
) -> None:
    at = enrol()
    rng = random.Random(5)
    large, small = rng.randbytes(9_900_000), rng.randbytes(2_000)
    names = [at.laptop.files.put(content) for content in (large, small)]
    assert at.envelopes.files_bytes() == len(large) + len(small)
    letters = list(at.envelopes.files())
    assert len(letters) == 2
    assert max(len(letter) for letter in letters) <= 10_000_000
    for letter in reversed(letters):
        at.envelopes.take(door.take_in(letter).answer)
    held = [headquarters.files.parts.files.read(bytes.fromhex(name)) for name in names]
    assert held == [large, small]
    assert list(at.envelopes.files()) == []
    assert at.laptop.sync.files_to_confirm(9) == []


def test_an_answer_for_somebody_else_cut_or_altered_is_refused_in_words(
    enrol: Enrol, door: EnvelopeDesk
) -> None:
    one, two = enrol(), enrol()
    one.laptop.put(a_new_visit())
    letter = one.envelopes.records().content
    answer = door.take_in(letter).answer
    before = one.laptop.sync.counts()
    with pytest.raises(Refused, match="no es una respuesta"):
        two.envelopes.take(answer)
    with pytest.raises(Refused, match="no es una respuesta"):
        one.envelopes.take(letter)
    altered = answer[:-1] + bytes([answer[-1] ^ 1])
    for wrong in (answer[:-5], answer[:100], altered, b"", b"<html>" * 20):
        with pytest.raises(Refused, match="dañado, incompleto"):
            one.envelopes.take(wrong)
    assert one.laptop.sync.counts() == before


def test_an_answer_that_headquarters_did_not_sign_is_refused(
    enrol: Enrol, door: EnvelopeDesk, headquarters: HeadquartersGiven
) -> None:
    at, other = enrol(), enrol()
    forger = dataclasses.replace(door, desk=headquarters.forged_desk())
    letter = at.envelopes.records().content
    with pytest.raises(Refused, match="dañado, incompleto"):
        at.envelopes.take(forger.take_in(letter).answer)
    assert other.envelopes.take(door.take_in(other.envelopes.records().content).answer).number


def test_headquarters_refuses_in_words_what_is_no_letter_to_it(
    enrol: Enrol, door: EnvelopeDesk, headquarters: HeadquartersGiven
) -> None:
    at = enrol()
    at.laptop.put(a_new_visit())
    letter = at.envelopes.records().content
    for wrong in (b"", b"PK\3\4", letter[:-1], letter + b"x", letter[:200] + b"x" + letter[201:]):
        with pytest.raises(NotOurEnvelope, match="dañado o incompleto"):
            door.take_in(wrong)
    answer = door.take_in(letter).answer
    with pytest.raises(NotOurEnvelope, match="no es un envío para este servidor"):
        door.take_in(answer)
    kept = headquarters.rows("select count(*) from envelope where sha256 = :s", s=digest(letter))
    assert kept == [(1,)]


def test_nobody_puts_a_colleagues_request_into_a_letter_of_their_own(
    enrol: Enrol, door: EnvelopeDesk
) -> None:
    one, two = enrol(), enrol()
    one.laptop.put(a_new_visit())
    one.sync()
    stolen = one.line.sent[-1]
    letter = two.envelopes._sealed([stolen], [])
    with pytest.raises(NotOurEnvelope, match="No se reconoce"):
        door.take_in(letter)


def test_a_headquarters_that_forgot_the_laptop_registers_it_again_from_its_letter(
    enrol: Enrol, door: EnvelopeDesk, headquarters: HeadquartersGiven
) -> None:
    at = enrol()
    at.laptop.put(a_new_visit())
    for table, column in (("enrolment_code", "device"), ("device", "id")):
        headquarters.force(f"delete from {table} where {column} = '{at.device_id}'")
    report = at.envelopes.take(door.take_in(at.envelopes.records().content).answer).report
    assert report.sent == {"activity": 1}


@pytest.mark.parametrize("seed", range(3))
def test_letters_lost_doubled_and_late_between_syncs_lose_nothing(
    enrol: Enrol, door: EnvelopeDesk, seed: int
) -> None:
    rng = random.Random(seed)
    one, two = enrol(answer_bytes_max=4096), enrol()
    letters, answers = [one.envelopes.records().content], list[bytes]()

    def change_something() -> None:
        mine = list(visits_of(one).values()) or [a_new_visit()]
        one.laptop.put(replace(rng.choice(mine), results=rng.randbytes(9).hex()))

    moves = [
        lambda: two.laptop.put(a_new_visit()),
        change_something,
        lambda: one.laptop.put(*(a_new_visit(results=rng.randbytes(150).hex()) for _ in range(9))),
        lambda: letters.append(one.envelopes.records().content),
        lambda: answers.append(door.take_in(rng.choice(letters)).answer),
        lambda: [one.envelopes.take(rng.choice(answers)) for _ in answers[:1]],
        lambda: rng.choice((one, two)).sync(),
    ]
    for _ in range(40):
        rng.choice(moves)()
    for at in (one, two, one, two):
        at.sync()
    assert one.sync().differing_scopes == two.sync().differing_scopes == ()
    assert one.laptop.sync.counts().pending == {}
    here, there = visits_of(one), visits_of(two)
    assert {key: value.results for key, value in here.items()} == {
        key: value.results for key, value in there.items()
    }


def digest(content: bytes) -> bytes:
    return sha256(content).digest()
