"""The order of rows that people move: a decimal position between two neighbours.

Moving one row writes one field of one record, so that two laptops can reorder without meeting.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Protocol
from uuid import UUID


class Placed(Protocol):
    """A row with a position."""

    @property
    def id(self) -> UUID:
        """Whose row it is."""
        ...

    @property
    def position(self) -> Decimal | None:
        """Where it stands among the others."""
        ...


def in_order(row: Placed) -> tuple[bool, Decimal, UUID]:
    """The key that sorts rows as people see them; what has no position comes last."""
    return row.position is None, row.position or Decimal(0), row.id


def position_after(rows: Sequence[Placed], after: UUID | None) -> Decimal:
    """A position right after the row `after`, or before all rows when it is None.

    `rows` are those of the list, without the one being moved. Two laptops may have given the same
    position to two rows; the new one then comes after both.
    """
    positions = sorted(row.position for row in rows if row.position is not None)
    before = next((row.position for row in rows if row.id == after), None)
    if before is None:
        following = positions[0] if positions else None
    else:
        following = next((place for place in positions if place > before), None)
    return between(before, following)


def last_position(rows: Sequence[Placed]) -> Decimal:
    """A position after all rows."""
    return between(max((row.position for row in rows if row.position is not None), default=None))


def between(before: Decimal | None, following: Decimal | None = None) -> Decimal:
    """The shortest decimal strictly between two positions, either of which may be open."""
    if before is None:
        first = Decimal(2) if following is None else following
        return first.to_integral_value(ROUND_CEILING) - 1
    step = Decimal(1)
    while True:
        steps = (before / step).to_integral_value(ROUND_FLOOR) + 1
        place = steps * step
        if following is None or place < following:
            return place
        step /= 10
