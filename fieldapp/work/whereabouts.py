"""Where a person was when the program ended without being asked to: a power cut, a failure.

The place is kept in the vault at each step and forgotten when the program is closed as it should:
then the next day begins with Hoy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fieldapp.rules.where import Where
from fieldapp.store.settings import remember, remembered
from fieldapp.work.desk import Desk

_NAME: Final = "whereabouts"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Keeps where the person is."""

    desk: Desk

    def keep(self, where: Where | None) -> None:
        """Remember this place; None forgets."""
        with self.desk.writing() as writing:
            remember(writing, _NAME, where)

    def last(self) -> Where | None:
        """Where the person was when nobody closed the program; None if somebody did."""
        with self.desk.reading() as reading:
            return remembered(reading, _NAME, Where)
