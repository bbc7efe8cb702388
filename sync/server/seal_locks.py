"""What the seals of actas fix at headquarters, by the table of the laptops.

A laptop that sealed an acta has locked itself; whatever else it sends of that visit was written
before, so its own seals do not bind it, in whatever order its batches come. Every other laptop's
later change of what was printed waits for a person.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fieldapp.records.kinds import Kinds
from fieldapp.rules.seals import LOCKED, Locked
from sync.server.units import Key, Offer, OfferedUnit, Row, reference

_LOCKS: Final = {lock.kind: lock for lock in LOCKED}
_NOTHING: Final = frozenset[str]()


class _All:
    """Contains every name."""

    def __contains__(self, name: object) -> bool:
        return True


_EVERYTHING: Final = _All()


@dataclass(frozen=True, slots=True)
class SealLocks:
    """The seals that bind what one device sends."""

    kinds: Kinds
    sealed: Mapping[UUID, frozenset[UUID]]
    """Activities with a sealed acta, and the devices that sealed it."""
    device: UUID | None

    def fixed_in(self, row: Row) -> Container[str]:
        """Give the fields of a standing row that do not change any more."""
        if row.sealed:
            return _EVERYTHING
        lock = _LOCKS.get(row.kind)
        if lock is None or not self.sealed or not self._binds(_activity(lock, row.id, row.vals)):
            return _NOTHING
        return frozenset(field.name for field in self.kinds[row.kind].fields) - lock.open

    def bars(self, offer: Offer) -> bool:
        """Tell whether a new row comes too late to join a sealed acta."""
        lock = _LOCKS.get(offer.kind)
        if lock is None or not lock.rows or not self.sealed:
            return False
        return self._binds(_activity(lock, offer.id, offer.vals))

    def _binds(self, activity: UUID | None) -> bool:
        devices = self.sealed.get(activity) if activity else None
        return devices is not None and self.device not in devices


def activities_of(rows: Mapping[Key, Row], units: Iterable[OfferedUnit]) -> set[UUID]:
    """Give the activities whose seals could bind these units: those that stand already."""
    found: set[UUID] = set()
    for unit in units:
        root = rows.get((unit.kind, unit.id))
        if root is not None and (lock := _LOCKS.get(unit.kind)):
            activity = _activity(lock, root.id, root.vals)
            found |= {activity} if activity else set()
    return found


def _activity(lock: Locked, id: UUID, vals: Mapping[str, object]) -> UUID | None:
    return id if lock.activity == "id" else reference(vals.get(lock.activity))
