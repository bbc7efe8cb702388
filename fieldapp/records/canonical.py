"""The one way in which a value becomes bytes to be hashed or signed: RFC 8785 JSON.

Two programs that hold the same value must get the same bytes, on any machine and in any year:
the digest of an acta and the base of a change at headquarters depend on it. Numbers are whole,
because floats print differently from one program to the next.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias, cast

Json: TypeAlias = "str | int | bool | Mapping[str, Json] | Sequence[Json] | None"

WHOLE_MOST: Final = 2**53 - 1
"""The greatest whole number that every JSON reader keeps exactly."""


def canonical_json(value: Json) -> bytes:
    """Write a value as canonical JSON in UTF-8: sorted keys, no spaces, shortest escapes.

    Raises ValueError for what has no single form: floats, whole numbers beyond 2**53 - 1, keys
    that are not text, lone surrogates. Text is taken as it is; whoever composes it normalises it.
    """
    return json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":")).encode()


def _ordered(value: object) -> object:
    """The same value with the keys of every object in the order of RFC 8785."""
    match value:
        case None | bool() | str():
            return value
        case int():
            if abs(value) > WHOLE_MOST:
                msg = f"{value} is beyond what every JSON reader keeps exactly"
                raise ValueError(msg)
            return value
        case Mapping():
            keyed = cast("Mapping[object, object]", value)
            return {key: _ordered(keyed[key]) for key in sorted(keyed, key=_utf_16)}
        case list() | tuple():
            return [_ordered(one) for one in cast("Sequence[object]", value)]
        case _:
            msg = f"{type(value).__name__} has no canonical form"
            raise ValueError(msg)


def _utf_16(key: object) -> bytes:
    """RFC 8785 orders keys by their UTF-16 code units, which differs beyond the BMP."""
    if not isinstance(key, str):
        msg = f"a key must be text, not {type(key).__name__}"
        raise ValueError(msg)  # noqa: TRY004 - one kind of error for everything without a form
    return key.encode("utf-16-be")
