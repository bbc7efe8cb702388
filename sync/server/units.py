"""Records as they stand and as laptops offer them: the values that merging works on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from fieldapp.records.describe import KindSpec, Record
from fieldapp.records.kinds import Kinds
from sync.protocol.body import Body

Key = tuple[str, UUID]
"""A record: its kind and its id."""

_SEALED_STATES: Final = {"minutes": ("status", "sealed")}
AUTHORSHIP: Final = frozenset(name for name in Record.__struct_fields__ if name != "annulled")
"""Who made a record and when: where two made the same one, the first did."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record as it stands at headquarters; `rev` 0 means that it is not written yet."""

    scope: str
    kind: str
    id: UUID
    unit: UUID
    vals: Mapping[str, Any]
    rev: int = 0
    author: UUID | None = None
    """The account whose laptop created it; None for headquarters itself."""

    @property
    def key(self) -> Key:
        """What the record is found by."""
        return self.kind, self.id

    @property
    def sealed(self) -> bool:
        """Whether nothing of it changes any more."""
        name, state = _SEALED_STATES.get(self.kind, ("", ""))
        return bool(name) and self.vals.get(name) == state


Rows = dict[Key, Row]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a laptop wants of one record: new values, and the hashes of those it saw.

    A record meant as new has no hashes: its author saw nothing.
    """

    kind: str
    id: UUID
    created: bool
    vals: Mapping[str, Any]
    bases: Mapping[str, bytes] = field(default_factory=dict[str, bytes])

    @property
    def key(self) -> Key:
        """What the record is found by."""
        return self.kind, self.id


@dataclass(frozen=True, slots=True)
class OfferedUnit:
    """Records that are accepted together, new ones first."""

    kind: str
    id: UUID
    scope: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class WholeBatch:
    """A batch that was taken in as it came, and its rows in the order they were applied in."""

    device: UUID
    number: int
    keys: Sequence[Key]


def described(kinds: Kinds, name: str) -> KindSpec | None:
    """Find the description of a kind; None for one that only a newer program knows."""
    if name not in kinds:
        return None
    return kinds[name]


def units_of(body: Body) -> list[OfferedUnit]:
    """Sort a body's rows into its units, in the order in which they are to be applied."""
    offers: list[list[Offer]] = [[] for _ in body.units]
    for unit, kind, record, vals in body.created_rows():
        offers[unit].append(Offer(kind, record, created=True, vals=vals))
    for change in body.changed:
        vals = {name: value for name, (value, _) in change.fields.items()}
        bases = {name: base for name, (_, base) in change.fields.items()}
        offers[change.unit].append(Offer(change.kind, change.id, False, vals, bases))
    return [
        OfferedUnit(unit.kind, unit.id, unit.scope, tuple(of_unit))
        for unit, of_unit in zip(body.units, offers, strict=True)
    ]


def missing_in(rows: Mapping[Key, Row], unit: OfferedUnit) -> UUID | None:
    """Give the record a unit must wait for: its root, or one it changes and nobody created."""
    made = {offer.key for offer in unit.offers if offer.created}
    wanted = [(unit.kind, unit.id), *(one.key for one in unit.offers if not one.created)]
    return next((key[1] for key in wanted if key not in made and key not in rows), None)


def touched(units: Iterable[OfferedUnit]) -> Iterator[UUID]:
    """Walk the ids of every record that units name: roots, and whose signature an ink is."""
    for unit in units:
        yield unit.id
        for offer in unit.offers:
            yield offer.id
            if offer.kind == "ink" and (signer := reference(offer.vals.get("attendance"))):
                yield signer


def reference(value: object) -> UUID | None:
    """Read a reference in wire form; None for what is none."""
    if isinstance(value, str):
        with suppress(ValueError):
            return UUID(value)
    return None
