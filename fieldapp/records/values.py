"""Between a record and its wire form: JSON values without floats, one form for each value.

The wire form is what is sent, hashed, stored at headquarters and written to files. An empty value
(nothing, an empty text, an empty set) is null, so that a field an older program does not know and
a field nobody filled are the same thing.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final, TypeAlias, TypeVar
from uuid import UUID

from fieldapp.records.describe import FieldSpec, FieldType, KindSpec, Money, Record

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

R = TypeVar("R", bound=Record)

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def microseconds(instant: datetime) -> int:
    """UTC microseconds since 1970, exact for every year a datetime can hold."""
    return (instant - _EPOCH) // _MICROSECOND


def instant_of(since_epoch_us: int) -> datetime:
    """The instant of UTC microseconds since 1970. Raises OverflowError beyond the year 9999."""
    return _EPOCH + timedelta(microseconds=since_epoch_us)


def _money_to_wire(money: Money) -> Json:
    return {"currency": money.currency, "minor": money.minor}


def _money_from_wire(value: Any) -> Money:
    return Money(str(value["currency"]), int(value["minor"]))


def _as_it_is(value: Any) -> Any:
    return value


_TO_WIRE: Final[dict[FieldType, Callable[[Any], Json]]] = {
    FieldType.CODES: sorted,
    FieldType.REF: str,
    FieldType.DAY: date.isoformat,
    FieldType.INSTANT: microseconds,
    FieldType.DECIMAL: lambda number: format(number, "f"),
    FieldType.MONEY: _money_to_wire,
    FieldType.BYTES: lambda content: base64.b64encode(content).decode("ascii"),
}

_FROM_WIRE: Final[dict[FieldType, Callable[[Any], object]]] = {
    FieldType.CODES: frozenset,
    FieldType.REF: UUID,
    FieldType.DAY: date.fromisoformat,
    FieldType.INSTANT: instant_of,
    FieldType.DECIMAL: Decimal,
    FieldType.MONEY: _money_from_wire,
    FieldType.BYTES: lambda text: base64.b64decode(text, validate=True),
}

_EMPTY: Final[dict[FieldType, object]] = {
    FieldType.TEXT: "",
    FieldType.CODES: frozenset[str](),
}

_WIRE_CLASS: Final[dict[FieldType, type]] = {
    FieldType.CODES: list,
    FieldType.INSTANT: int,
    FieldType.WHOLE: int,
    FieldType.TRUTH: bool,
    FieldType.MONEY: dict,
}


def to_wire(field: FieldSpec, value: object) -> Json:
    """The wire form of a value of this field; null if it is empty."""
    if value is None or value in ("", frozenset()):
        return None
    return _TO_WIRE.get(field.type, _as_it_is)(value)


def from_wire(field: FieldSpec, value: Json) -> Any:
    """The value of this field from its wire form.

    Raises ValueError, with the field's name, if the form is not one of this type.
    """
    if value is None:
        return _EMPTY.get(field.type)
    expected = _WIRE_CLASS.get(field.type, str)
    if type(value) is not expected:
        msg = f"{field.name}: {expected.__name__} expected"
        raise ValueError(msg)
    try:
        return _FROM_WIRE.get(field.type, _as_it_is)(value)
    except (ValueError, TypeError, KeyError, OverflowError, ArithmeticError) as fault:
        msg = f"{field.name}: not a {field.type.value}"
        raise ValueError(msg) from fault


def record_to_wire(spec: KindSpec, record: Record) -> dict[str, Json]:
    """All filled fields of a record but its id, by name."""
    wire = {
        field.name: to_wire(field, getattr(record, field.name))
        for field in spec.fields
        if field.name != "id"
    }
    return {name: value for name, value in wire.items() if value is not None}


def record_from_wire(spec: KindSpec, id: UUID, wire: Mapping[str, Json]) -> Record:
    """Build a record from its wire form.

    Fields this program does not know are left out here: whoever stores the record keeps them and
    hands them on. Raises ValueError naming the field whose form is wrong.
    """
    known = {
        field.name: from_wire(field, wire[field.name])
        for field in spec.fields
        if field.name in wire and field.name != "id"
    }
    return spec.record(id=id, **known)
