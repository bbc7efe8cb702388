"""What the description of a kind says of its list: the columns, and what it is filtered by."""

from __future__ import annotations

from collections.abc import Container, Sequence

from fieldapp.records.describe import FieldSpec, FieldType
from fieldapp.ui.widgets.rows_model import Column

_SHORT_TEXT = 30
_NUMBERS = (FieldType.WHOLE, FieldType.DECIMAL, FieldType.MONEY)
_WHOLE = (*_NUMBERS, FieldType.DAY, FieldType.INSTANT, FieldType.TRUTH)
_FILTERED = (FieldType.CODE, FieldType.CODES, FieldType.TERRITORY, FieldType.TRUTH)
_CHARS = {FieldType.DAY: 15, FieldType.INSTANT: 20, FieldType.CODE: 16, FieldType.TRUTH: 8}


def columns_of(fields: Sequence[FieldSpec]) -> tuple[Column, ...]:
    """Return the plain columns of described fields: numbers to the right, widths by type."""
    return tuple(
        Column(
            one.name,
            one.label,
            right=one.type in _NUMBERS,
            chars=_chars_of(one, first=one is fields[0]),
            whole=one.type in _WHOLE,
        )
        for one in fields
    )


def _chars_of(field: FieldSpec, *, first: bool) -> int:
    if field.type is FieldType.TEXT and field.longest <= _SHORT_TEXT:
        return _CHARS[FieldType.TRUTH]
    return _CHARS.get(field.type, 28 if first or field.fact.long else 18)


def filters_of(fields: Sequence[FieldSpec], among: Container[str] = ()) -> tuple[FieldSpec, ...]:
    """Return the fields by which a list is filtered: those of few values.

    A reference is one of them where it points to a kind of `among`.
    """
    return tuple(
        one
        for one in fields
        if one.type in _FILTERED
        or (one.type is FieldType.REF and all(kind in among for kind in one.fact.to))
    )
