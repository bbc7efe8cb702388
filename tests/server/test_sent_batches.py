"""A batch that stands as sent is told by one revision, and nothing else is told that way."""

from __future__ import annotations

from uuid import UUID

import msgspec
from hypothesis import given

from sync.protocol.body import Body, rows_in_order
from sync.protocol.messages import Answer, ScopePage, Sent
from sync.server.units import units_of
from tests.given.bodies import a_visit, changed, derived
from tests.given.headquarters import HeadquartersGiven
from tests.given.messages import bodies

VISIT = UUID("0193b1a0-0000-7000-8000-00000000e001")
OTHER = UUID("0193b1a0-0000-7000-8000-00000000e002")


def cauca(answer: Answer) -> ScopePage:
    return next(page for page in answer.scopes if page.scope == "19")


@given(bodies())
def test_rows_are_told_in_the_order_in_which_headquarters_applies_them(body: Body) -> None:
    applied = [offer.key for unit in units_of(body) for offer in unit.offers]
    assert rows_in_order(body) == applied


def test_a_batch_that_stands_as_sent_is_told_by_its_first_revision(
    headquarters: HeadquartersGiven,
) -> None:
    laptop, colleague = headquarters.a_laptop(), headquarters.a_laptop("cangulo")
    laptop.sync()
    body = a_visit("19", VISIT, attendees=2)
    page = cauca(laptop.sync(laptop.batch(body), by_batch=True))
    (sent,) = page.sent
    assert (page.rows, page.yours) == ([], [])
    assert (sent.device, sent.number) == (laptop.device, 1)
    colleague.sync()
    revs = {key: sent.rev + place for place, key in enumerate(rows_in_order(body))}
    assert {key: colleague.revs[key] for key in revs} == revs


def test_a_laptop_that_does_not_ask_for_it_is_told_row_by_row(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop()
    laptop.sync()
    page = cauca(laptop.sync(laptop.batch(a_visit("19", VISIT, attendees=2))))
    assert page.sent == []
    assert sum(len(mine.ids) for mine in page.yours) == 5


def test_rows_written_twice_in_one_request_or_changed_by_somebody_are_told_row_by_row(
    headquarters: HeadquartersGiven,
) -> None:
    laptop, colleague = headquarters.a_laptop(), headquarters.a_laptop("cangulo")
    root = ("activity", VISIT)
    laptop.sync()
    first = laptop.batch(a_visit("19", VISIT, attendees=1))
    second = laptop.batch(changed("19", root, root, venue=(None, "Casa de la cultura")))
    page = cauca(laptop.sync(first, second, by_batch=True))
    assert [(sent.device, sent.number) for sent in page.sent] == [(laptop.device, 2)]
    assert {mine.kind for mine in page.yours} == {"attendance", "ink"}
    colleague.sync()
    colleague.sync(colleague.batch(changed("19", root, root, locality=(None, "Limones"))))
    third = laptop.batch(changed("19", root, root, objective=("Instalar la mesa", "Cerrarla")))
    page = cauca(laptop.sync(third, by_batch=True))
    assert page.sent == []
    assert [rows.kind for rows in page.rows] == ["activity"]


def test_a_batch_whose_units_went_to_two_places_or_waits_is_not_told_as_a_whole(
    headquarters: HeadquartersGiven,
) -> None:
    laptop = headquarters.a_laptop()
    laptop.sync()
    good = a_visit("19", VISIT)
    stray = a_visit("52", OTHER)
    both = msgspec.structs.replace(
        good,
        units=[*good.units, *stray.units],
        created=[
            *good.created,
            *(msgspec.structs.replace(group, units=[1]) for group in stray.created),
        ],
    )
    page = cauca(laptop.sync(laptop.batch(both), by_batch=True))
    assert page.sent == []
    assert [mine.ids for mine in page.yours] == [[VISIT]]
    waits = changed(
        "19", ("activity", derived(VISIT, "x", 1)), ("activity", OTHER), venue=(None, "x")
    )
    assert cauca(laptop.sync(laptop.batch(waits), by_batch=True)).sent == []


def test_the_word_of_a_batch_is_three_values_long() -> None:
    assert len(msgspec.msgpack.encode(Sent(VISIT, 7, 7300))) < 48
