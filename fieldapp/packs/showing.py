"""A value of any field as people read it in a country: labels for codes, names for references."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from fieldapp.packs.pack import Pack
from fieldapp.records.describe import FieldSpec, FieldType

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


NOT_HERE: Final = "no disponible en este equipo"
"""Stands for a reference whose record is not at hand."""

_WORDED: Final[dict[FieldType, Callable[[Pack, Any], str]]] = {
    FieldType.TEXT: lambda _, value: value,
    FieldType.TERRITORY: lambda pack, value: pack.territories.path(value),
    FieldType.DAY: lambda pack, value: pack.formats.day(value),
    FieldType.INSTANT: lambda pack, value: pack.formats.moment(value),
    FieldType.WHOLE: lambda _, value: str(value),
    FieldType.TRUTH: lambda _, value: "Sí" if value else "No",
    FieldType.DECIMAL: lambda pack, value: pack.formats.number(value),
    FieldType.MONEY: lambda pack, value: pack.formats.money(value),
    FieldType.BYTES: lambda _, value: f"{len(value)} B",
}
