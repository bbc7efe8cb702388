"""Records as a file that can be brought in again: each with the rows that belong to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, Final
from uuid import UUID

from fieldapp.packs.folding import fold
from fieldapp.packs.showing import Showing
from fieldapp.records.describe import FieldSpec, FieldType, KindSpec, Sensitivity
from fieldapp.records.values import record_to_wire
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.children import own_order
from fieldapp.work.desk import Desk
from fieldapp.work.import_entries import REGISTER_FORMAT, rows_in_files
from fieldapp.work.showing import labels_of

_WORDED: Final = frozenset({FieldType.CODE, FieldType.TERRITORY, FieldType.BYTES})
_BY_AGE: Final = ("created_at",)


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The rows of one kind under their headings, values with their types."""

    spec: KindSpec
    heads: tuple[str, ...]
    rows: list[list[Any]]


def as_json(
    desk: Desk, reading: Reading, spec: KindSpec, where: Mapping[str, object], *, personal: bool
) -> dict[str, Any]:
    """The records that answer, each with its rows under the name of their kind."""
    children = {
        child: _children_by_root(reading, child, personal=personal)
        for child in rows_in_files(desk.kinds, spec)
    }
    written: list[dict[str, Any]] = []
    names = {column.name for column in columns_of(spec, personal=personal)}
    for record in reading.all(spec.record, where, _BY_AGE):
        own = _as_written(spec, record, names)
        for child, by_root in children.items():
            if record.id in by_root:
                own[child.name] = by_root[record.id]
        written.append(own)
    return {"format": REGISTER_FORMAT, "kind": spec.name, "records": written}


def as_sheets(
    desk: Desk, reading: Reading, spec: KindSpec, where: Mapping[str, object], *, personal: bool
) -> list[SheetRows]:
    """The records that answer, and a sheet more for each kind of row that they have.

    A row names its record, and the rows of that record, by title where no other is called the
    same, and else by id: so that it can be brought in again.
    """
    sheets = [_sheet(desk, reading, spec, (where, _BY_AGE), {}, personal=personal)]
    children = rows_in_files(desk.kinds, spec)
    if not children:
        return sheets
    ids = [ident for (ident,) in reading.listing(spec.name, ("id",), where)]
    names = _names_of(reading, spec, "")
    for child in children:
        names |= _names_of(reading, child, child.unit)
    for child in children:
        asked = {child.unit: ids}, (child.unit, *own_order(child))
        sheet = _sheet(desk, reading, child, asked, names, personal=personal)
        if sheet.rows:
            sheets.append(sheet)
    return sheets


def columns_of(spec: KindSpec, *, personal: bool) -> tuple[FieldSpec, ...]:
    """The described fields, those of the list, and unseen ties; what names a record is in any."""
    return tuple(
        field
        for field in spec.fields
        if (not field.fact.hidden or field.fact.listed or field.ties)
        and (personal or field.name == spec.title or field.fact.sensitivity is Sensitivity.PUBLIC)
    )


def _children_by_root(
    reading: Reading, child: KindSpec, *, personal: bool
) -> dict[UUID, list[dict[str, Any]]]:
    names = {column.name for column in columns_of(child, personal=personal)} - {child.unit}
    found: dict[UUID, list[dict[str, Any]]] = {}
    for row in reading.all(child.record, {}, own_order(child)):
        root: UUID = getattr(row, child.unit)
        found.setdefault(root, []).append(_as_written(child, row, names))
    return found


def _as_written(spec: KindSpec, record: Any, names: set[str]) -> dict[str, Any]:
    wire = record_to_wire(spec, record).items()
    return {"id": str(record.id)} | {name: value for name, value in wire if name in names}


def _sheet(
    desk: Desk,
    reading: Reading,
    spec: KindSpec,
    asked: tuple[Mapping[str, object], Sequence[str]],
    names: Mapping[UUID, str],
    *,
    personal: bool,
) -> SheetRows:
    columns = columns_of(spec, personal=personal)
    if spec.unit:
        columns = tuple(sorted(columns, key=lambda column: column.name != spec.unit))
    found = reading.listing(spec.name, ("id", *(column.name for column in columns)), *asked)
    columns, found = _without_bare_ties(columns, found)
    references = [
        (column, row[place])
        for place, column in enumerate(columns, start=1)
        if column.type is FieldType.REF
        for row in found
    ]
    labels = {**labels_of(reading, desk.kinds, references), **names}
    showing = Showing(desk.pack, labels)
    rows = [
        [str(ident), *map(lambda column, value: _cell(showing, column, value), columns, values)]
        for ident, *values in found
    ]
    return SheetRows(spec, ("id", *(column.label for column in columns)), rows)


def _without_bare_ties(
    columns: Sequence[FieldSpec], found: Sequence[tuple[Any, ...]]
) -> tuple[Sequence[FieldSpec], Sequence[tuple[Any, ...]]]:
    """The columns and their rows, each with its id before; a tie that no row has is no column."""
    if not found:
        return columns, found
    kept = [
        not column.ties or any(row[place] for row in found)
        for place, column in enumerate(columns, start=1)
    ]
    rows = [(ident, *compress(values, kept)) for ident, *values in found]
    return list(compress(columns, kept)), rows


def _names_of(reading: Reading, spec: KindSpec, unit: str) -> dict[UUID, str]:
    """By what a record of a kind is named in a file: its title where that tells it apart."""
    columns = ("id", spec.title, unit) if unit else ("id", spec.title)
    found = [
        (ident, str(said or ""), root) for ident, said, *root in reading.listing(spec.name, columns)
    ]
    many = Counter((fold(said), *root) for _, said, root in found)
    return {
        ident: said if said and many[(fold(said), *root)] == 1 else str(ident)
        for ident, said, root in found
    }


def _cell(showing: Showing, column: FieldSpec, value: Any) -> Any:
    """Codes and references in words, the rest with its type, so that a sheet can reckon."""
    if value in (None, "", frozenset()):
        return None
    if column.type is FieldType.CODES:
        catalogue = showing.pack.catalogue(column.fact.catalogue)
        return "; ".join(sorted(map(catalogue.label, value)))
    if column.type is FieldType.REF:
        return showing.labels.get(value, str(value))
    return showing.cell(column, value) if column.type in _WORDED else value
