"""Which fields of a record a laptop may not receive (field rule R9).

Sensitive answers and inks go up and never down to another officer's laptop; personal data inside
a unit (an attendee's telephone) go down only to the officers of that visit. A withheld field is
named, so that the laptop keeps whatever it holds of it; the row itself is never withheld, so both
sides count and compare the same rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from fieldapp.records.describe import KindSpec, Sensitivity
from fieldapp.records.kinds import Kinds
from sync.server.checking import Author
from sync.server.merging import Row


@dataclass(frozen=True)
class Projection:
    """What one reader is shown. `roots` are the roots of the units it reads, by their id."""

    kinds: Kinds
    reader: Author
    roots: Mapping[UUID, Row]

    def withheld(self, kind: str, unit: UUID, author: UUID | None) -> tuple[str, ...]:
        """Name the fields of a record that this reader does not receive, in order of name."""
        if author == self.reader.account or kind not in self._guarded:
            return ()
        sensitive, personal = self._guarded[kind]
        return sensitive if self._is_of_the_visit(unit) else personal

    def _is_of_the_visit(self, unit: UUID) -> bool:
        root = self.roots.get(unit)
        return root is not None and (
            root.author == self.reader.account
            or root.vals.get("lead_officer") == str(self.reader.person)
        )

    @cached_property
    def _guarded(self) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
        """For each kind, its sensitive fields, and these with the personal ones of a unit."""
        return {
            spec.name: (
                _fields(spec, Sensitivity.SENSITIVE),
                _fields(spec, Sensitivity.SENSITIVE, Sensitivity.PERSONAL)
                if spec.unit
                else _fields(spec, Sensitivity.SENSITIVE),
            )
            for spec in self.kinds
        }


def _fields(spec: KindSpec, *guarded: Sensitivity) -> tuple[str, ...]:
    return tuple(sorted(field.name for field in spec.fields if field.fact.sensitivity in guarded))
