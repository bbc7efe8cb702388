"""The grid of instruments of management: places down, instruments across (domain D29).

A cell that nobody answered is not a cell whose instrument does not exist.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fieldapp.packs import Pack
from fieldapp.records.situation import InstrumentStatus

UNANSWERED: Final = ""
"""Stands for the state of a cell that nobody answered, asked or not."""


@dataclass(frozen=True)
class Grid:
    """The state of every instrument in every place; `cells` is by place and instrument."""

    places: tuple[str, ...]
    instruments: tuple[str, ...]
    cells: Mapping[tuple[str, str], str]

    def state(self, place: str, instrument: str) -> str:
        """The code of a cell's state, or `UNANSWERED`."""
        return self.cells.get((place, instrument), UNANSWERED)

    def counts(self) -> Counter[str]:
        """How many cells are in each state; together they are all cells of the grid."""
        return Counter(
            self.state(place, instrument)
            for place in self.places
            for instrument in self.instruments
        )


def grid_of(
    rows: Iterable[InstrumentStatus],
    place_of: Mapping[UUID, str],
    pack: Pack,
    *,
    year: int | None = None,
) -> Grid:
    """The grid of a country: one place for each territory of level 1.

    `place_of` gives the territory of level 1 of an institution. Where several rows speak of one
    cell the latest year counts, and in a year the latest answer; without `year`, of all years.
    """
    places = tuple(one.code for one in pack.territories if one.level == 1)
    instruments = tuple(one.code for one in pack.catalogue("management_instruments"))
    cells: dict[tuple[str, str], str] = {}
    for row in sorted(rows, key=_when):
        place = place_of.get(row.organization) if row.organization else None
        if place is None or row.instrument is None or row.state is None:
            continue
        if year is None or row.year == year:
            cells[place, row.instrument] = row.state
    return Grid(places, instruments, cells)


def asked_without_answer(rows: Sequence[InstrumentStatus]) -> int:
    """How many questions were put and not answered."""
    return sum(row.asked_on is not None and row.state is None for row in rows)


def _when(row: InstrumentStatus) -> tuple[int, str]:
    answered = row.answered_on.isoformat() if row.answered_on else ""
    return row.year or 0, answered
