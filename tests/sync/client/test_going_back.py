"""A headquarters restored from an old backup gets back what it lost, and says what it has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.records.visits import Activity
from sync.protocol.anchors import Anchor
from sync.protocol.laptop import DOUBTED, Standing
from sync.protocol.messages import Gone, ScopePage, ScopeState
from tests.given.answers import COMMIT, VISIT, a_page, receipts_for, rows, take, visits
from tests.given.devices import NOON_US, Laptop, a_laptop
from tests.given.field_work import a_visit, an_attendee, an_id

OTHERS = rows("activity", *((an_id(f"visit {n}"), n, {"venue": "Sala"}) for n in range(1, 7)))


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    with a_laptop(tmp_path / "one") as one:
        take(one, a_page(head=10, rows=[OTHERS]), a_page("76", head=10))
        yield one


def a_rewind(scope: str, rev: int) -> ScopePage:
    return ScopePage(scope, ScopeState.REWIND, anchor=Anchor(rev, COMMIT))


def here(laptop: Laptop) -> Activity | None:
    with laptop.store.read() as reading:
        return reading.get(Activity, VISIT)


def said(laptop: Laptop) -> tuple[str, str, str]:
    visit = here(laptop)
    assert visit is not None
    return visit.venue, visit.objective, visit.companions


def revs(laptop: Laptop) -> list[tuple[object, ...]]:
    return laptop.rows('SELECT "rev" FROM "row_state" WHERE "id" = ?', VISIT.bytes)


def test_it_is_asked_again_from_the_common_point(laptop: Laptop) -> None:
    for head in (20, 30):
        take(laptop, a_page(head=head))
    assert take(laptop, a_rewind("19", 20)).ask_again
    assert [anchor.rev for anchor in laptop.sync.standings()["19"].anchors] == [20, 10]
    assert take(laptop, ScopePage("19", ScopeState.REWIND)).ask_again
    assert laptop.sync.standings()["19"] == Standing()


def test_every_record_newer_than_the_common_point_is_doubted_whatever_its_scope(
    laptop: Laptop,
) -> None:
    take(laptop, a_page("76", head=30, rows=[visits(25, venue="Coliseo")]))
    take(laptop, a_rewind("19", 10))
    assert laptop.sync.asked(10) == [("activity", VISIT)]
    assert revs(laptop) == [(DOUBTED,)]
    took = take(laptop, truths=[ScopePage("19", rows=[visits(9, venue="Alcaldía")])])
    assert (took.ask_again, laptop.sync.asked(10), revs(laptop)) == (False, [], [(9,)])
    visit = here(laptop)
    assert visit is not None
    assert visit.venue == "Alcaldía"
    assert laptop.rows('SELECT "scope" FROM "row_state" WHERE "id" = ?', VISIT.bytes) == [("19",)]


def test_a_record_it_never_heard_of_again_leaves_but_not_while_it_is_unsent(
    laptop: Laptop,
) -> None:
    take(laptop, a_page(head=30, rows=[visits(25, venue="Coliseo")]))
    laptop.put(a_visit(venue="Biblioteca"))
    take(laptop, a_rewind("19", 10))
    take(laptop, absent=[Gone("activity", VISIT, 0)])
    assert here(laptop) is not None
    take(laptop, a_page(head=20), receipts=receipts_for(laptop))
    assert here(laptop) is None


def test_what_was_removed_here_is_asked_about_too(laptop: Laptop) -> None:
    take(laptop, a_page(head=20, rows=[visits(5, venue="Coliseo")]))
    take(laptop, a_page(head=30, gone=[Gone("activity", VISIT, 25)]))
    assert here(laptop) is None
    take(laptop, a_rewind("19", 20))
    assert laptop.sync.asked(10) == [("activity", VISIT)]
    take(laptop, truths=[ScopePage("19", rows=[visits(5, venue="Coliseo")])])
    assert here(laptop) is not None
    assert laptop.rows('SELECT count(*) FROM "tombstone"') == [(0,)]


def test_a_mark_postponed_before_it_went_back_removes_nothing_afterwards(laptop: Laptop) -> None:
    take(laptop, a_page(head=20, rows=[visits(5, venue="Coliseo")]))
    laptop.put(a_visit(venue="Biblioteca"))
    take(laptop, a_page(head=30, gone=[Gone("activity", VISIT, 25)]))
    take(laptop, a_rewind("19", 20))
    truth = [ScopePage("19", rows=[visits(5, venue="Coliseo")])]
    take(laptop, a_page(head=22), truths=truth, receipts=receipts_for(laptop))
    assert here(laptop) is not None
    assert laptop.rows('SELECT count(*) FROM "leaving"') == [(0,)]


def test_archived_batches_go_again_and_what_came_since_is_doubted(laptop: Laptop) -> None:
    laptop.put(a_visit())
    take(laptop, a_page(head=20), a_page("76", head=20), receipts=receipts_for(laptop))
    ((device, number),) = laptop.sync.acknowledged()
    take(laptop, standing=[ScopePage("19", rows=[visits(25)])])
    took = take(laptop, a_page(head=20), a_page("76", head=20), resend=[(device, number)])
    assert (took.ask_again, took.copied) == (True, False)
    assert [batch.number for batch in laptop.sync.waiting(10)] == [number]


def test_what_left_and_comes_back_while_its_batch_waits_again_shows_what_was_typed(
    laptop: Laptop,
) -> None:
    take(laptop, a_page(head=15, rows=[visits(12, venue="Coliseo")]))
    laptop.put(a_visit(venue="Biblioteca"))
    take(laptop, a_page(head=20), receipts=receipts_for(laptop))
    take(laptop, a_page(head=30, gone=[Gone("activity", VISIT, 25)]))
    ((device, number),) = laptop.sync.acknowledged()
    before = visits(28, venue="Coliseo", companions="Luis")
    take(laptop, a_page(head=30, rows=[before]), resend=[(device, number)])
    assert said(laptop) == ("Biblioteca", a_visit().objective, "Luis")
    laptop.put(a_visit(venue="Plaza"))
    take(laptop, a_page(head=40, rows=[visits(35, venue="Coliseo", companions="Nora")]))
    assert said(laptop) == ("Plaza", a_visit().objective, "")


def test_a_new_record_that_left_comes_back_as_it_was_typed_while_its_batch_waits_again(
    laptop: Laptop,
) -> None:
    laptop.put(a_visit(venue="Biblioteca"))
    take(laptop, a_page(head=20, rows=[visits(12, venue="Coliseo")]), receipts=receipts_for(laptop))
    take(laptop, a_page(head=30, gone=[Gone("activity", VISIT, 25)]))
    ((device, number),) = laptop.sync.acknowledged()
    colleagues = visits(28, venue="Coliseo")
    take(laptop, a_page(head=30, rows=[colleagues]), resend=[(device, number)])
    assert said(laptop) == ("Biblioteca", a_visit().objective, "")


def test_without_the_batch_it_lacks_the_laptop_goes_on_as_another_device(laptop: Laptop) -> None:
    laptop.put(a_visit())
    take(laptop, receipts=receipts_for(laptop))
    with laptop.store.database.writing() as connection:
        connection.execute('UPDATE "outbox" SET "body" = NULL')
    ((device, number),) = laptop.sync.acknowledged()
    assert take(laptop, resend=[(device, number)]).copied


def test_pages_it_does_not_know_are_dropped_and_asked_for_again(laptop: Laptop) -> None:
    take(laptop, a_page(head=30, rows=[visits(25)], more=True, upto=25))
    assert take(laptop, ScopePage("19", ScopeState.RESTAGE)).ask_again
    standing = laptop.sync.standings()["19"]
    assert (standing.stage, [anchor.rev for anchor in standing.anchors]) == (None, [10])
    assert laptop.rows('SELECT count(*) FROM "staged"') == [(0,)]


def test_a_record_moved_away_before_its_creation_was_received_is_asked_about(
    laptop: Laptop,
) -> None:
    laptop.put(a_visit(), an_attendee())
    laptop.sync.freeze(NOON_US)
    took = take(laptop, a_page(head=20, gone=[Gone("activity", VISIT, 15)]))
    assert (took.ask_again, laptop.sync.asked(10)) == (True, [("activity", VISIT)])
    assert not take(laptop, absent=[Gone("activity", VISIT, 15)]).ask_again
    assert laptop.sync.asked(10) == [("activity", VISIT)]
    take(laptop, receipts=receipts_for(laptop), absent=[Gone("activity", VISIT, 15)])
    assert (here(laptop), laptop.sync.asked(10)) == (None, [])
    assert laptop.rows('SELECT count(*) FROM "attendance"') == [(0,)]
