"""The way between a record and its row.

Empty values (nothing, "", an empty set) are all stored as NULL, as they are null on the wire, so
that an empty field never looks changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final, Generic, TypeAlias, TypeVar
from uuid import UUID

from fieldapp.records.describe import FieldSpec, FieldType, KindSpec, Money, Record
from fieldapp.records.values import instant_of, microseconds

Stored: TypeAlias = "int | str | bytes | None"

R = TypeVar("R", bound=Record)


def _codes_to_text(codes: frozenset[str]) -> str | None:
    return json.dumps(sorted(codes), ensure_ascii=False) if codes else None


def _money_to_text(money: Money) -> str:
    return json.dumps({"currency": money.currency, "minor": money.minor})


def _money_of(text: str) -> Money:
    return Money(**json.loads(text))


def _blob_of(uuid: UUID) -> bytes:
    return uuid.bytes


_TO_STORED: Final[dict[FieldType, Callable[[Any], Stored]]] = {
    FieldType.CODES: _codes_to_text,
    FieldType.REF: _blob_of,
    FieldType.DAY: date.isoformat,
    FieldType.INSTANT: microseconds,
    FieldType.TRUTH: int,
    FieldType.DECIMAL: lambda number: format(number, "f"),
    FieldType.MONEY: _money_to_text,
}

_FROM_STORED: Final[dict[FieldType, Callable[[Any], object]]] = {
    FieldType.CODES: lambda text: frozenset(json.loads(text)),
    FieldType.REF: lambda blob: UUID(bytes=blob),
    FieldType.DAY: date.fromisoformat,
    FieldType.INSTANT: instant_of,
    FieldType.TRUTH: bool,
    FieldType.DECIMAL: Decimal,
    FieldType.MONEY: _money_of,
}

_EMPTY: Final[dict[FieldType, object]] = {FieldType.TEXT: "", FieldType.CODES: frozenset[str]()}


def to_stored(field: FieldSpec, value: object) -> Stored:
    """A field's value as its column holds it."""
    if value is None or value == "":
        return None
    convert = _TO_STORED.get(field.type)
    return convert(value) if convert else value  # pyright: ignore[reportReturnType]


def from_stored(field: FieldSpec, stored: Stored) -> Any:
    """A column's content as the record holds it."""
    if stored is None:
        return _EMPTY.get(field.type)
    convert = _FROM_STORED.get(field.type)
    return convert(stored) if convert else stored


class RowForm(Generic[R]):
    """The way between records of one kind and their rows, prepared once because it is walked often.

    A row is a tuple of stored values in the order of `names`.
    """

    def __init__(self, spec: KindSpec, record: type[R]) -> None:
        self._record = record
        self.names = tuple(field.name for field in spec.fields)
        self.places = {name: place for place, name in enumerate(self.names)}
        self._values_of = attrgetter(*self.names)
        self._packing = [
            (index, _TO_STORED[field.type])
            for index, field in enumerate(spec.fields)
            if field.type in _TO_STORED
        ]
        self._texts = [i for i, field in enumerate(spec.fields) if field.type is FieldType.TEXT]
        self._unpacking = [
            (index, _FROM_STORED.get(field.type), _EMPTY.get(field.type))
            for index, field in enumerate(spec.fields)
            if field.type in _FROM_STORED or field.type in _EMPTY
        ]

    def row(self, record: Record) -> tuple[Stored, ...]:
        """A record as its row."""
        values: list[Any] = list(self._values_of(record))
        for index, pack in self._packing:
            if values[index] is not None:
                values[index] = pack(values[index])
        for index in self._texts:
            if not values[index]:
                values[index] = None
        return tuple(values)

    def record(self, row: Sequence[Any]) -> R:
        """A row as its record."""
        values = list(row)
        for index, unpack, empty in self._unpacking:
            stored = values[index]
            if stored is None:
                values[index] = empty
            elif unpack:
                values[index] = unpack(stored)
        return self._record(**dict(zip(self.names, values, strict=True)))
