"""Keys of a pack.json that this program does not know, and so does not use.

A newer program may know them, or somebody misspelt one: whoever keeps the pack is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import msgspec
from msgspec import inspect


def unknown_keys(content: bytes, written: type[msgspec.Struct]) -> list[str]:
    """Give the keys of a JSON file that its description lacks, with their way: "acta.marjins".

    Raises msgspec.MsgspecError where the file is no JSON.
    """
    return list(_unknown(msgspec.json.decode(content), inspect.type_info(written), ""))


def _unknown(value: Any, described: inspect.Type, way: str) -> Iterator[str]:
    for key, part, known in _parts(value, described):
        if known is None:
            yield f"{way}{key}"
        else:
            yield from _unknown(part, known, f"{way}{key}.")


def _parts(value: Any, described: inspect.Type) -> Iterator[tuple[str, Any, inspect.Type | None]]:
    """What a value is made of: the name of each part, the part, and what describes it."""
    if isinstance(described, inspect.UnionType):
        for one in described.types:
            yield from _parts(value, one)
    elif isinstance(value, list) and isinstance(described, inspect.VarTupleType):
        for place, part in enumerate(cast("list[Any]", value), 1):
            yield str(place), part, described.item_type
    elif isinstance(value, dict):
        named = cast("dict[str, Any]", value)
        if isinstance(described, inspect.DictType):
            yield from ((key, part, described.value_type) for key, part in named.items())
        elif isinstance(described, inspect.StructType):
            known = {field.encode_name: field.type for field in described.fields}
            yield from ((key, part, known.get(key)) for key, part in named.items())
