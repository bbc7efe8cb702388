"""A value of any field as people read it: labels for codes, names for references."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fieldapp.packs import Pack
from fieldapp.records.describe import FieldSpec, FieldType
from fieldapp.records.kinds import Kinds
from fieldapp.store.unit_of_work import Reading

Labels = Mapping[UUID, str]
"""The names of the records that references point to."""


@dataclass(frozen=True, slots=True)
class Showing:
    """Words a value in the country's manner. `labels` name what references point to."""

    pack: Pack
    labels: Labels = field(default_factory=dict[UUID, str])

    def cell(self, shown: FieldSpec, value: Any) -> str:
        """The value in one cell; "" when it is empty."""
        if value in (None, "", frozenset()):
            return ""
        if shown.type is FieldType.CODE:
            return self._label(shown, value)
        if shown.type is FieldType.CODES:
            return ", ".join(sorted(self._label(shown, code) for code in value))
        if shown.type is FieldType.REF:
            return self.labels.get(value, NOT_HERE)
        return _WORDED[shown.type](self.pack, value)

    def _label(self, shown: FieldSpec, code: str) -> str:
        return self.pack.catalogue(shown.fact.catalogue).label(code)


def _instant(pack: Pack, value: datetime) -> str:
    formats = pack.formats
    return f"{formats.day(formats.day_of(value))} {formats.clock(value)}"


NOT_HERE: Final = "no disponible en este equipo"
"""Stands for a reference whose record this laptop does not hold."""

_WORDED: Final[dict[FieldType, Callable[[Pack, Any], str]]] = {
    FieldType.TEXT: lambda _, value: value,
    FieldType.TERRITORY: lambda pack, value: pack.territories.path(value),
    FieldType.DAY: lambda pack, value: pack.formats.day(value),
    FieldType.INSTANT: _instant,
    FieldType.WHOLE: lambda _, value: str(value),
    FieldType.TRUTH: lambda _, value: "Sí" if value else "No",
    FieldType.DECIMAL: lambda pack, value: pack.formats.number(value),
    FieldType.MONEY: lambda pack, value: pack.formats.money(value),
    FieldType.BYTES: lambda _, value: f"{len(value)} B",
}


def labels_of(
    reading: Reading, kinds: Kinds, wanted: Iterable[tuple[FieldSpec, Any]]
) -> dict[UUID, str]:
    """The names of what references point to: one question for each kind they may be of."""
    ids: dict[str, set[UUID]] = {}
    for shown, value in wanted:
        if shown.type is FieldType.REF and value is not None:
            for kind in shown.fact.to:
                ids.setdefault(kind, set()).add(value)
    labels: dict[UUID, str] = {}
    for kind, chosen in ids.items():
        title = kinds[kind].title
        for ident, name in reading.listing(kind, ("id", title), {"id": chosen}):
            labels[ident] = name or kinds[kind].label
    return labels
