"""A person's data, wherever they stand: which records speak of somebody, and how they forget.

What is asked are the descriptions: names, and whatever is guarded (workflow W12). A row of a list
is never taken out, it only forgets who it was, so that every count stays as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from fieldapp.packs.folding import fold
from fieldapp.packs.identity import compact
from fieldapp.records.describe import FieldSpec, FieldType, KindSpec, Merge, Record, Sensitivity

NOBODY: Final = "Persona anonimizada"
"""What stands where a name must stand."""

_DOCUMENT_LEAST: Final = 5
_WITHOUT_DATA: Final = "anonymous"


def sought(text: str) -> tuple[str, ...]:
    """The folded words of what was typed."""
    return tuple(fold(text).split())


def speaks_of(
    fields: Sequence[FieldSpec], values: Sequence[str | None], words: Sequence[str]
) -> bool:
    """Tell whether one of these names has every word, or a document is what was typed.

    A document counts however it is written, and only whole: half a number is many people.
    """
    number = compact("".join(words))
    for field, value in zip(fields, values, strict=True):
        if not value:
            continue
        if field.fact.names and _has_all(value, words):
            return True
        if len(number) >= _DOCUMENT_LEAST and compact(fold(value)) == number:
            return True
    return False


def told(spec: KindSpec, record: Record) -> list[tuple[FieldSpec, Any]]:
    """What the record holds of a person, with its values; empty ones are left out.

    Strokes are named and not shown: a drawing of a signature is not handed out as text.
    """
    return [
        (field, value)
        for field in spec.personal
        if (value := getattr(record, field.name)) not in (None, "", b"", frozenset())
    ]


def forgetting(spec: KindSpec, record: Record) -> dict[str, Any]:
    """The changes after which the record tells nobody who it was; {} where nothing can change.

    What figures count (sex, range of age) stays, sensitive answers go: in a list of eight they
    point at somebody. A name that must stand becomes `NOBODY`, and a row of a list that of an
    attendee without data. Values that are written once for ever stay.
    """
    changes: dict[str, Any] = {}
    for field, _ in told(spec, record):
        if field.fact.merge is not Merge.IMMUTABLE and not _is_counted(field):
            changes[field.name] = field.default
    title = spec[spec.title]
    may_say_nobody = title.fact.close and title.fact.merge is not Merge.ONCE
    if title.name in changes and may_say_nobody and _WITHOUT_DATA not in spec:
        changes[title.name] = NOBODY
    changes = {name: new for name, new in changes.items() if new != getattr(record, name)}
    return changes | ({_WITHOUT_DATA: True} if changes and _WITHOUT_DATA in spec else {})


def _is_counted(field: FieldSpec) -> bool:
    personal = field.fact.sensitivity is Sensitivity.PERSONAL
    return personal and field.type is FieldType.CODE


def stays(spec: KindSpec, record: Record) -> list[FieldSpec]:
    """What the record would go on telling: fields that are written once for ever."""
    return [field for field, _ in told(spec, record) if field.fact.merge is Merge.IMMUTABLE]


def _has_all(value: str, words: Sequence[str]) -> bool:
    there = fold(value).split()
    return bool(words) and all(any(one.startswith(word) for one in there) for word in words)
