"""What headquarters does not take in without a person looking at it, in words for the officer.

Little: a value whose form another laptop could not read, a letter no database keeps, a scope that
was never granted, a kind that only headquarters writes. Whatever is merely doubtful (an unknown
code of a newer catalogue, a document that looks wrong) is taken as it is: a rule refuses at the
keyboard and never stops a sync.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast
from uuid import UUID

from fieldapp.packs import Pack
from fieldapp.records.describe import FieldType, KindSpec, Record
from fieldapp.records.kinds import Kinds
from fieldapp.records.text import Text, say
from fieldapp.records.values import record_from_wire
from fieldapp.rules.permissions import Action, refusal
from fieldapp.rules.value_checks import fault_in
from sync.server.merging import AUTHORSHIP, Key, Offer, OfferedUnit, Row, described

_CATALOGUED: Final = frozenset({FieldType.CODE, FieldType.CODES, FieldType.TERRITORY})
"""Their values change with the country pack, which laptops receive at different times."""

_TEXT_MAX: Final = 100_000
"""Characters of a text no description speaks of."""


@dataclass(frozen=True, slots=True)
class Author:
    """Whose work a batch is."""

    account: UUID
    person: UUID
    role: str
    write_scopes: Collection[str]
    """Scopes granted now or ever: what was written under an old grant is still taken in."""


@dataclass(frozen=True, slots=True)
class Checks:
    """The descriptions and the country pack that units are judged by."""

    kinds: Kinds
    pack: Pack

    def problem_with(
        self, author: Author, rows: Mapping[Key, Row], unit: OfferedUnit
    ) -> Text | None:
        """Say why a unit waits for a person; None if it may be merged."""
        if unit.scope not in author.write_scopes:
            return say(
                "El territorio «{scope}» no está autorizado a esta cuenta.", scope=unit.scope
            )
        for offer in unit.offers:
            if problem := self._problem_with_offer(author, rows.get(offer.key), unit, offer):
                return problem
        return None

    def _problem_with_offer(
        self, author: Author, standing: Row | None, unit: OfferedUnit, offer: Offer
    ) -> Text | None:
        spec = described(self.kinds, offer.kind)
        if problem := _wrong_place(spec, standing, unit, offer):
            return problem
        if spec is None:
            return _unreadable(offer.vals)
        known = {name: value for name, value in offer.vals.items() if name in spec}
        unknown = {name: value for name, value in offer.vals.items() if name not in spec}
        try:
            record = record_from_wire(spec, offer.id, known)
        except ValueError as error:
            name = str(error).partition(":")[0]
            return say("«{field}» no tiene la forma esperada.", field=Text(spec[name].label))
        return (
            _unreadable(unknown)
            or self._doubtful(spec, record, known)
            or _not_allowed(author, spec, standing, offer, record)
        )

    def _doubtful(self, spec: KindSpec, record: Record, known: Mapping[str, Any]) -> Text | None:
        """Say which value is too long, not printable, or of a year that cannot be."""
        for name, wire in known.items():
            field = spec[name]
            if wire is None or name == "id" or field.type in _CATALOGUED:
                if problem := _unreadable({name: wire}):
                    return problem
                continue
            plain = isinstance(wire, str) and wire.isprintable() and len(wire) <= field.longest
            if plain and field.type is FieldType.TEXT:
                continue
            if fault := fault_in(field, getattr(record, name), self.pack):
                return fault
        return None


def _wrong_place(
    spec: KindSpec | None, standing: Row | None, unit: OfferedUnit, offer: Offer
) -> Text | None:
    """Refuse a row sent under another unit than its own: it would escape that unit's verdict."""
    if standing is not None:
        at_home = standing.unit == unit.id
    elif spec is None or not offer.created:
        at_home = True
    elif spec.unit:
        at_home = offer.vals.get(spec.unit) == str(unit.id)
    else:
        at_home = offer.id == unit.id
    if at_home:
        return None
    return say("El registro no pertenece a la unidad con la que se envió.")


def _not_allowed(
    author: Author, spec: KindSpec, standing: Row | None, offer: Offer, record: Record
) -> Text | None:
    if standing is None:
        return refusal(author.role, Action.CREATE, spec, record, author.person)
    if offer.created:
        if _says_the_same(standing, offer):
            return None
        return refusal(author.role, Action.CREATE, spec, record, author.person)
    action = Action.ANNUL if "annulled" in offer.fields else Action.EDIT
    before = record_from_wire(
        spec, offer.id, {name: value for name, value in standing.vals.items() if name in spec}
    )
    return refusal(author.role, action, spec, before, author.person)


def _says_the_same(standing: Row, offer: Offer) -> bool:
    """Tell whether a record made twice (a body of the directory) adds nothing to what stands."""
    return all(
        value is None or name in AUTHORSHIP or standing.vals.get(name) == value
        for name, value in offer.vals.items()
    )


def _unreadable(vals: Mapping[str, Any]) -> Text | None:
    """Say which value PostgreSQL, or a person, could never read; nothing here knows its type."""
    for name, value in vals.items():
        if not _readable(value):
            return say("«{field}» contiene texto que no se puede guardar.", field=name)
    return None


def _readable(value: Any) -> bool:
    match value:
        case str():
            return len(value) <= _TEXT_MAX and "\0" not in value
        case list():
            return all(_readable(part) for part in cast("list[Any]", value))
        case dict():
            parts = cast("dict[str, Any]", value)
            return all(_readable(key) and _readable(part) for key, part in parts.items())
        case _:
            return True
