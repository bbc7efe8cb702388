"""Questions to the tables in the words of the descriptions, turned into SQL here only."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from sqlalchemy import ColumnElement, FromClause, Select, column, func, select, table, union_all
from sqlalchemy.sql.expression import false

from fieldapp.records.describe import FieldSpec, FieldType
from fieldapp.store import search
from fieldapp.store.columns import INTEGER, TEXT, from_stored, to_stored
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


def question_of(schema: Schema, made: KindTable, asked: Question) -> Select[Any]:
    """The statement that answers the question."""
    names = _Names(schema, made)
    columns = [names.column(name) for name in asked.columns] or [func.count()]
    conditions = [_wished(names, name, value) for name, value in asked.where.items()]
    order = [_ordered(names, name) for name in asked.sort]
    statement = select(*columns)
    if not asked.annulled:
        conditions.append(made.table.c.annulled.is_(None))
    words = search.words_of(asked.text)
    if words:
        conditions.append(_speaks_of(made, words))
    statement = statement.select_from(names.joined).where(*conditions)
    if asked.tally:
        return statement.add_columns(func.count()).group_by(*columns)
    if not asked.columns:
        return statement
    # The row number makes the order complete, so that pages neither repeat nor skip a record.
    backwards = bool(asked.sort) and asked.sort[0].startswith("-")
    order.append(made.table.c.row.desc() if backwards else made.table.c.row)
    if asked.limit is None:
        return statement.order_by(*order).offset(asked.offset or None)
    # Which rows is answered by an index alone, where there is one; only they are read whole.
    page = select(made.table.c.row).select_from(names.joined).where(*conditions).order_by(*order)
    chosen = page.limit(asked.limit).offset(asked.offset or None).correlate(None)
    wanted = made.table.c.row.in_(chosen)
    return select(*columns).select_from(names.joined).where(wanted).order_by(*order)


def _found(schema: Schema, made: KindTable, where: Mapping[str, object]) -> Select[Any]:
    names = _Names(schema, made)
    conditions = [_wished(names, name, value) for name, value in where.items()]
    standing = made.table.c.annulled.is_(None)
    return select(made.table.c.id).select_from(names.joined).where(standing, *conditions)


class _Names:
    """Finds the column of a name, joining what references point to as it goes."""

    def __init__(self, schema: Schema, made: KindTable) -> None:
        self._schema = schema
        self._made = made
        self._targets: dict[tuple[str, str], FromClause] = {}
        self.joined: FromClause = made.table

    def field(self, name: str) -> FieldSpec:
        return next(field for _, field in _fields_of(self._schema, self._made, name))

    def column(self, name: str) -> ColumnElement[Any]:
        reference, dot, _ = name.partition(".")
        if not dot:
            return self._made.table.c[name]
        found = [
            self._target(reference, kind).c[field.name]
            for kind, field in _fields_of(self._schema, self._made, name)
        ]
        return found[0] if len(found) == 1 else func.coalesce(*found)

    def found(self, kind: str, where: Mapping[str, object]) -> Select[Any]:
        """The ids of a kind's records that answer to other wishes."""
        return _found(self._schema, self._schema[kind], where)

    def _target(self, reference: str, kind: str) -> FromClause:
        key = reference, kind
        if key not in self._targets:
            target = self._schema[kind].table.alias(f"{reference}_{kind}")
            points_to = self._made.table.c[reference] == target.c.id
            self.joined = self.joined.outerjoin(target, points_to)
            self._targets[key] = target
        return self._targets[key]


def _fields_of(schema: Schema, made: KindTable, name: str) -> Iterator[tuple[str, FieldSpec]]:
    """The kind and field that a name means; several where a reference may point to several."""
    reference, dot, wished = name.partition(".")
    if not dot:
        yield made.spec.name, made.spec[name]
        return
    for kind in made.spec[reference].fact.to:
        if wished in schema.kinds[kind]:
            yield kind, schema.kinds[kind][wished]


def _wished(names: _Names, name: str, value: object) -> ColumnElement[bool]:
    held, field = names.column(name), names.field(name)
    if isinstance(value, Between):
        return _within(held, field, value)
    if isinstance(value, Among):
        found = [names.found(kind, value.where) for kind in value.kinds]
        return held.in_(union_all(*found) if len(found) > 1 else found[0])
    if field.type is FieldType.CODES and isinstance(value, str) and value:
        return func.instr(held, json.dumps(value, ensure_ascii=False)) > 0
    if isinstance(value, (list, tuple, set, frozenset)):
        wished = cast("Collection[object]", value)
        return held.in_([to_stored(field, one) for one in wished])
    stored = to_stored(field, value)
    return held.is_(None) if stored is None else held == stored


def _within(held: ColumnElement[Any], field: FieldSpec, wished: Between) -> ColumnElement[bool]:
    ends: list[ColumnElement[bool]] = []
    if wished.low is not None:
        ends.append(held >= to_stored(field, wished.low))
    if wished.high is not None:
        ends.append(held <= to_stored(field, wished.high))
    return ends[0] & ends[-1] if ends else held.is_not(None)


def _ordered(names: _Names, wished: str) -> ColumnElement[Any]:
    name = wished.removeprefix("-")
    held = names.column(name)
    field_type = names.field(name).type
    if field_type is FieldType.TEXT:
        held = func.sort_key(held)
    elif field_type is FieldType.DECIMAL:
        held = held * 1.0  # kept as text, on which 10 comes before 2
    ordered = held.desc() if wished.startswith("-") else held.asc()
    return ordered.nulls_last() if field_type is FieldType.DECIMAL else ordered


def _speaks_of(made: KindTable, words: Sequence[str]) -> ColumnElement[bool]:
    if not made.spec.searched:
        return false()
    index = f"search_{made.spec.name}"
    row_number: ColumnElement[int] = column("rowid", INTEGER)
    found = select(row_number).select_from(table(index))
    matching = column(index, TEXT).op("MATCH")(search.question(words))
    # The sum keeps SQLite from reading a whole row for each that speaks of it: most lists are
    # counted and sorted by an index alone (400 ms to 40 for a word in half of 100,000 visits).
    return (made.table.c.row + 0).in_(found.where(matching))


def _unpack(schema: Schema, made: KindTable, name: str) -> Callable[[Any], Any]:
    field = next(field for _, field in _fields_of(schema, made, name))
    unpack = partial(from_stored, field)
    if "." not in name:
        return unpack
    return lambda stored: None if stored is None else unpack(stored)
