"""What becomes of a field that two people wrote: decided without any clock.

A patch carries, for each field, the new value and a hash of the value its author saw. If the
value at headquarters is still that one, the patch sets it. If not, the field's merge class
decides, and a value that does not win is handed to a person; it is never dropped.
"""

from enum import StrEnum
from typing import Any, cast

import msgspec

from sync.protocol.canonical import EMPTY_HASH, base_hash, canonical


class Merge(StrEnum):
    """How two versions of a field become one. Spelled in messages and descriptions alike."""

    FIELD = "field"
    """The value already at headquarters stands; the other waits for a person."""
    IMMUTABLE = "immutable"
    """Set once; afterwards nothing changes it."""
    ONCE = "once"
    """Set once; afterwards only emptied, when the person it names asks to be forgotten."""
    UNION = "union"
    """A set of codes; two people's additions are joined."""
    MAX = "max"
    """The larger value stands: counters, and days that only move forward."""
    HQ = "hq"
    """Only headquarters sets it; a laptop's value waits for a person."""


class Outcome(StrEnum):
    """What merging did with one offered value, and so what its author must be told."""

    SAME = "same"
    """Nothing changed: headquarters had that value."""
    SET = "set"
    """The offered value stands now."""
    MERGED = "merged"
    """A value stands that its author has not seen; it must be handed back."""
    CONFLICT = "conflict"
    """The stored value stands and the offered one waits for a person."""


class Merged(msgspec.Struct, frozen=True):
    """The value that stands after merging, and how it came to stand."""

    value: Any
    outcome: Outcome


def merge_field(merge: Merge, stored: Any, offered: Any, base: bytes) -> Merged:
    """Merge one offered value into the stored one; ``base`` is the hash of what its author saw.

    Values are JSON values in wire form, null for empty. Whatever the outcome ``CONFLICT``, the
    stored value stands and the caller keeps the offered one where a person will see it.
    """
    if canonical(stored) == canonical(offered):
        return Merged(stored, Outcome.SAME)
    fixed = merge is Merge.IMMUTABLE or (merge is Merge.ONCE and offered is not None)
    if merge is Merge.HQ or (fixed and stored is not None):
        return Merged(stored, Outcome.CONFLICT)
    if merge is Merge.MAX and _comparable(stored, offered):
        return _larger(stored, offered)
    if base_hash(stored) == base:
        return Merged(offered, Outcome.SET)
    if merge is Merge.UNION and _is_set(stored) and _is_set(offered):
        return _joined(cast("list[str] | None", stored), cast("list[str] | None", offered))
    return Merged(stored, Outcome.CONFLICT)


def merge_created(merge: Merge, stored: Any, offered: Any) -> Merged:
    """Merge a field of a record that its author believed new but that exists: nothing was seen.

    An empty offered value says nothing about the field, so it changes nothing.
    """
    if offered is None:
        return Merged(stored, Outcome.SAME)
    return merge_field(merge, stored, offered, EMPTY_HASH)


def _is_set(value: Any) -> bool:
    return value is None or (
        isinstance(value, list) and all(isinstance(code, str) for code in cast("list[Any]", value))
    )


def _joined(stored: list[str] | None, offered: list[str] | None) -> Merged:
    return Merged(sorted({*(stored or ()), *(offered or ())}) or None, Outcome.MERGED)


def _comparable(stored: Any, offered: Any) -> bool:
    """Tell whether both are whole numbers, or both text (days), or one of them is empty."""
    return any(
        all(value is None or type(value) is held for value in (stored, offered))
        for held in (int, str)
    )


def _larger(stored: Any, offered: Any) -> Merged:
    if stored is None or (offered is not None and offered > stored):
        return Merged(offered, Outcome.SET)
    return Merged(stored, Outcome.MERGED)
