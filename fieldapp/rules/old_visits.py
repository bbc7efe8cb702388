"""What of an old visit a laptop keeps: its facts and its sealed acta, not the words (rule R9).

A laptop holds the closed visits of the last months in full. Of older ones the records stay, so
that figures, digests and references are whole, but what was said and who was there is told only
by the acta, and comes from headquarters when somebody asks for it. One rule for both sides.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from fieldapp.records.describe import FieldType, KindSpec, Record
from fieldapp.records.values import microseconds
from fieldapp.rules.visits import VisitStatus

VISIT: Final = "activity"
"""The root of the units this is about."""
TIMES: Final = ("ends_at", "starts_at")
"""When a visit was: the first of these that it has."""

_WORDS: Final = (FieldType.TEXT, FieldType.BYTES)
_NAMES_A_FILE: Final = "sha256"
_MONTHS_A_YEAR: Final = 12


def told_short(spec: KindSpec) -> frozenset[str]:
    """The fields of a kind that an old visit leaves at headquarters; none for most kinds.

    Of the visit itself its long texts, except those that it needs to be closed at all. Of what
    belongs to it all words, except where a record names a file: evidence is fetched on demand
    anyway.
    """
    if spec.name == VISIT:
        return frozenset(
            field.name for field in spec.fields if field.fact.long and not field.fact.close
        )
    names = {field.name for field in spec.fields}
    if not spec.unit or VISIT not in spec[spec.unit].fact.to or _NAMES_A_FILE in names:
        return frozenset()
    common = Record.__struct_fields__
    return frozenset(f.name for f in spec.fields if f.type in _WORDS and f.name not in common)


def is_old(visit: Mapping[str, Any], since_us: int) -> bool:
    """Tell whether a visit, as its values travel, is closed and ended before an instant (µs)."""
    ended = next((visit[name] for name in TIMES if visit.get(name)), None)
    return visit.get("status") == VisitStatus.CLOSED and ended is not None and ended < since_us


def in_full_since(now: datetime, months: int) -> int:
    """The instant (UTC microseconds) since which visits are held in full; 0 if all are.

    `months` as the pack says; 0 means that a laptop holds everything.
    """
    if not months:
        return 0
    before = now.year * _MONTHS_A_YEAR + now.month - 1 - months
    year, month = divmod(before, _MONTHS_A_YEAR)
    first = now.replace(
        year=year, month=month + 1, day=1, hour=0, minute=0, second=0, microsecond=0
    )
    return microseconds(first)
