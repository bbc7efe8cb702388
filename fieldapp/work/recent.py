"""The records a person opened last, to come back to one without searching for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

import msgspec

from fieldapp.records.describe import KindSpec
from fieldapp.store.settings import remember, remembered
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk
from fieldapp.work.search import Found

_NAME: Final = "recent"
_KEPT: Final = 30
"""More than are shown: some may be annulled, or leave this laptop."""


class _Opened(msgspec.Struct, frozen=True):
    kind: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Recent:
    """Keeps in the vault which records were opened, the last one first."""

    desk: Desk

    def note(self, kind: str, id: UUID) -> None:
        """Put a record that was opened before the others."""
        newest = _Opened(kind, id)
        with self.desk.writing() as writing:
            before = remembered(writing, _NAME, list[_Opened]) or []
            others = [one for one in before if one != newest]
            remember(writing, _NAME, [newest, *others][:_KEPT])

    def last(self, limit: int) -> list[Found]:
        """The records opened last that still count and are here, by their present names."""
        with self.desk.reading() as reading:
            opened = remembered(reading, _NAME, list[_Opened]) or []
            found = [self._found(reading, one) for one in opened if self._is_shown(one.kind)]
        return [one for one in found if one is not None][:limit]

    def _is_shown(self, kind: str) -> bool:
        return kind in self.desk.kinds and not self.desk.kinds[kind].off

    def _found(self, reading: Reading, opened: _Opened) -> Found | None:
        spec = self.desk.kinds[opened.kind]
        place = "territory" if "territory" in spec else spec.title
        rows = reading.listing(spec.name, (spec.title, place), {"id": opened.id})
        if not rows:
            return None
        title = self._title(spec, *rows[0])
        return Found(spec.name, spec.label, opened.id, title, "", spec.name, opened.id)

    def _title(self, spec: KindSpec, name: str | None, place: str | None) -> str:
        """What it is called; a visit without an objective yet, by where it is."""
        if name or not place or "territory" not in spec:
            return " ".join(str(name or "").split())
        return self.desk.pack.territories.path(place)
