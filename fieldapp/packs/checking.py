"""What is to be said of a pack before it is signed: keys nobody reads, texts that would not print.

A key that the program does not know is ignored, so that an older program reads a newer pack; but
whoever writes one by mistake must hear of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

import msgspec
from msgspec.inspect import DictType, ListType, StructType, Type, UnionType, VarTupleType, type_info

from fieldapp.packs.pack import Pack, Written
from fieldapp.packs.wordings import unknown_texts, wording_faults
from fieldapp.records.text import Text, say


def ignored_keys(pack: Pack) -> tuple[str, ...]:
    """The keys of pack.json and wording.json that nothing reads, such as "legal.misson"."""
    written = msgspec.json.decode(pack.part("pack.json"))
    keys = _unread(written, type_info(Written), "pack.json: ")
    return (*keys, *(f"wording.json: {key}" for key in unknown_texts(_sections(pack))))


def faults(pack: Pack) -> tuple[Text, ...]:
    """What keeps a pack from being signed, besides what `read_pack` refuses.

    Raises Refused for a logo that cannot be printed.
    """
    _ = pack.logo
    return tuple(
        say("wording.json: {fault}.", fault=fault) for fault in wording_faults(_sections(pack))
    )


def _sections(pack: Pack) -> dict[str, dict[str, str]]:
    return msgspec.json.decode(pack.part("wording.json"), type=dict[str, dict[str, str]])


def _unread(written: object, known: Type, where: str) -> Iterator[str]:
    """The keys that a type does not name, in what was written for it and below."""
    if isinstance(known, UnionType):
        for one in known.types:
            yield from _unread(written, one, where)
    elif isinstance(written, dict):
        for key, value in cast("Mapping[str, Any]", written).items():
            below = _below(key, known)
            if below is None:
                yield f"{where}{key}"
            else:
                yield from _unread(value, below, f"{where}{key}.")
    elif isinstance(written, list) and isinstance(known, VarTupleType | ListType):
        for n, value in enumerate(cast("list[Any]", written)):
            yield from _unread(value, known.item_type, f"{where}{n}.")


def _below(key: str, known: Type) -> Type | None:
    """The type of what stands under a key; None where nothing reads it."""
    if isinstance(known, DictType):
        return known.value_type
    if isinstance(known, StructType):
        return next((one.type for one in known.fields if one.encode_name == key), None)
    return known
