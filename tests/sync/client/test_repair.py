"""When both sides do not hold the same, only what differs comes again, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from sync.protocol.digest import bucket_of, moved, row_digest, written
from sync.protocol.messages import Gone, ScopePage, ScopeState
from tests.given.answers import a_page, asked_by, rows, take
from tests.given.devices import Laptop, a_laptop
from tests.given.field_work import a_visit

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))
HELD = rows("activity", *((one, 5, {"venue": "Sala"}) for one in (ONE, TWO, THREE)))


def digest_of(*held: tuple[UUID, int]) -> bytes:
    return written(moved(0, (row_digest("activity", one, rev) for one, rev in held)))


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    with a_laptop(tmp_path / "one") as one:
        take(one, a_page(head=10, rows=[HELD]))
        yield one


def a_repair(*held: tuple[UUID, int], buckets: list[int]) -> ScopePage:
    come = rows("activity", *((one, rev, {"venue": "Coliseo"}) for one, rev in held))
    return ScopePage("19", ScopeState.REPAIR, rows=[come], buckets=buckets)


def test_a_digest_that_differs_is_compared_in_parts_at_once(laptop: Laptop) -> None:
    right = digest_of((ONE, 5), (TWO, 4), (THREE, 5))
    assert take(laptop, a_page(head=20, digest=right)).ask_again
    assert laptop.sync.standings()["19"].comparing
    assert len(asked_by(laptop).cursors["19"].buckets) == 256
    assert take(laptop, a_repair((TWO, 4), buckets=[bucket_of(TWO)])).ask_again
    assert laptop.rows('SELECT "venue" FROM "activity" ORDER BY "id"') == [
        ("Sala",),
        ("Coliseo",),
        ("Sala",),
    ]
    assert not take(laptop, a_page(head=20, digest=right)).ask_again
    assert not laptop.sync.standings()["19"].comparing
    assert laptop.sync.counts().differing == ()


def test_what_the_repair_did_not_name_is_asked_about_and_never_just_removed(
    laptop: Laptop,
) -> None:
    right = digest_of((ONE, 5), (TWO, 5))
    take(laptop, a_page(head=20, digest=right))
    assert take(laptop, a_repair(buckets=[bucket_of(THREE)])).ask_again
    assert laptop.sync.asked(10) == [("activity", THREE)]
    assert laptop.rows('SELECT count(*) FROM "activity"') == [(3,)]
    take(laptop, a_page(head=20, digest=right), absent=[Gone("activity", THREE, 0)])
    assert laptop.rows('SELECT count(*) FROM "activity"') == [(2,)]
    take(laptop, a_page(head=20, digest=right))
    assert not laptop.sync.standings()["19"].comparing


@pytest.mark.parametrize("answer", [a_repair(buckets=[9]), a_page(head=20, digest=b"d" * 8)])
def test_a_difference_that_no_repair_mends_is_noted_for_a_person(
    laptop: Laptop, answer: ScopePage
) -> None:
    take(laptop, a_page(head=20, digest=b"d" * 8))
    took = take(laptop, answer)
    assert (took.ask_again, took.differing) == (False, {"19"})
    assert laptop.sync.counts().differing == ("19",)
    assert not take(laptop, a_page(head=30, digest=b"d" * 8)).ask_again
    take(laptop, a_page(head=30, digest=digest_of((ONE, 5), (TWO, 5), (THREE, 5))))
    assert laptop.sync.counts().differing == ()


def test_while_something_waits_no_digest_says_anything(laptop: Laptop) -> None:
    laptop.put(a_visit())
    assert not take(laptop, a_page(head=20, digest=b"d" * 8)).ask_again
    assert not laptop.sync.standings()["19"].comparing


def test_an_answer_that_would_remove_much_removes_only_what_headquarters_says_again(
    laptop: Laptop,
) -> None:
    many = [UUID(int=100 + number) for number in range(40)]
    take(laptop, a_page(head=20, rows=[rows("activity", *((one, 15, {}) for one in many))]))
    marks = [Gone("activity", one, 25) for one in many[:9]]
    took = take(laptop, a_page(head=30, gone=marks))
    assert (took.removed, took.ask_again) == (0, True)
    assert len(laptop.sync.asked(100)) == 9
    kept = rows("activity", *((one, 15, {}) for one in many[:4]))
    truths = [ScopePage("19", rows=[kept])]
    took = take(laptop, truths=truths, absent=marks[4:])
    assert (took.removed, laptop.sync.asked(100)) == (5, [])
    assert take(laptop, a_page(head=40, gone=[Gone("activity", many[0], 35)])).removed == 1
