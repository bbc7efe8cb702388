"""What is right at first sight: a quick look at a value that spares most of them a careful one.

A headquarters looks at some hundred thousand values a second on a Monday. Whoever passes here is
right for certain; whoever does not may still be, and is looked at by `checking`, which has words.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from fieldapp.records.describe import FieldSpec, FieldType

AtFirstSight = Callable[[Any], bool]
"""Tells whether a value in wire form is right for its field, for certain."""

_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_DAY: Final = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])\Z")
_DECIMAL: Final = re.compile(r"[0-9]{1,10}(\.[0-9]{1,7})?\Z")
_YEAR_US: Final = 365 * 24 * 3600 * 1_000_000
_EARLIEST_US: Final = -69 * _YEAR_US
_LATEST_US: Final = 130 * _YEAR_US


def at_first_sight(field: FieldSpec) -> AtFirstSight:
    """Give the quick look at values of this field."""
    bounded = field.fact.least is not None or field.fact.most is not None
    match field.type:
        case FieldType.TEXT | FieldType.CODE | FieldType.TERRITORY:
            return _written(field.longest)
        case FieldType.REF:
            return _like(_UUID)
        case FieldType.DAY:
            return _like(_DAY)
        case FieldType.DECIMAL if not bounded:
            return _like(_DECIMAL)
        case FieldType.INSTANT:
            return _is_instant
        case FieldType.TRUTH:
            return _is_truth
        case _:
            return _never


def _written(longest: int) -> AtFirstSight:
    def is_right(wire: Any) -> bool:
        return type(wire) is str and len(wire) <= longest and wire.isprintable()

    return is_right


def _like(form: re.Pattern[str]) -> AtFirstSight:
    def is_right(wire: Any) -> bool:
        return type(wire) is str and form.match(wire) is not None

    return is_right


def _is_instant(wire: Any) -> bool:
    return type(wire) is int and _EARLIEST_US <= wire < _LATEST_US


def _is_truth(wire: Any) -> bool:
    return type(wire) is bool


def _never(wire: Any) -> bool:
    del wire
    return False
