"""Any list as a person sees it: kept as it was left, and taken along as a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fieldapp.rules.list_choice import ListChoice
from fieldapp.store.settings import remember, remembered
from fieldapp.work.desk import Desk

if TYPE_CHECKING:
    from fieldapp.work.exports import Cell


@dataclass(frozen=True, slots=True)
class Lists:
    """What is done with any list as a whole, by its name."""

    desk: Desk

    def choice(self, name: str) -> ListChoice:
        """How this list was left; as it is made, if nobody changed it."""
        with self.desk.reading() as reading:
            return remembered(reading, _key(name), ListChoice) or ListChoice()

    def keep(self, name: str, choice: ListChoice) -> None:
        """Remember how this list was left."""
        with self.desk.writing() as writing:
            remember(writing, _key(name), choice if choice != ListChoice() else None)

    def sheet(self, title: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
        """Rows as they are shown, as XLSX."""
        from fieldapp.work.exports import Exports

        return Exports(self.desk).shown(title, heads, rows)


def _key(name: str) -> str:
    return f"list {name}"
