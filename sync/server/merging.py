"""The heart of headquarters: rows as they stand and one offered unit give rows, and a verdict.

Pure: the database is read before and written after, so the same function serves the server, the
tests and the simulation. A unit is all or nothing because its rows are laid over the standing
ones only by whoever takes the result.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from fieldapp.records.describe import KindSpec, Record
from fieldapp.records.kinds import Kinds
from fieldapp.records.text import SPANISH, Text, say
from sync.protocol.body import Body
from sync.protocol.merge import Merge, Outcome, merge_created, merge_field
from sync.protocol.messages import Ruling, Verdict

Key = tuple[str, UUID]
"""A record: its kind and its id."""

_SEALED_STATES: Final = {"minutes": ("status", "sealed")}
_ISSUE: Final = frozenset(
    ["number", "status", "digest", "frozen_at", "file_sha256", "archive_sha256", "sealed_at"]
)
"""What issuing and sealing write into an acta: its number, content, file and state are one."""
_HOW_FAR: Final = {"frozen": 1, "void": 1, "sealed": 2}
"""An acta that was handed over is not a draft again because somebody marked the draft."""
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
class Contest:
    """A value that did not win; a person decides."""

    key: Key
    scope: str
    field: str
    kept: Any
    offered: Any


@dataclass(slots=True)
class MergedUnit:
    """What one unit comes to, if it is taken."""

    rows: Rows = field(default_factory=Rows)
    contests: list[Contest] = field(default_factory=list["Contest"])
    plain: set[Key] = field(default_factory=set[Key])
    """Rows that hold what was offered, with nothing of anybody else mixed in."""
    verdicts: set[Verdict] = field(default_factory=set[Verdict])
    contested_fields: set[str] = field(default_factory=set[str])

    @property
    def ruling(self) -> Ruling:
        """The gravest verdict of its rows, in words where the officer should know more."""
        for verdict in (Verdict.SEALED, Verdict.CONFLICT, Verdict.MERGED, Verdict.EXISTED):
            if verdict in self.verdicts:
                return Ruling(verdict, self._words(verdict))
        return Ruling(Verdict.OK)

    def _words(self, verdict: Verdict) -> str:
        fields = ", ".join(f"«{label}»" for label in sorted(self.contested_fields))
        if verdict is Verdict.SEALED:
            return SPANISH(say("El registro está firmado y no cambia: {fields}.", fields=fields))
        if verdict is Verdict.CONFLICT:
            return SPANISH(say("Otra persona había cambiado antes: {fields}.", fields=fields))
        return ""


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
    wanted = [(unit.kind, unit.id), *(offer.key for offer in unit.offers)]
    return next((key[1] for key in wanted if key not in made and key not in rows), None)


def merge_unit(
    kinds: Kinds, rows: Mapping[Key, Row], unit: OfferedUnit, account: UUID | None
) -> MergedUnit:
    """Merge one unit into the standing rows. Every row it changes must be among them."""
    merged = MergedUnit()
    root = rows.get((unit.kind, unit.id))
    scope = root.scope if root else unit.scope
    for offer in unit.offers:
        standing = merged.rows.get(offer.key) or rows.get(offer.key)
        if standing is None:
            merged.rows[offer.key] = Row(
                scope, offer.kind, offer.id, unit.id, offer.vals, author=account
            )
            merged.plain.add(offer.key)
        else:
            _merge_row(kinds, merged, standing, offer)
    return merged


def moves_to(kinds: Kinds, rows: Mapping[Key, Row], unit: OfferedUnit) -> str | None:
    """Give the scope a unit moves to because its root's own territory changed in it; or none."""
    root = rows.get((unit.kind, unit.id))
    if root is None or root.scope == unit.scope or unit.kind not in kinds:
        return None
    territory = kinds[unit.kind].scope_by
    changed = any(
        territory in offer.vals for offer in unit.offers if offer.key == (unit.kind, unit.id)
    )
    return unit.scope if changed else None


