"""What a picker offers while somebody types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from fieldapp.packs.folding import fold
from fieldapp.packs.showing import Showing
from fieldapp.records.describe import FieldSpec, FieldType, KindSpec
from fieldapp.records.people import SameAs
from fieldapp.rules.same_as import Sameness
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk


@dataclass(frozen=True, slots=True)
class Option:
    """A value that may be chosen; `hint` tells two with the same label apart."""

    value: Any
    label: str
    hint: str = ""


def options_of(
    desk: Desk, reading: Reading, field: FieldSpec, text: str, limit: int
) -> list[Option]:
    """The options of a field that answer to the words typed; all when nothing was typed."""
    offered = _OFFERED.get(field.type)
    return offered(desk, reading, field, text, limit) if offered else []


def _of_catalogue(
    desk: Desk, reading: Reading, field: FieldSpec, text: str, limit: int
) -> list[Option]:
    del reading
    words = fold(text).split()
    offered = desk.pack.catalogue(field.fact.catalogue).offered(desk.today().year)
    found = [
        Option(choice.code, choice.label, choice.short)
        for choice in offered
        if all(word in fold(f"{choice.label} {choice.short}") for word in words)
    ]
    return found[:limit]


def _territories(
    desk: Desk, reading: Reading, field: FieldSpec, text: str, limit: int
) -> list[Option]:
    """Territories by part of a name; the officer's own before those of other departments."""
    del reading, field
    territories = desk.pack.territories
    if text.strip():
        found = territories.search(text, limit)
    else:
        found = list(territories.children(desk.posting.home_scope))[:limit]
    own = desk.posting.scopes
    ordered = sorted(found, key=lambda one: territories.level1(one.code) not in own)
    return [Option(one.code, territories.path(one.code), one.code) for one in ordered]


def _yes_or_no(
    desk: Desk, reading: Reading, field: FieldSpec, text: str, limit: int
) -> list[Option]:
    del reading, limit
    showing, words = Showing(desk.pack, {}), fold(text)
    answers = [Option(value, showing.cell(field, value)) for value in (True, False)]
    return [one for one in answers if words in fold(one.label)]


def _records(desk: Desk, reading: Reading, field: FieldSpec, text: str, limit: int) -> list[Option]:
    found: list[Option] = []
    for kind in field.fact.to:
        spec = desk.kinds[kind]
        hint = _hint(spec)
        names = ("id", spec.title, *hint)
        rows = reading.listing(kind, names, {}, (spec.title,), limit, text=text)
        for ident, title, *rest in _one_of_each(reading, kind, rows):
            place = desk.pack.territories.path(rest[0]) if rest and rest[0] else ""
            found.append(Option(ident, title or spec.label, place))
    if "organization" in field.fact.to and len(found) < limit:
        found += _bodies(desk, {one.value for one in found}, text, limit)
    return found[:limit]


def _one_of_each(reading: Reading, kind: str, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Of records that are one in the world, only the one that stands for them (rule R1)."""
    if kind not in ("person", "organization", "space"):
        return rows
    same = Sameness(reading.all(SameAs))
    there = {row[0] for row in rows}
    return [
        row
        for row in rows
        if (first := same.representative(row[0])) == row[0] or first not in there
    ]


def _bodies(desk: Desk, there: set[UUID], text: str, limit: int) -> list[Option]:
    """The country's public bodies that nobody here has picked yet (field rule R5)."""
    return [
        Option(body.id, body.name, desk.pack.territories.path(body.territory or ""))
        for body in desk.directory.search(text, desk.posting.home_scope, limit)
        if body.id not in there
    ]


def _hint(spec: KindSpec) -> tuple[str, ...]:
    return ("territory",) if "territory" in spec else ()


_Offered = Callable[[Desk, Reading, FieldSpec, str, int], list[Option]]
_OFFERED: Final[dict[FieldType, _Offered]] = {
    FieldType.CODE: _of_catalogue,
    FieldType.CODES: _of_catalogue,
    FieldType.TERRITORY: _territories,
    FieldType.TRUTH: _yes_or_no,
    FieldType.REF: _records,
}
