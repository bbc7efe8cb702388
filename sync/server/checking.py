"""What headquarters does not take in without a person looking at it, in words for the officer.

Little: a value whose form another laptop could not read, a letter no database keeps, a scope that
was never granted, a kind that only headquarters writes. Whatever is merely doubtful (an unknown
code of a newer catalogue, a document that looks wrong) is taken as it is: a rule refuses at the
keyboard and never stops a sync.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, cast

from fieldapp.packs import Pack
from fieldapp.packs.words import country_words
from fieldapp.records.describe import FieldSpec, FieldType, KindSpec, Record
from fieldapp.records.kinds import Kinds
from fieldapp.records.review import DECIDING
from fieldapp.records.text import Text, Words, say
from fieldapp.records.values import from_wire
from fieldapp.rules.national_template import is_of_a_template
from fieldapp.rules.permissions import Action, refusal
from fieldapp.rules.value_checks import fault_in
from sync.server.minors import private_of_a_minor
from sync.server.senders import Author
from sync.server.soundness import AtFirstSight, at_first_sight
from sync.server.units import AUTHORSHIP, Key, Offer, OfferedUnit, Row, described, reference

_CATALOGUED: Final = frozenset({FieldType.CODE, FieldType.CODES, FieldType.TERRITORY})
"""Their values change with the country pack, which laptops receive at different times."""

_TEXT_MAX: Final = 100_000
"""Characters of a text no description speaks of."""


@dataclass(frozen=True)
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
            spec = described(self.kinds, offer.kind)
            standing = rows.get(offer.key)
            problem = (
                _wrong_place(spec, standing, unit, offer)
                or self._wrong_value(offer)
                or (_not_allowed(author, spec, rows, unit, offer) if spec else None)
            )
            if problem:
                return problem
        return private_of_a_minor(self.kinds, rows, unit)

    @cached_property
    def words(self) -> Words:
        """The country's words, for whoever reads why something waits."""
        return country_words(self.pack)

    @cached_property
    def _fields(self) -> dict[str, dict[str, tuple[FieldSpec, AtFirstSight]]]:
        """The described fields of every kind by name: looked up for each value that comes."""
        return {
            spec.name: {field.name: (field, at_first_sight(field)) for field in spec.fields}
            for spec in self.kinds
        }

    def _wrong_value(self, offer: Offer) -> Text | None:
        """Say which value nobody could read back, or is too long, or of a year that cannot be."""
        fields = self._fields.get(offer.kind, {})
        for name, wire in offer.vals.items():
            if wire is None:
                continue
            known = fields.get(name)
            if known is None:
                problem = _unreadable(name, wire)
            else:
                field, is_right = known
                problem = None if is_right(wire) else self._wrong(field, wire)
            if problem:
                return problem
        return None

    def _wrong(self, field: FieldSpec, wire: Any) -> Text | None:
        try:
            value = from_wire(field, wire)
        except ValueError:
            return say("«{field}» no tiene la forma esperada.", field=Text(field.label))
        if field.type in _CATALOGUED:
            return _unreadable(field.name, wire)
        return fault_in(field, value, self.pack)


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
    author: Author, spec: KindSpec, rows: Mapping[Key, Row], unit: OfferedUnit, offer: Offer
) -> Text | None:
    """Ask the one table of permissions, about the author of what stands."""
    standing = rows.get(offer.key)
    if standing is None:
        action = Action.CREATE
    elif offer.created:
        if says_the_same(standing.vals, offer):
            return None
        action = Action.EDIT if spec.private else Action.CREATE
    else:
        action = Action.ANNUL if "annulled" in offer.vals else Action.EDIT
    if decided := _decision(spec, standing, offer):
        action = decided
    elif _is_of_a_template(author, spec, rows, unit, offer):
        action = Action.TEMPLATE
    if action is Action.DECIDE_CONFLICT and not _signs_own_name(author, offer):
        return say("Quien decide firma con su propio nombre.")
    record = _persons_of(spec, standing, offer, author)
    return refusal(author.role, action, spec, record, author.person)


def _persons_of(spec: KindSpec, standing: Row | None, offer: Offer, author: Author) -> Record:
    """Give a record with no more than the persons that permissions ask for.

    What came from an account is its person's, also where the record does not say who made it.
    """
    if standing is None:
        return spec.record(id=offer.id)
    persons: dict[str, Any] = {
        name: reference(standing.vals.get(name))
        for name in ("created_by", "kept_by", "offered_by", "lead_officer")
        if name in spec
    }
    if spec.private and standing.author == author.account:
        persons["created_by"] = author.person
    return spec.record(id=offer.id, **persons)


def _is_of_a_template(
    author: Author, spec: KindSpec, rows: Mapping[Key, Row], unit: OfferedUnit, offer: Offer
) -> bool:
    """Tell whether a row is one of a national plan that headquarters alone changes (W8)."""
    if spec.name != "plan" and (spec.unit != "plan" or "plan" not in spec[spec.unit].fact.to):
        return False
    plan, standing = rows.get(("plan", unit.id)), rows.get(offer.key)
    own = standing is None or standing.author == author.account
    return plan is not None and is_of_a_template(plan.scope, plan.vals.get("status"), own=own)


def _decision(spec: KindSpec, standing: Row | None, offer: Offer) -> Action | None:
    """Tell the step of a status that not every officer may take; None for the others.

    When a state is reached is never asked here: a laptop sends where a record came to, not the
    states in between, and two laptops that both did their job may cross.
    """
    status = offer.vals.get("status")
    stood = standing.vals.get("status") if standing else None
    if spec.name == "minutes" and status == "void" and stood != "void":
        return Action.VOID
    if spec.name == "conflict" and standing and offer.vals.keys() <= DECIDING:
        return Action.DECIDE_CONFLICT
    if spec.name == "activity" and stood == "closed" and status not in (None, "closed"):
        return Action.REOPEN
    if spec.name == "plan" and status == "published" != stood:
        return Action.TEMPLATE
    return Action.FORGET if standing and _forgets(spec, offer) else None


def _forgets(spec: KindSpec, offer: Offer) -> bool:
    """Tell whether a change only empties what tells who somebody is; a signature falls with it."""
    left = offer.vals.keys() - {"annulled"}
    emptied = left and all(offer.vals[name] is None for name in left)
    return bool(emptied) and left <= {field.name for field in spec.personal}


def _signs_own_name(author: Author, offer: Offer) -> bool:
    return offer.vals.get("decided_by") in (None, str(author.person))


def says_the_same(standing: Mapping[str, Any], offer: Offer) -> bool:
    """Tell whether a record made twice (a body of the directory) adds nothing to what stands."""
    return all(
        value is None or name in AUTHORSHIP or standing.get(name) == value
        for name, value in offer.vals.items()
    )


def _unreadable(name: str, value: Any) -> Text | None:
    """Say that PostgreSQL, or a person, could never read a value; nothing here knows its type."""
    if _readable(value):
        return None
    return say("«{field}» contiene texto que no se puede guardar.", field=name)


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
