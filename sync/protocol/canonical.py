"""The one spelling of a value, so that two machines get the same hash of the same value.

Canonical form is RFC 8785 JSON restricted to what a record can hold: null, true, false, whole
numbers of at most 64 bits, text, lists and objects with text keys. There are no floats: amounts
and coordinates travel as whole numbers or as decimal text.
"""

import json
from hashlib import blake2b
from typing import Any, cast

WHOLE_MIN = -(2**63)
WHOLE_MAX = 2**63 - 1
DEPTH_MAX = 8
"""How deep lists and objects may nest inside one value."""

HASH_BYTES = 8


class NotCanonical(ValueError):
    """The value cannot be written canonically: a float, bytes, a huge number, nested too deep."""


def canonical(value: Any) -> bytes:
    """Write a JSON value in its canonical form, UTF-8.

    Raises ``NotCanonical`` for anything that is not a JSON value without floats. Inside ±2^53
    the result is exactly RFC 8785; larger whole numbers keep all their digits.
    """
    try:
        return json.dumps(
            _ordered(value, 0), ensure_ascii=False, separators=(",", ":"), allow_nan=False
        ).encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonical("text holds half a surrogate pair") from error


def base_hash(value: Any) -> bytes:
    """Give the eight bytes by which a patch names the value its author saw."""
    return blake2b(canonical(value)).digest()[:HASH_BYTES]


def _ordered(value: Any, depth: int) -> Any:
    """Return the value with its objects' keys sorted by UTF-16 code units, as RFC 8785 wants."""
    match value:
        case None | bool() | str():
            return value
        case int():
            if not WHOLE_MIN <= value <= WHOLE_MAX:
                raise NotCanonical("a whole number needs more than 64 bits")
            return value
        case list() | dict() if depth >= DEPTH_MAX:
            raise NotCanonical("nested too deep")
        case list():
            return [_ordered(part, depth + 1) for part in cast("list[Any]", value)]
        case dict():
            return _sorted_object(cast("dict[Any, Any]", value), depth)
        case _:
            raise NotCanonical(f"a {type(value).__name__} is not a JSON value without floats")


def _sorted_object(value: dict[Any, Any], depth: int) -> dict[str, Any]:
    if not all(isinstance(key, str) for key in value):
        raise NotCanonical("an object's keys are text")
    keys: list[str] = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
    return {key: _ordered(value[key], depth + 1) for key in keys}


EMPTY_HASH = base_hash(None)
"""The base of a field that was empty, and of every field of a record not seen before."""
