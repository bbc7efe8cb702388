"""Where a record belongs: the level-1 territory of its unit's root, found, never typed.

What headquarters or an earlier batch fixed stays. Before the first freeze a record follows its
territory; one without any belongs to the officer's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final
from uuid import UUID

from fieldapp.records.describe import NATIONAL, FieldSpec, FieldType, KindSpec
from fieldapp.records.kinds import Kinds
from fieldapp.store.connection import Connection

Level1 = Callable[[str], str]
"""Gives the level-1 territory's code of any territory's code; KeyError for an unknown one."""

_DEPTH_MAX: Final = 8

_Place = tuple[str, bytes]
"""A record: its kind and the 16 bytes of its id."""


class Scopes:
    """Finds scopes inside one transaction, each once."""

    def __init__(self, connection: Connection, kinds: Kinds, level1: Level1, home: str) -> None:
        self._connection = connection
        self._kinds = kinds
        self._level1 = level1
        self._home = home
        self._found: dict[_Place, str] = {}
        self._fixed_of: dict[_Place, str | None] = {}
        self._leads: dict[_Place, Any] = {}
        """What the field that gives a record its scope holds."""
        self._kinds_of: dict[tuple[tuple[str, ...], bytes], KindSpec | None] = {}

    def learn_dirty(self, kinds: Iterable[str]) -> None:
        """Read at once, for all that is about to be frozen, what would be asked one by one."""
        for name in kinds:
            fixed = self._connection.execute(
                "SELECT dirty.id, row_state.scope FROM dirty LEFT JOIN row_state "
                "ON row_state.kind = dirty.kind AND row_state.id = dirty.id WHERE dirty.kind = ?",
                (name,),
            ).all()
            self._fixed_of |= {(name, record): scope for record, scope in fixed}
            if lead := self._kinds[name].scope_by:
                leads = self._connection.execute(
                    f'SELECT "id", "{lead}" FROM "{name}" '
                    "WHERE id IN (SELECT id FROM dirty WHERE kind = ?)",
                    (name,),
                ).all()
                self._leads |= {(name, record): value for record, value in leads}

    def of(self, kind: str, record: UUID) -> str:
        """The scope of a record this laptop holds."""
        return self._scope(self._kinds[kind], record.bytes, _DEPTH_MAX)

    def _scope(self, spec: KindSpec, record: bytes, depth: int) -> str:
        place = (spec.name, record)
        if place not in self._found:
            self._found[place] = self._fixed(place) or self._by_description(spec, record, depth)
        return self._found[place]

    def _fixed(self, place: _Place) -> str | None:
        if place in self._fixed_of:
            return self._fixed_of[place]
        return self._connection.execute(
            "SELECT scope FROM row_state WHERE kind = ? AND id = ?", place
        ).scalar()

    def _by_description(self, spec: KindSpec, record: bytes, depth: int) -> str:
        if not spec.scope_by:
            return NATIONAL
        field = spec[spec.scope_by]
        value = self._lead(spec, field, record)
        if value is None or depth == 0:
            return self._home
        if field.type is FieldType.TERRITORY:
            return self._level1_of(value)
        target = self._kind_of(field, value)
        return self._scope(target, value, depth - 1) if target else self._home

    def _lead(self, spec: KindSpec, field: FieldSpec, record: bytes) -> Any:
        if (spec.name, record) in self._leads:
            return self._leads[spec.name, record]
        return self._connection.execute(
            f'SELECT "{field.name}" FROM "{spec.name}" WHERE "id" = ?', (record,)
        ).scalar()

    def _level1_of(self, code: str) -> str:
        """A code that this laptop's country pack does not have yet is left to headquarters."""
        try:
            return self._level1(code)
        except KeyError:
            return self._home

    def _kind_of(self, field: FieldSpec, record: bytes) -> KindSpec | None:
        """Of the kinds a reference may point to, the one that has this record here."""
        asked = (field.fact.to, record)
        if asked not in self._kinds_of:
            self._kinds_of[asked] = self._search_kind_of(field, record)
        return self._kinds_of[asked]

    def _search_kind_of(self, field: FieldSpec, record: bytes) -> KindSpec | None:
        for name in field.fact.to:
            held = f'SELECT 1 FROM "{name}" WHERE "id" = ?'
            if self._connection.execute(held, (record,)).first():
                return self._kinds[name]
        return None


def in_order(kinds: Kinds) -> dict[str, int]:
    """Rank kinds so that what gives a record its scope, or its unit, comes before it."""
    depths: dict[str, int] = {}

    def depth(name: str, above: frozenset[str]) -> int:
        if name in above:
            return 0
        if name not in depths:
            spec = kinds[name]
            leads = {spec.unit, spec.scope_by} - {""}
            targets = {to for field in leads for to in spec[field].fact.to}
            deepest = [depth(to, above | {name}) for to in sorted(targets)]
            depths[name] = 1 + max(deepest, default=0)
        return depths[name]

    declared = {spec.name: place for place, spec in enumerate(kinds)}
    ordered = sorted(declared, key=lambda name: (depth(name, frozenset()), declared[name]))
    return {name: rank for rank, name in enumerate(ordered)}
