"""Between a kind's rows and their wire form, without making records of them.

A sync walks thousands of rows; most columns hold exactly what is sent.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from fieldapp.records.describe import FieldSpec, FieldType, KindSpec
from fieldapp.records.values import Json, from_wire
from fieldapp.store.columns import Stored, to_stored
from sync.protocol.canonical import WHOLE_MAX, WHOLE_MIN


def _spelled(blob: bytes) -> str:
    """Spell an id as `UUID` does, in a third of the time."""
    text = blob.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


_TO_WIRE: Final[dict[FieldType, Callable[[Any], Json]]] = {
    FieldType.CODES: json.loads,
    FieldType.REF: _spelled,
    FieldType.TRUTH: bool,
    FieldType.MONEY: json.loads,
    FieldType.BYTES: lambda blob: base64.b64encode(blob).decode("ascii"),
}
"""Types whose column holds something else than what is sent."""

_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_DAY: Final = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])\Z")
_DECIMAL: Final = re.compile(r"(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?\Z")
_FIRST_US: Final = -(10**15)
_LAST_US: Final = 10**16
"""From the year 1938 to 2286."""


def _blob(value: Any) -> Stored:
    right = type(value) is str and _UUID.match(value)
    return bytes.fromhex(value.replace("-", "")) if right else None


def _same_text(form: re.Pattern[str]) -> Callable[[Any], Stored]:
    return lambda value: value if type(value) is str and form.match(value) else None


_AT_ONCE: Final[dict[FieldType, Callable[[Any], Stored]]] = {
    FieldType.REF: _blob,
    FieldType.DAY: _same_text(_DAY),
    FieldType.DECIMAL: _same_text(_DECIMAL),
    FieldType.INSTANT: lambda value: (
        value if type(value) is int and _FIRST_US <= value <= _LAST_US else None
    ),
    FieldType.TRUTH: lambda value: int(value) if type(value) is bool else None,
}
"""What puts most values of a type into a column without making them what a record holds.

It gives None for all whose form it does not know: those go the long way.
"""

_SAME: Final = (FieldType.TEXT, FieldType.CODE, FieldType.TERRITORY)
"""Types whose column holds exactly the text that is sent."""


class WireForm:
    """One kind's way to the wire and back, prepared once; columns are named as fields are."""

    def __init__(self, spec: KindSpec) -> None:
        fields = [field for field in spec.fields if field.name != "id"]
        self.names = tuple(field.name for field in fields)
        self._to_wire = {
            field.name: _TO_WIRE[field.type] for field in fields if field.type in _TO_WIRE
        }
        self._from_wire = {field.name: _reader(field) for field in fields}

    def wire(self, names: Sequence[str], row: Sequence[Any]) -> dict[str, Json]:
        """The filled fields of a row, by name."""
        return {
            name: self.value(name, stored)
            for name, stored in zip(names, row, strict=True)
            if stored is not None
        }

    def value(self, name: str, stored: Any) -> Json:
        """What is sent of one column."""
        convert = self._to_wire.get(name)
        return convert(stored) if convert and stored is not None else stored

    def stored(self, values: Mapping[str, Any]) -> tuple[dict[str, Stored], dict[str, Any]]:
        """Columns by name, and what this program cannot put in one: unknown fields and forms."""
        columns: dict[str, Stored] = {}
        aside: dict[str, Any] = {}
        for name, value in values.items():
            read = self._from_wire.get(name)
            try:
                if read is None:
                    aside[name] = value
                else:
                    columns[name] = read(value)
            except ValueError:
                aside[name] = value
        return columns, aside


def _reader(field: FieldSpec) -> Callable[[Any], Stored]:
    """What puts a sent value into this field's column.

    It raises ValueError for what the type or SQLite cannot hold: a whole number beyond 64 bits or
    half a surrogate pair would stop the pull at the driver.
    """
    at_once = _AT_ONCE.get(field.type)

    def any_form(value: Any) -> Stored:
        if at_once and (known := at_once(value)) is not None:
            return known
        stored = to_stored(field, from_wire(field, value))
        if isinstance(stored, str):
            stored.encode()
        elif isinstance(stored, int) and not WHOLE_MIN <= stored <= WHOLE_MAX:
            raise ValueError(f"{field.name}: more than 64 bits")
        return stored

    def as_it_is(value: Any) -> Stored:
        if not isinstance(value, str):
            raise ValueError(f"{field.name}: not a text")  # noqa: TRY004 - a wrong form, as others
        value.encode()
        return value or None

    return as_it_is if field.type in _SAME else any_form
