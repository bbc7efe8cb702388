"""Rows are moved by writing one position, however often."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.work.order import between, in_order, last_position, position_after


@dataclass(frozen=True)
class Row:
    id: UUID
    position: Decimal | None


places = st.decimals("-1000", "1000", places=3)


@given(places, places)
def test_there_is_always_a_place_between_two(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    if low < high:
        assert low < between(low, high) < high
    assert between(low, None) > low
    assert between(None, low) < low


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60))
def test_whatever_is_moved_stands_where_it_was_put(moves: list[tuple[int, int]]) -> None:
    rows: list[Row] = []
    for number in range(8):
        rows.append(Row(UUID(int=number), last_position(rows)))
    for moved, after in moves:
        row = rows[moved % len(rows)]
        others = [one for one in rows if one.id != row.id]
        target = others[after % len(others)] if after % 9 else None
        place = position_after(others, target.id if target else None)
        rows = sorted([*others, Row(row.id, place)], key=in_order)
        standing = [one.id for one in rows]
        index = standing.index(row.id)
        assert standing[index - 1] == target.id if target else index == 0


def test_two_laptops_with_one_position_hinder_nobody() -> None:
    twins = [Row(UUID(int=1), Decimal(1)), Row(UUID(int=2), Decimal(1))]
    assert position_after(twins, UUID(int=1)) == Decimal(2)
    assert last_position([]) == Decimal(1)
