"""Questions to the tables in the words of the descriptions, turned into SQL here only."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, cast

from fieldapp.records.describe import FieldSpec, FieldType
from fieldapp.store import search
from fieldapp.store.columns import Stored, from_stored, to_stored
from fieldapp.store.connection import marks
from fieldapp.store.schema import KindTable, Schema


@dataclass(frozen=True, slots=True)
class Between:
    """A wished range of days, instants or numbers, both ends included; None leaves one open."""

    low: object = None
    high: object = None


@dataclass(frozen=True, slots=True)
class Among:
    """Wished of a reference: whatever of these kinds answers to `where`, however many there are."""

    kinds: Sequence[str]
    where: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of one kind's table.

    A name is a field's, or `reference.field` for a field of what it points to. A wished value is
    one value (None or "" = empty; for a set of codes: one that it contains), a collection of
    them, `Between`, or for a reference `Among`. No columns means: how many are there? `tally`
    means: how many of each?
    """

    columns: Sequence[str]
    where: Mapping[str, object]
    sort: Sequence[str] = ()
    limit: int | None = None
    offset: int = 0
    text: str = ""
    annulled: bool = False
    tally: bool = False

    def unpacking(self, schema: Schema, made: KindTable) -> list[Callable[[Any], Any]]:
        """How each column's stored value becomes the one the record would hold."""
        return [_unpack(schema, made, name) for name in self.columns]


class Worded(NamedTuple):
    """SQL, or a piece of it, and the values that stand for its marks."""

    sql: str
    values: tuple[Stored, ...] = ()


def question_of(schema: Schema, made: KindTable, asked: Question) -> Worded:
    """The statement that answers the question."""
    names = _Names(schema, made)
    columns = ", ".join(names.column(name) for name in asked.columns) or "count(*)"
    conditions = [_wished(names, name, value) for name, value in asked.where.items()]
    order = [_ordered(names, name) for name in asked.sort]
    if not asked.annulled:
        conditions.append(names.standing)
    words = search.words_of(asked.text)
    if words:
        conditions.append(_speaks_of(made, words))
    where = _all_of(conditions)
    found = f"FROM {names.joined}{where.sql}"
    if asked.tally:
        return Worded(f"SELECT {columns}, count(*) {found} GROUP BY {columns}", where.values)
    if not asked.columns:
        return Worded(f"SELECT {columns} {found}", where.values)
    # The row number makes the order complete, so that pages neither repeat nor skip a record.
    backwards = bool(asked.sort) and asked.sort[0].startswith("-")
    order.append(f"{names.row} DESC" if backwards else names.row)
    ordered = f"ORDER BY {', '.join(order)}"
    page = (-1 if asked.limit is None else asked.limit, asked.offset)
    if asked.limit is None:
        window = " LIMIT ? OFFSET ?" if asked.offset else ""
        values = (*where.values, *(page if asked.offset else ()))
        return Worded(f"SELECT {columns} {found} {ordered}{window}", values)
    # Which rows is answered by an index alone, where there is one; only they are read whole.
    chosen = f"SELECT {names.row} {found} {ordered} LIMIT ? OFFSET ?"
    whole = f"SELECT {columns} FROM {names.joined} WHERE {names.row} IN ({chosen}) {ordered}"
    return Worded(whole, (*where.values, *page))


def _found(schema: Schema, made: KindTable, where: Mapping[str, object]) -> Worded:
    """The ids of a kind's records that answer to other wishes."""
    names = _Names(schema, made)
    wishes = [_wished(names, name, value) for name, value in where.items()]
    conditions = _all_of([names.standing, *wishes])
    found = f"SELECT {names.column('id')} FROM {names.joined}{conditions.sql}"
    return Worded(found, conditions.values)


def _all_of(conditions: Sequence[Worded]) -> Worded:
    if not conditions:
        return Worded("")
    sql = " AND ".join(one.sql for one in conditions)
    return Worded(f" WHERE {sql}", _values_of(conditions))


def _values_of(worded: Iterable[Worded]) -> tuple[Stored, ...]:
    return tuple(value for one in worded for value in one.values)