def _merge_row(kinds: Kinds, merged: MergedUnit, standing: Row, offer: Offer) -> None:
    """Lay one offer over a standing row and note what its author must be told."""
    spec = described(kinds, offer.kind)
    vals = dict(standing.vals)
    outcomes: set[Outcome] = set()
    results = {name: _merge_value(spec, standing, offer, name) for name in offer.vals}
    for name, (outcome, value) in _as_one_issue(standing, offer, results).items():
        stored, offered = vals.get(name), offer.vals[name]
        outcomes.add(outcome)
        if outcome is Outcome.CONFLICT:
            merged.contests.append(Contest(offer.key, standing.scope, name, stored, offered))
            merged.contested_fields.add(_label(spec, name))
        elif value is None:
            vals.pop(name, None)
        else:
            vals[name] = value
    merged.rows[offer.key] = replace(standing, vals=vals)
    verdict = _verdict(standing, offer, outcomes)
    merged.verdicts.add(verdict)
    if verdict is Verdict.OK:
        merged.plain.add(offer.key)
    else:
        merged.plain.discard(offer.key)


def _as_one_issue(
    standing: Row, offer: Offer, results: dict[str, tuple[Outcome, Any]]
) -> dict[str, tuple[Outcome, Any]]:
    """Let an acta's issue stand whole or not at all: never the file of one under the D of another.

    Two laptops may issue the same draft, and one may mark a draft that the other has issued.
    """
    issue = _ISSUE & results.keys() if standing.kind == "minutes" else frozenset[str]()
    if not any(results[name][0] is Outcome.CONFLICT for name in issue):
        return results
    if _goes_further(standing, offer):
        return results | {name: (Outcome.SET, offer.vals[name]) for name in issue}
    return results | {
        name: (Outcome.CONFLICT, standing.vals.get(name))
        for name in issue
        if results[name][0] is not Outcome.SAME
    }


def _goes_further(standing: Row, offer: Offer) -> bool:
    """Tell whether an offer issues or seals, under the same number, what stands less far."""
    number, status = standing.vals.get("number"), standing.vals.get("status")
    further = _HOW_FAR.get(str(offer.vals.get("status")), 0) > _HOW_FAR.get(str(status), 0)
    return further and number in (None, offer.vals.get("number", number))


def _merge_value(
    spec: KindSpec | None, standing: Row, offer: Offer, name: str
) -> tuple[Outcome, Any]:
    stored, offered = standing.vals.get(name), offer.vals[name]
    if offer.created and name in AUTHORSHIP:
        return Outcome.SAME, stored
    rule = Merge.IMMUTABLE if standing.sealed else _rule(spec, name)
    if standing.sealed and stored is None and offered is not None:
        return Outcome.CONFLICT, stored
    result = (
        merge_created(rule, stored, offered)
        if offer.created
        else merge_field(rule, stored, offered, offer.bases[name])
    )
    return result.outcome, result.value


def _verdict(standing: Row, offer: Offer, outcomes: set[Outcome]) -> Verdict:
    if Outcome.CONFLICT in outcomes:
        return Verdict.SEALED if standing.sealed else Verdict.CONFLICT
    if Outcome.MERGED in outcomes:
        return Verdict.MERGED
    return Verdict.EXISTED if offer.created else Verdict.OK


def _rule(spec: KindSpec | None, name: str) -> Merge:
    """A field's merge class; a field nobody described here merges like any other."""
    if spec is None or name not in spec:
        return Merge.FIELD
    return Merge(spec[name].fact.merge.value)


def _label(spec: KindSpec | None, name: str) -> str:
    return SPANISH(Text(spec[name].label)) if spec and name in spec else name


def touched(units: Iterable[OfferedUnit]) -> Iterator[UUID]:
    """Walk the ids of every record that units name: roots, and whose signature an ink is."""
    for unit in units:
        yield unit.id
        for offer in unit.offers:
            yield offer.id
            signer = offer.vals.get("attendance") if offer.kind == "ink" else None
            with suppress(ValueError):
                if isinstance(signer, str):
                    yield UUID(signer)
