"""How many people of each public a dissemination reached, without a list of them (domain D67)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fieldapp.records.visits import Audience
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.changing import annul, change, create, put
from fieldapp.work.desk import Desk, Saved
from fieldapp.work.issued import must_be_open
from fieldapp.work.order import in_order, last_position
from fieldapp.work.reasons import TAKEN_OUT


def audiences_of(reading: Reading, visit: UUID) -> Mapping[str, int]:
    """People by code of their audience; one that stands twice, from two laptops, is added up."""
    counted = Counter[str]()
    for row in reading.all(Audience, {"activity": visit}):
        counted[str(row.audience or "")] += row.people or 0
    return counted


class Audiences:
    """What an officer counts; each method is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def count(self, visit: UUID, audience: str, people: int) -> Saved:
        """Write down how many people of an audience there were; 0 takes the audience out.

        Raises Refused once the visit is closed or its acta issued.
        """
        with self._desk.writing() as writing:
            must_be_open(writing, visit)
            rows = sorted(writing.all(Audience, {"activity": visit}), key=in_order)
            own = [row for row in rows if row.audience == audience]
            for row in own[1:] if people else own:
                annul(self._desk, writing, row, TAKEN_OUT)
            if people and own:
                put(self._desk, writing, change(self._desk, own[0], {"people": people}))
            elif people:
                known: dict[str, Any] = {"activity": visit, "position": last_position(rows)}
                told = {"audience": audience, "people": people}
                put(self._desk, writing, create(self._desk, Audience, told, **known))
            return Saved(writing.changed_kinds, visit)
