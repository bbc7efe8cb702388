"""What single answers do to a laptop: nothing old overwrites, nothing unsent is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from fieldapp.records.minutes import Minutes
from fieldapp.records.visits import Activity
from sync.protocol.body import read_body
from sync.protocol.laptop import DOUBTED
from sync.protocol.messages import (
    Cursor,
    Gone,
    Receipt,
    Request,
    Ruling,
    ScopePage,
    ScopeState,
    Signed,
    Verdict,
    Yours,
    write_statement,
)
from tests.given.answers import VISIT, a_page, receipts_for, rows, take, visits
from tests.given.devices import NOON_US, Laptop, a_laptop
from tests.given.field_work import a_person, a_visit, an_attendee, an_id


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    with a_laptop(tmp_path / "one") as one:
        yield one


def here(laptop: Laptop) -> Activity | None:
    with laptop.store.read() as reading:
        return reading.get(Activity, VISIT)


def venue_and_rev(laptop: Laptop) -> tuple[object, ...]:
    asked = 'SELECT "venue", "rev" FROM "activity" JOIN "row_state" USING ("id")'
    return laptop.rows(asked)[0]


def test_an_older_copy_of_a_record_never_replaces_a_later_one(laptop: Laptop) -> None:
    take(laptop, a_page(rows=[visits(7, venue="Coliseo")]))
    take(laptop, a_page(rows=[visits(6, venue="Alcaldía")], gone=[Gone("activity", VISIT, 6)]))
    assert venue_and_rev(laptop) == ("Coliseo", 7)
    take(laptop, standing=[ScopePage("19", rows=[visits(6, venue="Alcaldía")])])
    assert venue_and_rev(laptop) == ("Coliseo", 7)


def test_a_record_leaves_only_the_scope_it_is_in(laptop: Laptop) -> None:
    others = [visits(number, an_id(f"visit {number}")) for number in range(1, 6)]
    take(laptop, a_page("76", rows=[*others, visits(7, venue="Coliseo")]))
    take(laptop, a_page("19", gone=[Gone("activity", VISIT, 9)]))
    assert here(laptop) is not None
    assert take(laptop, a_page("76", gone=[Gone("activity", VISIT, 9)])).removed == 1
    assert here(laptop) is None


def test_a_corrected_record_with_something_unsent_must_come_again(laptop: Laptop) -> None:
    take(laptop, a_page(rows=[visits(7, venue="Coliseo", results="Mesa")]))
    laptop.put(a_visit(venue="Biblioteca"))
    stands = ScopePage("19", rows=[visits(9, venue="Parque", results="Otra")])
    took = take(laptop, standing=[stands])
    assert venue_and_rev(laptop) == ("Biblioteca", DOUBTED)
    assert (took.ask_again, laptop.sync.asked(9)) == (True, [("activity", VISIT)])
    take(laptop, truths=[stands])
    assert (venue_and_rev(laptop), laptop.sync.asked(9)) == (("Biblioteca", 9), [])


def test_a_corrected_record_that_comes_again_with_the_same_answer_is_not_asked_for(
    laptop: Laptop,
) -> None:
    take(laptop, a_page(rows=[visits(7, venue="Coliseo")]))
    laptop.put(a_visit(venue="Biblioteca"))
    stands = ScopePage("19", rows=[visits(9, venue="Parque")])
    took = take(laptop, a_page(rows=stands.rows), standing=[stands])
    assert (venue_and_rev(laptop), took.ask_again) == (("Biblioteca", 9), False)


def test_a_corrected_record_takes_revision_and_values_together_or_waits_for_its_new_scope(
    laptop: Laptop,
) -> None:
    take(laptop, a_page(rows=[visits(7, venue="Coliseo")]))
    take(laptop, standing=[ScopePage("19", rows=[visits(9, venue="Parque")])])
    assert venue_and_rev(laptop) == ("Parque", 9)
    take(laptop, standing=[ScopePage("76", rows=[visits(12, venue="Galería")])])
    assert venue_and_rev(laptop) == ("Galería", DOUBTED)
    take(laptop, a_page("76", rows=[visits(12, venue="Galería")]))
    assert laptop.rows('SELECT "scope", "rev" FROM "row_state"') == [("76", 12)]


def test_a_forged_receipt_settles_nothing(laptop: Laptop) -> None:
    laptop.put(a_visit())
    laptop.sync.freeze(NOON_US)
    (batch,) = laptop.sync.waiting(10)
    receipt = Receipt(batch.device, batch.number, b"h" * 32, [Ruling(Verdict.OK)], 3)
    signed = Signed(write_statement(receipt), b"s" * 64)
    assert take(laptop, receipts=[signed], genuine=False).receipts == 0
    assert take(laptop, receipts=[signed]).receipts == 0  # the hash is another batch's
    assert laptop.sync.waiting(10) == [batch]


def test_an_answer_to_an_older_question_moves_no_cursor(laptop: Laptop) -> None:
    stale = Request(protocol=1, schema=1, app="0.1.0", now=NOON_US, cursors={"19": Cursor()})
    take(laptop, a_page(rows=[visits(7, venue="Coliseo")], more=True, upto=7))
    take(laptop, a_page(head=60), asked=stale)
    assert laptop.sync.standings()["19"].anchors == ()
    assert here(laptop) is None
    take(laptop, a_page(head=70))
    take(laptop, a_page(head=90), asked=stale)
    assert [anchor.rev for anchor in laptop.sync.standings()["19"].anchors] == [70]


def test_a_unit_that_moves_is_never_hidden_while_the_rest_of_its_new_scope_is_on_its_way(
    laptop: Laptop,
) -> None:
    take(laptop, a_page("19", rows=[visits(7, venue="Coliseo")]))
    take(
        laptop,
        a_page("19", gone=[Gone("activity", VISIT, 9)]),
        a_page("76", more=True, upto=5, rows=[]),
    )
    assert here(laptop) is not None
    take(laptop, a_page("76", rows=[visits(10, venue="Coliseo")]))
    assert here(laptop) is not None
    assert laptop.rows('SELECT "scope" FROM "row_state"') == [("76",)]


def test_what_moves_between_two_scopes_of_one_answer_keeps_what_it_is_not_shown(
    laptop: Laptop,
) -> None:
    take(laptop, a_page("19", rows=[visits(7, venue="Coliseo", companions="Rosa")]))
    moved = visits(10, venue="Coliseo")
    moved.withheld.append("companions")
    done = take(
        laptop,
        a_page("19", gone=[Gone("activity", VISIT, 9)]),
        a_page("76", rows=[moved]),
    )
    visit = here(laptop)
    assert visit is not None
    assert (visit.companions, done.removed) == ("Rosa", 0)


def test_a_visit_leaves_whole_and_only_when_nothing_of_it_waits(laptop: Laptop) -> None:
    guests = [an_attendee(f"Asistente {number}") for number in range(3)]
    laptop.put(a_visit(), *guests, *(a_person(f"P{number}") for number in range(20)))
    everything = [
        rows("activity", (VISIT, 2, {})),
        rows("attendance", *((one.id, 3, {"activity": str(VISIT)}) for one in guests)),
    ]
    take(laptop, receipts=receipts_for(laptop))
    take(laptop, a_page(rows=everything))
    laptop.put(replace(guests[0], phone="3120000000"))
    marks = [Gone("attendance", one.id, 9) for one in guests] + [Gone("activity", VISIT, 9)]
    take(laptop, a_page(gone=marks))
    count = 'SELECT count(*) FROM "attendance"'
    assert laptop.rows(count) == [(3,)]
    take(laptop, a_page(head=60), receipts=receipts_for(laptop))
    assert laptop.rows(count) == [(0,)]
    assert here(laptop) is None


def test_a_record_meant_as_new_that_was_there_is_asked_about_unless_the_answer_brings_it(
    laptop: Laptop,
) -> None:
    laptop.put(a_visit())
    ruled = receipts_for(laptop, Ruling(Verdict.EXISTED))
    standing = [ScopePage("19", rows=[visits(8, venue="Coliseo")])]
    assert not take(laptop, receipts=ruled, standing=standing).ask_again
    assert venue_and_rev(laptop) == ("Coliseo", 8)
    amparo = a_person("Amparo")
    laptop.put(amparo)
    assert take(laptop, receipts=receipts_for(laptop, Ruling(Verdict.EXISTED))).ask_again
    assert laptop.sync.asked(9) == [("person", amparo.id)]
    assert ("person", DOUBTED) in laptop.rows('SELECT "kind", "rev" FROM "row_state"')


def test_what_was_refused_is_asked_about_so_that_the_laptop_shows_what_stands(
    laptop: Laptop,
) -> None:
    take(laptop, a_page(rows=[visits(7, venue="Coliseo")]))
    laptop.put(a_visit(venue="Biblioteca"))
    refused = Ruling(Verdict.QUARANTINED, "No se puede.")
    assert take(laptop, receipts=receipts_for(laptop, refused)).ask_again
    take(laptop, truths=[ScopePage("19", rows=[visits(7, venue="Coliseo")])])
    assert venue_and_rev(laptop) == ("Coliseo", 7)
    assert [one.words for one in laptop.sync.counts().in_review] == ["No se puede."]


def test_under_a_signature_that_comes_nothing_typed_here_stays_and_nothing_of_it_is_lost(
    laptop: Laptop,
) -> None:
    acta = an_id("minutes")
    draft = {"activity": str(VISIT), "title": "Acta", "status": "draft"}
    take(laptop, a_page(rows=[visits(5), rows("minutes", (acta, 6, draft))]))
    with laptop.store.read() as reading:
        held = reading.get(Minutes, acta)
    assert held is not None
    laptop.put(replace(held, title="Acta de la mesa"))
    signed = draft | {"status": "sealed", "number": "ACTA-1"}
    take(laptop, a_page(head=60, rows=[rows("minutes", (acta, 9, signed))]))
    assert laptop.rows('SELECT "title", "status" FROM "minutes"') == [("Acta", "sealed")]
    (batch,) = laptop.sync.waiting(10)
    (change,) = read_body(batch.body).changed
    assert change.fields["title"][0] == "Acta de la mesa"
    assert laptop.rows('SELECT count(*) FROM "dirty"') == [(0,)]


def test_what_stands_as_sent_but_left_with_its_former_territory_comes_after_all(
    laptop: Laptop,
) -> None:
    laptop.put(a_visit(territory="76001"))
    receipts = receipts_for(laptop)
    mine = Yours("activity", [VISIT], [9])
    gone = ScopePage("76", ScopeState.REVOKED)
    assert take(laptop, gone, a_page(yours=[mine]), receipts=receipts).ask_again
    assert (here(laptop), laptop.sync.asked(9)) == (None, [("activity", VISIT)])
    take(laptop, truths=[ScopePage("19", rows=[visits(9, venue="Coliseo")])])
    assert venue_and_rev(laptop) == ("Coliseo", 9)