class _Names:
    """Finds the column of a name, joining what references point to as it goes."""

    def __init__(self, schema: Schema, made: KindTable) -> None:
        self.schema = schema
        self._made = made
        self._targets: set[str] = set()
        self.joined = f'"{made.spec.name}"'
        self.row = f'"{made.spec.name}"."row"'
        self.standing = Worded(f"{self._own('annulled')} IS NULL")

    def field(self, name: str) -> FieldSpec:
        return next(field for _, field in _fields_of(self.schema, self._made, name))

    def column(self, name: str) -> str:
        reference, dot, _ = name.partition(".")
        if not dot:
            return self._own(self._made.spec[name].name)
        found = [
            f'{self._target(reference, kind)}."{field.name}"'
            for kind, field in _fields_of(self.schema, self._made, name)
        ]
        return found[0] if len(found) == 1 else f"coalesce({', '.join(found)})"

    def _own(self, name: str) -> str:
        return f'"{self._made.spec.name}"."{name}"'

    def _target(self, reference: str, kind: str) -> str:
        target = f'"{reference}_{kind}"'
        if target not in self._targets:
            points_to = f'{self._own(reference)} = {target}."id"'
            self.joined += f' LEFT JOIN "{kind}" AS {target} ON {points_to}'
            self._targets.add(target)
        return target


def _fields_of(schema: Schema, made: KindTable, name: str) -> Iterator[tuple[str, FieldSpec]]:
    """The kind and field that a name means; several where a reference may point to several."""
    reference, dot, wished = name.partition(".")
    if not dot:
        yield made.spec.name, made.spec[name]
        return
    for kind in made.spec[reference].fact.to:
        if wished in schema.kinds[kind]:
            yield kind, schema.kinds[kind][wished]


def _wished(names: _Names, name: str, value: object) -> Worded:
    held, field = names.column(name), names.field(name)
    if isinstance(value, Between):
        return _within(held, field, value)
    if isinstance(value, Among):
        found = [_found(names.schema, names.schema[kind], value.where) for kind in value.kinds]
        any_of = " UNION ALL ".join(one.sql for one in found)
        return Worded(f"{held} IN ({any_of})", _values_of(found))
    if field.type is FieldType.CODES and isinstance(value, str) and value:
        return Worded(f"instr({held}, ?) > 0", (json.dumps(value, ensure_ascii=False),))
    if isinstance(value, (list, tuple, set, frozenset)):
        wished = [to_stored(field, one) for one in cast("Collection[object]", value)]
        return Worded(f"{held} IN ({marks(wished)})", tuple(wished))
    stored = to_stored(field, value)
    return Worded(f"{held} IS NULL") if stored is None else Worded(f"{held} = ?", (stored,))


def _within(held: str, field: FieldSpec, wished: Between) -> Worded:
    ends = [
        Worded(f"{held} {side} ?", (to_stored(field, end),))
        for side, end in ((">=", wished.low), ("<=", wished.high))
        if end is not None
    ]
    if not ends:
        return Worded(f"{held} IS NOT NULL")
    return Worded(" AND ".join(one.sql for one in ends), _values_of(ends))


def _ordered(names: _Names, wished: str) -> str:
    name = wished.removeprefix("-")
    held = names.column(name)
    way = " DESC" if wished.startswith("-") else ""
    field_type = names.field(name).type
    if field_type is FieldType.TEXT:
        return f"sort_key({held}){way}"
    if field_type is FieldType.DECIMAL:
        # Kept as text, on which 10 comes before 2.
        return f"{held} * 1.0{way} NULLS LAST"
    return f"{held}{way}"


def _speaks_of(made: KindTable, words: Sequence[str]) -> Worded:
    if not made.spec.searched:
        return Worded("false")
    kind = made.spec.name
    # The sum keeps SQLite from reading a whole row for each that speaks of it: most lists are
    # counted and sorted by an index alone (400 ms to 40 for a word in half of 100,000 visits).
    found = f'SELECT rowid FROM "search_{kind}" WHERE "search_{kind}" MATCH ?'
    return Worded(f'"{kind}"."row" + 0 IN ({found})', (search.question(words),))


def _unpack(schema: Schema, made: KindTable, name: str) -> Callable[[Any], Any]:
    field = next(field for _, field in _fields_of(schema, made, name))
    unpack = partial(from_stored, field)
    if "." not in name:
        return unpack
    return lambda stored: None if stored is None else unpack(stored)
