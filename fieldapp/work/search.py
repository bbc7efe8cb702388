"""The search box: everything this laptop holds, accents or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fieldapp.records.describe import KindSpec
from fieldapp.store.search import Hit
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk

_SHOWN_WITH: Final = {"follow_up": "commitment"}
"""Roots without a page of their own, and the field that names the record they are read with."""


@dataclass(frozen=True, slots=True)
class Found:
    """A record found, and the one to open: an attendee is shown in their visit."""

    kind: str
    kind_label: str
    id: UUID
    title: str
    snippet: str
    root_kind: str
    root_id: UUID


class Search:
    """Finds records by any of their words."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find(self, text: str, limit: int = 30) -> list[Found]:
        """What is called so first, then what speaks of it, the newest first."""
        with self._desk.reading() as reading:
            off = {spec.name for spec in self._desk.kinds if spec.off}
            hits = reading.search(text, limit, off=off)
            above = self._above(reading, hits)
        return [self._found(hit, above.get(hit.id)) for hit in hits]

    def _found(self, hit: Hit, above: UUID | None) -> Found:
        spec = self._desk.kinds[hit.kind]
        shown_with = _shown_with(spec)
        root = (spec[shown_with].fact.to[0], above) if above is not None else (spec.name, hit.id)
        return Found(hit.kind, spec.label, hit.id, hit.title, hit.snippet, *root)

    def _above(self, reading: Reading, hits: Sequence[Hit]) -> dict[UUID, UUID]:
        """The record that each hit is read in, where it is another: one question a kind."""
        found: dict[UUID, UUID] = {}
        for kind in {hit.kind for hit in hits}:
            shown_with = _shown_with(self._desk.kinds[kind])
            if shown_with:
                ids = [hit.id for hit in hits if hit.kind == kind]
                found |= dict(reading.listing(kind, ("id", shown_with), {"id": ids}))
        return found


def _shown_with(spec: KindSpec) -> str:
    return spec.unit or _SHOWN_WITH.get(spec.name, "")
