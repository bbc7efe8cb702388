"""The search box: everything this laptop holds, accents or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fieldapp.records.describe import KindSpec
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
        found: list[Found] = []
        with self._desk.reading() as reading:
            for hit in reading.search(text, limit, off={s.name for s in self._desk.kinds if s.off}):
                spec = self._desk.kinds[hit.kind]
                root_kind, root = self._root(reading, spec, hit.id)
                found.append(
                    Found(hit.kind, spec.label, hit.id, hit.title, hit.snippet, root_kind, root)
                )
        return found

    def _root(self, reading: Reading, spec: KindSpec, id: UUID) -> tuple[str, UUID]:
        above = spec.unit or _SHOWN_WITH.get(spec.name, "")
        if not above:
            return spec.name, id
        rows = reading.listing(spec.name, (above,), {"id": id})
        return spec[above].fact.to[0], rows[0][0]
