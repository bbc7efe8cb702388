"""Values that did not win become records of the kind `conflict`, until a person decides.

Pure. Ids are derived, so that a batch taken in again after a restore makes the same records.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid5

from fieldapp.records.kinds import Kinds
from fieldapp.records.text import SPANISH, Text
from fieldapp.records.values import microseconds
from sync.protocol.canonical import base_hash, canonical
from sync.server.books import Commit
from sync.server.units import Key, Row, described

KIND: Final = "conflict"
_OWN: Final = UUID("3f6d7a52-54a3-5e0b-9c61-2f1f1c1e8a40")


@dataclass(frozen=True, slots=True)
class Contest:
    """Two values for one field: `kept` stands, `offered` waits for a person."""

    key: Key
    field: str
    kept: Any
    offered: Any
    sealed: bool = False
    """A seal refused the offered value or put itself in its place."""
    displaced: bool = False
    """The value offered is the one that stood, before something went further than it."""


@dataclass(frozen=True, slots=True)
class Persons:
    """Who wrote the two values of a contest; None for headquarters."""

    kept_by: UUID | None
    offered_by: UUID | None


def conflict_rows(
    kinds: Kinds,
    contests: Sequence[Contest],
    scope_of: Callable[[Key], str],
    persons_of: Callable[[Contest], Persons],
    commit: Commit,
) -> list[Row]:
    """Write contests as records, in the scope of the record concerned."""
    return [
        _row(kinds, contest, scope_of(contest.key), persons_of(contest), commit)
        for contest in contests
    ]


def without_known(rows: Iterable[Row], standing: Collection[Row]) -> list[Row]:
    """Leave out a value that is offered already and still open, and what was decided before."""
    known = {row.id for row in standing}
    open_ones = {_what_is_offered(row) for row in standing if row.vals.get("state") == "open"}
    new: list[Row] = []
    for row in rows:
        offered = _what_is_offered(row)
        if row.id not in known and offered not in open_ones:
            new.append(row)
            open_ones.add(offered)
    return new


def _what_is_offered(row: Row) -> tuple[Any, ...]:
    return tuple(row.vals.get(name) for name in ("about_kind", "about", "field", "offered"))


def _row(kinds: Kinds, contest: Contest, scope: str, persons: Persons, commit: Commit) -> Row:
    kind, record = contest.key
    name = (
        f"{kind} {record} {contest.field} {commit.device} {commit.batch} "
        f"{base_hash(contest.offered).hex()}"
    )
    vals: dict[str, Any] = {
        "what": _what(kinds, kind, contest.field),
        "about_kind": kind,
        "about": str(record),
        "field": contest.field,
        "kept": canonical(contest.kept).decode(),
        "kept_by": persons.kept_by and str(persons.kept_by),
        "offered": canonical(contest.offered).decode(),
        "offered_by": persons.offered_by and str(persons.offered_by),
        "offered_at": microseconds(commit.at),
        "device": commit.device and str(commit.device),
        "batch": commit.batch,
        "sealed": contest.sealed or None,
        "state": "open",
    }
    conflict = uuid5(_OWN, name)
    filled = {name: value for name, value in vals.items() if value is not None}
    return Row(scope, KIND, conflict, conflict, filled)


def _what(kinds: Kinds, kind: str, field: str) -> str:
    """Name the field for a reader: «Visita: Lugar»."""
    spec = described(kinds, kind)
    if spec is None:
        return f"{kind}: {field}"
    label = SPANISH(Text(spec[field].label)) if field in spec else field
    return f"{SPANISH(Text(spec.label))}: {label}"
