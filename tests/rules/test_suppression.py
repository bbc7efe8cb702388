"""Counts of few people are covered so that nothing brings them back."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.rules.service_figures import gap_percent
from fieldapp.rules.suppression import shown, shown_grid

COUNTS = st.lists(st.integers(0, 12), min_size=1, max_size=6)


@given(COUNTS)
def test_no_count_of_few_people_is_shown(counts: list[int]) -> None:
    told = shown(counts, 3)
    assert not [cell for cell in told.cells if cell in (1, 2)]
    assert told.total not in (1, 2)


@given(COUNTS)
def test_no_covered_count_is_found_by_taking_the_others_from_the_total(counts: list[int]) -> None:
    told = shown(counts, 3)
    covered = [place for place, cell in enumerate(told.cells) if cell is None]
    assert len(covered) != 1 or told.total is None


@given(COUNTS)
def test_what_is_shown_is_true(counts: list[int]) -> None:
    told = shown(counts, 3)
    assert all(cell in (None, count) for cell, count in zip(told.cells, counts, strict=True))
    assert told.total in (None, sum(counts))


def test_nobody_is_no_secret_and_many_are_shown() -> None:
    told = shown([0, 40, 60], 3)
    assert (told.cells, told.total) == ((0, 40, 60), 100)


def test_with_one_small_count_the_next_smallest_is_covered_too() -> None:
    told = shown([2, 40, 60], 3)
    assert (told.cells, told.total) == ((None, None, 60), 102)


def test_a_small_count_alone_takes_the_total_with_it() -> None:
    told = shown([2, 0], 3)
    assert (told.cells, told.total) == ((None, 0), None)


def test_small_counts_that_their_sum_would_tell_cover_another_or_the_total() -> None:
    told = shown([1, 1, 10], 3)
    assert (told.cells, told.total) == ((None, None, None), 12)
    told = shown([2, 2], 3)
    assert (told.cells, told.total) == ((None, None), None)


@given(st.lists(st.integers(0, 6), min_size=1, max_size=4))
def test_whoever_knows_the_rule_finds_another_answer_that_prints_the_same(
    counts: list[int],
) -> None:
    told = shown(counts, 3)
    for place, count in enumerate(counts):
        if 0 < count < 3:
            assert any(
                shown(other, 3) == told and other[place] != count
                for other in product(range(sum(counts) + 2), repeat=len(counts))
            )


def test_many_attendances_of_few_people_are_covered_with_another() -> None:
    told = shown([9, 5, 7], 3, people=[2, 5, 7])
    assert (told.cells, told.total) == ((None, None, 7), 21)


@given(st.lists(st.tuples(*[st.integers(0, 12)] * 3), min_size=1, max_size=4))
def test_no_sum_of_a_column_is_shown_beside_a_covered_count(
    rows: list[tuple[int, int, int]],
) -> None:
    grid = shown_grid(rows, 3)
    for place, told in enumerate(grid.sums):
        column = [(*row.cells, row.total)[place] for row in grid.rows]
        assert (told is None) == (None in column)


def test_the_gap_is_in_points_and_there_is_none_where_a_count_is_covered() -> None:
    assert gap_percent(60, 40) == 20
    assert gap_percent(40, 60) == -20
    assert gap_percent(None, 60) is None
    assert gap_percent(0, 0) is None
