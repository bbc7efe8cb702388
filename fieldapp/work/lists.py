"""Each list as a person left it: its filters, columns and order, kept in the vault."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.rules.list_choice import ListChoice
from fieldapp.store.settings import remember, remembered
from fieldapp.work.desk import Desk


@dataclass(frozen=True, slots=True)
class Lists:
    """What is kept of a list by its name."""

    desk: Desk

    def choice(self, name: str) -> ListChoice:
        """How this list was left; as it is made, if nobody changed it."""
        with self.desk.reading() as reading:
            return remembered(reading, _key(name), ListChoice) or ListChoice()

    def keep(self, name: str, choice: ListChoice) -> None:
        """Remember how this list was left."""
        with self.desk.writing() as writing:
            remember(writing, _key(name), choice if choice != ListChoice() else None)


def _key(name: str) -> str:
    return f"list {name}"
