"""Laptop and headquarters of different ages still agree on how messages are compressed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest

from fieldapp.packs.dictionaries import learnt_dictionaries
from fieldapp.records.text import say
from fieldapp.signing.keys import DeviceKey
from fieldapp.signing.line import LineSigner
from sync.client.engine import About, Device
from sync.client.ports import NotUnderstood, Step
from sync.protocol import frame
from sync.protocol.dictionary import NO_DICTIONARIES, Dictionaries
from tests.given.field_work import a_visit
from tests.given.headquarters import HeadquartersGiven
from tests.given.lines import Line
from tests.sync.client.conftest import Enrol, Enrolled, StandingClock

TODAYS = Dictionaries.of(learnt_dictionaries())
NEXT_YEARS = Dictionaries.of(dict.fromkeys((1, 2), learnt_dictionaries()[1]))


def over_http(headquarters: HeadquartersGiven, held: Dictionaries) -> Callable[[bytes], bytes]:
    """Headquarters' answer as the line gives it on: status 400 for what is no frame."""
    desk = replace(headquarters.desk, dictionaries=held)

    def answer(asked: bytes) -> bytes:
        try:
            return desk.answer(asked).frame
        except frame.NotAFrame as fault:
            raise NotUnderstood(Step.SERVER, say("No se entendió.")) from fault

    return answer


def speaking(
    at: Enrolled, headquarters: HeadquartersGiven, here: Dictionaries, there: Dictionaries
) -> Enrolled:
    """The same laptop, with these dictionaries on both ends."""
    line = Line(over_http(headquarters, there))
    key = DeviceKey(at.laptop.identity.signing_seed)
    signer = LineSigner(key, at.laptop.identity.enrolment.headquarters_key)
    about = About("0.1.0", 1)
    clock, chance = StandingClock(), random.Random(1)
    device = Device(at.laptop.sync, line, clock, chance, signer, about, here)
    return Enrolled(at.laptop, line, device, about, at.open_until_the_end)


def dictionaries_sent(at: Enrolled) -> list[int]:
    return [int.from_bytes(sent[5:9], "little") for sent in at.line.sent]


@pytest.mark.parametrize(
    ("here", "there", "sent"),
    [
        (NO_DICTIONARIES, NO_DICTIONARIES, [0, 0]),
        (NO_DICTIONARIES, TODAYS, [0, 0]),
        (TODAYS, TODAYS, [1, 1]),
        (TODAYS, NEXT_YEARS, [1, 1]),
        (TODAYS, NO_DICTIONARIES, [1, 0, 0]),
        (NEXT_YEARS, TODAYS, [2, 0, 0]),
    ],
)
def test_a_laptop_whose_dictionary_headquarters_lacks_goes_on_without(
    enrol: Enrol,
    headquarters: HeadquartersGiven,
    here: Dictionaries,
    there: Dictionaries,
    sent: list[int],
) -> None:
    at = speaking(enrol(), headquarters, here, there)
    at.laptop.put(a_visit(str(uuid4()), created_by=None))
    assert at.device.sync().receipts == 1
    assert at.device.sync().receipts == 0
    assert dictionaries_sent(at) == sent


def test_a_frame_that_is_refused_even_without_a_dictionary_is_a_failure(
    enrol: Enrol, headquarters: HeadquartersGiven
) -> None:
    at = speaking(enrol(), headquarters, TODAYS, TODAYS)

    def refuse(asked: bytes) -> bytes:
        del asked
        raise NotUnderstood(Step.SERVER, say("No se entendió."))

    at.line.answer = refuse
    with pytest.raises(NotUnderstood):
        at.device.sync()
    assert dictionaries_sent(at) == [1, 0]
