"""What single answers do to a laptop, down to the ones a restored headquarters gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from fieldapp.records.visits import Activity
from sync.client.absorb import Absorbed, Absorbing
from sync.protocol.anchors import Anchor
from sync.protocol.laptop import Standing
from sync.protocol.messages import (
    Answer,
    Cursor,
    Gone,
    Receipt,
    Request,
    Rows,
    Ruling,
    ScopePage,
    ScopeState,
    Signed,
    Verdict,
    write_statement,
)
from sync.protocol.packing import columns_of
from tests.given.devices import NOON_US, Laptop, a_laptop
from tests.given.field_work import a_visit, an_id

VISIT = an_id("visit")
SOMEBODY = UUID(int=5)


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    with a_laptop(tmp_path / "one") as one:
        yield one


def take(laptop: Laptop, *pages: ScopePage, genuine: bool = True, **said: Any) -> Absorbed:
    """Take an answer in, to a request that stood where the laptop stands."""
    cursors = {scope: Cursor(stage=one.stage) for scope, one in laptop.sync.standings().items()}
    asked = Request(protocol=1, schema=1, app="0.1.0", now=NOON_US, cursors=cursors)
    answer = Answer(protocol=1, now=NOON_US, answers=b"a" * 8, scopes=list(pages), **said)
    with laptop.sync.taking() as taking:
        return Absorbing(taking, asked, lambda *_: genuine).take(answer)


def a_page(scope: str = "19", head: int = 50, **parts: Any) -> ScopePage:
    return ScopePage(scope, anchor=Anchor(head, b"c" * 8), **parts)


def visits(rev: int, **values: Any) -> Rows:
    return Rows("activity", [VISIT], [rev], columns_of([values]), [SOMEBODY], [NOON_US], [SOMEBODY])


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


def test_a_record_leaves_only_the_scope_it_is_in(laptop: Laptop) -> None:
    take(laptop, a_page("76", rows=[visits(7, venue="Coliseo")]))
    take(laptop, a_page("19", gone=[Gone("activity", VISIT, 9)]))
    assert here(laptop) is not None
    assert take(laptop, a_page("76", gone=[Gone("activity", VISIT, 9)])).removed == 1
    assert here(laptop) is None


def test_a_corrected_record_with_something_unsent_must_come_again(laptop: Laptop) -> None:
    take(laptop, a_page(rows=[visits(7, venue="Coliseo", results="Mesa")]))
    laptop.put(a_visit(venue="Biblioteca"))
    take(laptop, standing=[visits(9, venue="Parque", results="Otra")])
    assert venue_and_rev(laptop) == ("Biblioteca", 7)
    take(laptop, a_page(rows=[visits(9, venue="Parque", results="Otra")]))
    assert venue_and_rev(laptop) == ("Biblioteca", 9)


def test_a_forged_receipt_settles_nothing(laptop: Laptop) -> None:
    laptop.put(a_visit())
    laptop.sync.freeze(NOON_US)
    (batch,) = laptop.sync.waiting(10)
    receipt = Receipt(batch.device, batch.number, b"h" * 32, [Ruling(Verdict.OK)], 3)
    signed = Signed(write_statement(receipt), b"s" * 64)
    assert take(laptop, receipts=[signed], genuine=False).receipts == 0
    assert take(laptop, receipts=[signed]).receipts == 0  # the hash is another batch's
    assert laptop.sync.waiting(10) == [batch]


def test_a_restored_headquarters_is_asked_again_from_the_common_point(laptop: Laptop) -> None:
    for head in (10, 20, 30):
        take(laptop, a_page(head=head))
    rewind = ScopePage("19", ScopeState.REWIND, anchor=Anchor(20, b"c" * 8))
    assert take(laptop, rewind).ask_again
    assert [anchor.rev for anchor in laptop.sync.standings()["19"].anchors] == [20, 10]
    assert take(laptop, ScopePage("19", ScopeState.REWIND)).ask_again
    assert laptop.sync.standings()["19"] == Standing()


def test_when_digests_differ_the_scope_is_asked_for_once_more_and_then_marked(
    laptop: Laptop,
) -> None:
    take(laptop, a_page(head=10))
    wrong = a_page(head=20, digest=b"d" * 8)
    assert take(laptop, wrong).ask_again
    assert laptop.sync.standings()["19"].anchors == ()
    assert not take(laptop, wrong).ask_again
    assert laptop.sync.counts().differing == ("19",)
    take(laptop, a_page(head=30, digest=bytes(8)))
    assert laptop.sync.counts().differing == ()


def test_an_answer_to_an_older_question_moves_no_cursor(laptop: Laptop) -> None:
    take(laptop, a_page(rows=[visits(7, venue="Coliseo")], more=True, upto=7))
    stale = Request(protocol=1, schema=1, app="0.1.0", now=NOON_US, cursors={"19": Cursor()})
    answer = Answer(protocol=1, now=NOON_US, answers=b"a" * 8, scopes=[a_page(head=60)])
    with laptop.sync.taking() as taking:
        Absorbing(taking, stale, lambda *_: True).take(answer)
    assert laptop.sync.standings()["19"].anchors == ()
    assert here(laptop) is None


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
