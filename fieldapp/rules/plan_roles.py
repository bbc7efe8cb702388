"""The matrix of roles: what each level of government does in each phase (domain D32)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from fieldapp.packs.catalogue import Catalogue
from fieldapp.records.plans import RoleAssignment


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A row of the matrix. Two laptops may have filled one cell: it then says both."""

    key: UUID
    phase: str
    position: Decimal | None
    cells: tuple[RoleAssignment, ...]

    def at(self, gov_level: str) -> tuple[RoleAssignment, ...]:
        """What stands under a level of government."""
        return tuple(cell for cell in self.cells if cell.gov_level == gov_level)

    def words_at(self, gov_level: str) -> str:
        """The words of a cell; "" where it is blank."""
        return "\n".join(cell.text for cell in self.at(gov_level) if cell.text)


@dataclass(frozen=True, slots=True)
class Completeness:
    """How far a matrix is filled: rows by phase, and filled cells by level of government."""

    rows: int
    by_phase: dict[str, int]
    by_level: dict[str, int]

    @property
    def forgotten(self) -> tuple[str, ...]:
        """The levels of government that have nothing to do in any row."""
        return tuple(level for level, filled in self.by_level.items() if self.rows and not filled)


def role_rows(cells: Iterable[RoleAssignment], phases: Catalogue) -> list[RoleRow]:
    """The rows, by phase in the order of the catalogue, then as people put them."""
    by_key: dict[UUID, list[RoleAssignment]] = {}
    for cell in cells:
        by_key.setdefault(cell.row_key or cell.id, []).append(cell)
    order = {choice.code: place for place, choice in enumerate(phases)}
    rows = [_row(key, found) for key, found in by_key.items()]
    return sorted(
        rows,
        key=lambda row: (
            order.get(row.phase, len(order)),
            row.position is None,
            row.position or Decimal(0),
            row.key,
        ),
    )


def _row(key: UUID, cells: list[RoleAssignment]) -> RoleRow:
    cells = sorted(cells, key=lambda cell: cell.id)
    places = [cell.position for cell in cells if cell.position is not None]
    return RoleRow(key, cells[0].phase or "", min(places, default=None), tuple(cells))


def completeness(
    rows: Sequence[RoleRow], levels: Iterable[str], phases: Iterable[str]
) -> Completeness:
    """Count the rows of each phase and the filled cells of each level, none left out."""
    counted = Counter(row.phase for row in rows)
    return Completeness(
        len(rows),
        {phase: counted[phase] for phase in phases},
        {level: sum(bool(row.words_at(level)) for row in rows) for level in levels},
    )
