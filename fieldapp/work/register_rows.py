"""The rows of a plain list: the columns its description lists, in the words people read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from fieldapp.packs.showing import Showing
from fieldapp.records.describe import FieldSpec, FieldType, KindSpec
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk
from fieldapp.work.showing import labels_of


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A record in a list: its cells as people read them and the values behind, for sorting."""

    id: UUID
    cells: tuple[str, ...]
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Some rows of a register, its columns, and how many rows there are in all."""

    spec: KindSpec
    columns: tuple[FieldSpec, ...]
    rows: list[ListedRow]
    total: int


@dataclass(frozen=True, slots=True)
class Wished:
    """What is asked of a list.

    `order` are field names, `-` in front for descending; without one the newest come first.
    """

    text: str = ""
    filters: Mapping[str, object] = field(default_factory=dict[str, object])
    order: Sequence[str] = ()
    limit: int | None = None
    offset: int = 0


def listing_of(desk: Desk, reading: Reading, spec: KindSpec, wished: Wished) -> Listing:
    """The rows of a kind that answer, without the annulled."""
    columns = listed_columns(spec)
    total = reading.count(spec.name, wished.filters, text=wished.text)
    names = ("id", *(column.name for column in columns))
    found = reading.listing(
        *(spec.name, names, wished.filters, wished.order or ("-created_at",)),
        *(wished.limit, wished.offset, wished.text),
    )
    return Listing(spec, columns, _worded(desk, reading, columns, found), total)


def listed_columns(spec: KindSpec) -> tuple[FieldSpec, ...]:
    """The columns of a kind's plain list; a kind that lists nothing shows what names it."""
    return spec.listed or (spec[spec.title],)


def _worded(
    desk: Desk, reading: Reading, columns: tuple[FieldSpec, ...], found: list[tuple[Any, ...]]
) -> list[ListedRow]:
    references = [
        (column, row[place])
        for place, column in enumerate(columns, 1)
        if column.type is FieldType.REF
        for row in found
    ]
    showing = Showing(desk.pack, labels_of(reading, desk.kinds, references))
    return [
        ListedRow(
            ident,
            tuple(
                showing.cell(column, value) for column, value in zip(columns, values, strict=True)
            ),
            tuple(values),
        )
        for ident, *values in found
    ]
