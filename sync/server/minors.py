"""What no laptop may send of who is under 18 (field rule R4): contact, sensitive answers, ink.

The laptops' own program erases these before they are kept. A unit that carries them all the same
is set aside whole: no other laptop and no list of headquarters receives them.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fieldapp.records.describe import KindSpec
from fieldapp.records.kinds import Kinds
from fieldapp.records.text import Text, say
from fieldapp.rules.checking import private_of_minors
from sync.server.units import Key, Offer, OfferedUnit, Row

_LIST = "attendance"


def private_of_a_minor(kinds: Kinds, rows: Mapping[Key, Row], unit: OfferedUnit) -> Text | None:
    """Say what a unit would keep of a minor; None if nothing."""
    if _LIST not in kinds:
        return None
    listed: dict[UUID, Mapping[str, Any]] = {}
    for offer in unit.offers:
        if offer.kind == _LIST:
            listed[offer.id] = _as_it_would_be(rows, offer)
            if problem := _private_answer(kinds[_LIST], listed[offer.id]):
                return problem
    for offer in unit.offers:
        if offer.kind == "ink" and offer.vals.get("strokes"):
            row = _listed(rows, listed, offer.vals.get(_LIST))
            if row.get("minor") is True:
                return say("De un menor de 18 años no se toma la firma.")
    return None


def _as_it_would_be(rows: Mapping[Key, Row], offer: Offer) -> Mapping[str, Any]:
    standing = rows.get(offer.key)
    return {**standing.vals, **offer.vals} if standing else offer.vals


def _private_answer(spec: KindSpec, vals: Mapping[str, Any]) -> Text | None:
    if vals.get("minor") is not True:
        return None
    for field in spec.fields:
        if private_of_minors(field) and vals.get(field.name) is not None:
            return say("De un menor de 18 años no se anota «{field}».", field=Text(field.label))
    return None


def _listed(
    rows: Mapping[Key, Row], listed: Mapping[UUID, Mapping[str, Any]], attendee: object
) -> Mapping[str, Any]:
    try:
        who = UUID(str(attendee))
    except ValueError:
        return {}
    standing = rows.get((_LIST, who))
    return listed.get(who) or (standing.vals if standing else {})
