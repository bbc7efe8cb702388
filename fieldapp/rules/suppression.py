"""Counts of few people are covered, in every report by this one way (domain D10, W13).

A count under the pack's limit tells of somebody. It is covered, and with it whatever would bring
it back: another count of its row, a total, a percentage. What is covered is never said to be small,
because some of it is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

COVERED: Final = None
"""What stands in place of a count that would tell of somebody."""

NOT_SHOWN: Final = "No se muestra"
"""How a report says it."""

TOO_FEW: Final = "No se muestra: son muy pocas personas."
"""What is said instead of a table whose total is known and would give its cells away."""


@dataclass(frozen=True, slots=True)
class Told:
    """Counts by group as they may be shown, and their total; None where a count is covered."""

    cells: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class ToldGrid:
    """Rows as they may be shown, and the sums of their columns, of which the last is of totals."""

    rows: tuple[Told, ...]
    sums: tuple[int | None, ...]


def shown(counts: Sequence[int], least: int, people: Sequence[int] = ()) -> Told:
    """Cover counts of fewer people than `least`, so that no subtraction brings one back.

    Nothing and nobody is no secret: 0 stands. Where those covered could be worked out of the
    total, the next smallest is covered with them (all that are as small: which of them it was
    would tell); where there is no other, the total is.
    `people` are the distinct people of each count, where one of them may count several times.
    """
    few = {place for place, one in enumerate(people or counts) if 0 < one < least}
    others = [place for place, count in enumerate(counts) if count and place not in few]
    total: int | None = sum(counts)
    if few and _is_given_away([counts[place] for place in few], least):
        if others:
            least_of_others = min(counts[place] for place in others)
            few.update(place for place in others if counts[place] == least_of_others)
        else:
            total = COVERED
    cells = tuple(COVERED if place in few else count for place, count in enumerate(counts))
    return Told(cells, one_shown(total, least))


def shown_grid(counts: Iterable[Sequence[int]], least: int) -> ToldGrid:
    """Cover small counts of a table, and the sum of every column that has one covered."""
    rows = tuple(shown(row, least) for row in counts)
    return ToldGrid(rows, sums_of((*row.cells, row.total) for row in rows))


def sums_of(rows: Iterable[Sequence[int | None]]) -> tuple[int | None, ...]:
    """The sum of each column; beside a covered count of its column it would give it back."""
    return tuple(
        COVERED if COVERED in column else sum(filter(None, column))
        for column in zip(*rows, strict=True)
    )


def one_shown(count: int | None, least: int) -> int | None:
    """A count that stands alone."""
    return COVERED if count is not None and 0 < count < least else count


def cell(count: int | None) -> int | str:
    """What a report prints of a count."""
    return NOT_SHOWN if count is None else count


def covered_note(least: int) -> str:
    """What a table with covered cells says beneath."""
    return f"«{NOT_SHOWN}» guarda a menos de {least} personas, o impide que se deduzcan por resta."


def _is_given_away(few: Sequence[int], least: int) -> bool:
    """Tell whether the sum of small counts tells each of them: one alone, all 1, all the most."""
    return len(few) == 1 or sum(few) in (len(few), len(few) * (least - 1))
