"""What was handed over and printed is known, and how an acta stands is read from it."""

from __future__ import annotations

import hashlib

import pytest

from fieldapp.records.approval import Delivery, Printing
from fieldapp.records.text import Refused
from fieldapp.work.acta_papers import ActaPapers
from fieldapp.work.acta_room import ActaRoom
from fieldapp.work.deliveries import Deliveries, PrintedSheets
from fieldapp.work.desk import Desk
from fieldapp.work.minutes import Actas
from fieldapp.work.visits import Visits
from tests.given.desks import Clock
from tests.given.meetings import a_meeting, saved

LASER = PrintedSheets("Láser de la alcaldía", 3, 1, 2)


def test_a_copy_on_a_memory_stick_makes_the_acta_delivered(desk: Desk, clock: Clock) -> None:
    visit = a_meeting(desk, clock)
    acta = saved(Actas(desk).issue(visit)).id
    copy = ActaPapers(desk).pdf(acta)
    clock.go_on(minutes=10)
    Deliveries(desk).hand_over(acta, "Alcaldía de Guapi", "usb", copy)
    room = _room(desk, visit)
    assert room.standing.state == "sealed"
    assert room.standing.delivered_at == clock.at
    assert room.standing.received_at is None
    (delivery,) = room.deliveries
    assert delivery.paper_sha256 == hashlib.sha256(copy).hexdigest()


def test_an_acta_that_is_not_signed_is_not_delivered(desk: Desk, clock: Clock) -> None:
    acta = saved(Actas(desk).freeze(Actas(desk).draft(a_meeting(desk, clock)).id)).id
    with pytest.raises(Refused, match="firmada"):
        Deliveries(desk).hand_over(acta, "Alcaldía", "usb", b"%PDF")
    with desk.reading() as reading:
        assert reading.count(Delivery) == 0


def test_prints_are_counted_and_those_for_somebody_are_deliveries(desk: Desk, clock: Clock) -> None:
    visit = a_meeting(desk, clock)
    deliveries = Deliveries(desk)
    deliveries.printed(visit, "draft", LASER, b"%PDF-draft")
    acta = saved(Actas(desk).issue(visit)).id
    pdf = ActaPapers(desk).pdf(acta)
    deliveries.printed(visit, "acta", LASER, pdf)
    deliveries.printed(visit, "acta", LASER, pdf, handed_to="Consejo Comunitario Río Guapi")
    room = _room(desk, visit)
    assert (len(room.printings), room.standing.copies) == (2, 3)
    with desk.reading() as reading:
        assert {one.paper for one in reading.all(Printing)} == {"acta", "draft"}


def test_an_acta_that_a_signed_one_clarifies_is_superseded(desk: Desk, clock: Clock) -> None:
    visit = a_meeting(desk, clock)
    actas = Actas(desk)
    first = saved(actas.issue(visit))
    clock.go_on(days=1)
    second = actas.clarify(first.id)
    assert [one.state for one in ActaPapers(desk).ledger()] == ["sealed"]
    saved(actas.freeze(second.id))
    assert [one.state for one in ActaPapers(desk).ledger()] == ["sealed", "frozen"]
    actas.seal(second.id)
    old, new = ActaPapers(desk).ledger()
    assert (old.state, new.state) == ("superseded", "sealed")
    assert old.superseded_by == new.number
    assert new.clarifies == old.number


def _room(desk: Desk, visit: object) -> ActaRoom:
    room = Visits(desk).room(visit).acta  # type: ignore[arg-type]
    assert room is not None
    return room
