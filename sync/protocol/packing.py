"""MessagePack for messages: smaller than JSON, and losslessly the same values.

One trick: a text that is exactly a canonical lowercase UUID goes as 16 raw bytes and comes back
as that text. Nothing needs to know which field is a reference, so unknown kinds shrink too.
"""

import re
from collections.abc import Sequence
from typing import Any, TypeVar, cast

import msgspec

from sync.protocol.canonical import DEPTH_MAX, WHOLE_MAX, WHOLE_MIN

Message = TypeVar("Message", bound=msgspec.Struct)
Part = TypeVar("Part")
Columns = dict[str, list[Any]]
"""Values by field: every list is as long as the rows it belongs to; null where a row has none."""

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")
_UUID_LETTERS = 36
_UUID_BYTES = 16
_encoder = msgspec.msgpack.Encoder(uuid_format="bytes")


class FrameError(ValueError):
    """Bytes that are not what this protocol sends; no part of them was believed."""


class TooLarge(FrameError):
    """A limit of PROTOCOL.md is passed: size, expansion, or number of parts."""


def encode(message: msgspec.Struct) -> bytes:
    """Write a message whose values were packed already (see ``pack_columns``)."""
    return _encoder.encode(message)


def decode(kind: type[Message], payload: bytes) -> Message:
    """Read a message of one kind; whatever else it is raises ``FrameError``."""
    try:
        return msgspec.msgpack.decode(payload, type=kind)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise FrameError(f"not a {kind.__name__}: {error}") from error


def pack_value(value: Any) -> Any:
    """Turn every UUID text inside a JSON value into its 16 bytes."""
    match value:
        case str() if len(value) == _UUID_LETTERS and _UUID.match(value):
            return bytes.fromhex(value.replace("-", ""))
        case list():
            return [pack_value(part) for part in cast("list[Any]", value)]
        case dict():
            return {key: pack_value(part) for key, part in cast("dict[str, Any]", value).items()}
        case _:
            return value


def unpack_value(value: Any, depth: int = 0) -> Any:
    """Undo ``pack_value``; raises ``FrameError`` for what no JSON value of ours can be."""
    match value:
        case None | bool() | str():
            return value
        case int():
            if not WHOLE_MIN <= value <= WHOLE_MAX:
                raise FrameError("a whole number needs more than 64 bits")
            return value
        case bytes() if len(value) == _UUID_BYTES:
            text = value.hex()
            return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
        case list() | dict() if depth >= DEPTH_MAX:
            raise FrameError("a value is nested too deep")
        case list():
            return [unpack_value(part, depth + 1) for part in cast("list[Any]", value)]
        case dict():
            return _unpack_object(cast("dict[Any, Any]", value), depth)
        case _:
            raise FrameError(f"a {type(value).__name__} cannot be a value")


def _unpack_object(value: dict[Any, Any], depth: int) -> dict[str, Any]:
    if not all(isinstance(key, str) for key in value):
        raise FrameError("an object's keys are text")
    return {key: unpack_value(part, depth + 1) for key, part in value.items()}


def pack_columns(columns: Columns) -> Columns:
    """Pack every column: one value stands for all where all are equal, the most varied go first.

    Neighbours that look alike compress better, and what is never written need not be compressed.
    """
    packed = {field: single(_packed_column(values)) for field, values in columns.items()}
    return dict(sorted(packed.items(), key=lambda column: -_variety(column[1])))


def unpack_columns(columns: Columns, rows: int) -> Columns:
    """Unpack every column and see that each has one value a row, or one for all."""
    return {
        field: [
            value if value is None or type(value) is str else unpack_value(value)
            for value in spread(values, rows)
        ]
        for field, values in columns.items()
    }


def single(values: list[Part]) -> list[Part]:
    """Give one value for all of them where they are the same, in kind too: 1 is not true."""
    if len(values) > 1 and values.count(values[0]) == len(values) and not _nested(values[0]):
        return values[:1] if len(set(map(type, values))) == 1 else values
    return values


def spread(values: list[Part], rows: int) -> list[Part]:
    """Undo ``single``; raises ``FrameError`` for neither one value nor one a row."""
    if len(values) == rows:
        return values
    if len(values) != 1:
        raise FrameError(f"a column has {len(values)} values for {rows} rows")
    return values * rows


def _nested(value: Any) -> bool:
    return type(value) in (list, dict)


def _packed_column(values: list[Any]) -> list[Any]:
    """Pack every value; most are empty or short text and stay as they are."""
    return [
        value
        if value is None or (type(value) is str and len(value) != _UUID_LETTERS)
        else pack_value(value)
        for value in values
    ]


def _variety(values: list[Any]) -> int:
    return len(values) if any(map(_nested, values)) else len(set(values))


def columns_of(rows: Sequence[dict[str, Any]]) -> Columns:
    """Lay rows out as columns: fields in order of name, null where a row has no value."""
    fields = sorted({field for row in rows for field in row})
    return {field: [row.get(field) for row in rows] for field in fields}
