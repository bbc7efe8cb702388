"""What belongs to a record and travels with it: rows of any kind, in the order people give them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from fieldapp.packs.folding import fold
from fieldapp.records.describe import FieldSpec, KindSpec
from fieldapp.records.progress import Step, unseen
from fieldapp.store.unit_of_work import Reading, Writing
from fieldapp.work.allowed import must_be_allowed
from fieldapp.work.changing import annul, change, create, fetch, put
from fieldapp.work.desk import Changes, Desk, Saved
from fieldapp.work.import_entries import entries_of_table, field_called
from fieldapp.work.import_keeping import Keeping
from fieldapp.work.issued import must_be_open
from fieldapp.work.options import Option, options_of
from fieldapp.work.order import in_order, last_position, position_after
from fieldapp.work.pasting import pasted_table
from fieldapp.work.register_rows import Listing, Wished, listed_columns, listing_of

POSITION = "position"
_ALL = Wished()
PASTED_BACK = "Se quitó lo que se acababa de pegar"


@dataclass(frozen=True, slots=True)
class RowsBrought:
    """What was pasted: the kinds to broadcast, and the rows, to take them back with one undo."""

    kinds: frozenset[str]
    id: UUID
    rows: tuple[UUID, ...]


class Children:
    """What is done with the rows of a record; each method is one transaction.

    A row is opened, written, annulled and restored like any record, by `Registers`.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def kinds(self, root: str) -> tuple[KindSpec, ...]:
        """The kinds of rows that a kind of record has, in the order of their descriptions."""
        return self._desk.kinds.children_of(root)

    def counts(self, root: str, parent: UUID) -> dict[str, int]:
        """How many rows of each kind a record has."""
        with self._desk.reading() as reading:
            return {
                spec.name: reading.count(spec.name, {spec.unit: parent})
                for spec in self.kinds(root)
            }

    def list(self, kind: str, parent: UUID, wished: Wished = _ALL) -> Listing:
        """Rows of a record, in their own order unless another is wished."""
        spec = self._desk.kinds[kind]
        own = replace(
            wished,
            filters={**wished.filters, spec.unit: parent},
            order=wished.order or own_order(spec),
        )
        with self._desk.reading() as reading:
            return listing_of(self._desk, reading, spec, own)

    def add(self, kind: str, parent: UUID, changes: Changes) -> Saved:
        """Write a new row of a record, after the others. Raises WrongFields or Refused."""
        spec = self._desk.kinds[kind]
        with self._desk.writing() as writing:
            must_be_open(writing, parent, kind)
            known: dict[str, Any] = {spec.unit: parent}
            if POSITION in spec:
                known[POSITION] = last_position(self._rows(writing, spec, parent))
            record = create(self._desk, spec.record, changes, **known)
            must_be_allowed(self._desk, writing, record, changes.keys())
            return put(self._desk, writing, record)

    def move(self, kind: str, id: UUID, by: int) -> Saved:
        """Put a row one place further (1) or back (-1) among those of its record.

        At the end of the list, and where rows have no order of their own, nothing changes.
        """
        spec = self._desk.kinds[kind]
        with self._desk.writing() as writing:
            row: Any = fetch(writing, spec.record, id)
            parent = getattr(row, spec.unit)
            must_be_open(writing, parent, kind)
            rows = sorted(self._rows(writing, spec, parent), key=in_order)
            place = [one.id for one in rows].index(id) + by
            if POSITION not in spec or not 0 <= place < len(rows):
                return Saved(writing.changed_kinds, id)
            others = self._all_placed(writing, [one for one in rows if one.id != id])
            after = others[place - 1].id if place else None
            moved = change(self._desk, row, {}, position=position_after(others, after))
            return put(self._desk, writing, moved)

    def paste(self, kind: str, parent: UUID, text: str, step: Step = unseen) -> RowsBrought:
        """Add rows copied from a sheet, all or none, after the others.

        A first line of headings says what the columns are; without one they are those of the
        list, in turn. Raises WrongFile with every fault, or Refused for what is no table.
        """
        desk, spec = self._desk, self._desk.kinds[kind]
        labels = [one.label for one in listed_columns(spec) if not one.fact.hidden]
        table = pasted_table(text, lambda cells: _are_headings(spec, cells), labels)
        entries = entries_of_table(table, desk.kinds, desk.pack, kind, None)
        with desk.writing() as writing:
            must_be_open(writing, parent, kind)
            keeping = Keeping(desk, writing)
            keeping.keep_all(entries, {spec.unit: parent}, step)
            return RowsBrought(writing.changed_kinds, parent, tuple(keeping.kept))

    def take_back(self, kind: str, rows: Sequence[UUID], reason: str = PASTED_BACK) -> Saved:
        """Annul rows that were just pasted."""
        record_class = self._desk.kinds[kind].record
        with self._desk.writing() as writing:
            for one in rows:
                annul(self._desk, writing, fetch(writing, record_class, one), reason)
            return Saved(writing.changed_kinds, rows[0])

    def options(
        self, root: str, parent: UUID | None, field: FieldSpec, text: str, limit: int
    ) -> list[Option]:
        """What a picker offers in a row: of its own record's rows, only those of that record.

        Of the rows of what the record names, only those of that: who did well in a training is
        picked from the list of its visit.
        """
        with self._desk.reading() as reading:
            holders = {
                kind: self._holder(reading, root, parent, self._desk.kinds[kind])
                for kind in field.fact.to
            }
            found = [
                option
                for kind, holder in holders.items()
                if holder is not None
                for option in self._siblings(reading, self._desk.kinds[kind], holder, text)
            ]
            own = {spec.name for spec in self.kinds(root)}
            rest = tuple(kind for kind, holder in holders.items() if not holder and kind not in own)
            if rest or not field.fact.to:
                asked = replace(field, fact=replace(field.fact, to=rest))
                found += options_of(self._desk, reading, asked, text, limit)
        return found[:limit]

    def _holder(
        self, reading: Reading, root: str, parent: UUID | None, spec: KindSpec
    ) -> UUID | None:
        """The record whose rows of a kind are meant: the parent, or one that the parent names."""
        if not spec.unit or parent is None:
            return None
        holders = spec[spec.unit].fact.to
        if root in holders:
            return parent
        record = reading.get(self._desk.kinds[root].record, parent)
        named = (
            getattr(record, one.name, None)
            for one in self._desk.kinds[root].references
            if set(one.fact.to) & set(holders)
        )
        return next((one for one in named if one is not None), None)

    def _siblings(self, reading: Reading, spec: KindSpec, parent: UUID, text: str) -> list[Option]:
        """The rows of a kind whose words hold all that was typed, in their own order.

        All are read: one record has hundreds of rows, not thousands, and those of a kind that the
        search box does not know are found too.
        """
        wished = Wished(filters={spec.unit: parent}, order=own_order(spec))
        listing = listing_of(self._desk, reading, spec, wished)
        names = [column.name for column in listing.columns]
        title = names.index(spec.title) if spec.title in names else 0
        words = fold(text).split()
        found: list[Option] = []
        for row in listing.rows:
            others = [cell for place, cell in enumerate(row.cells) if cell and place != title]
            label = row.cells[title] or " · ".join(others) or spec.label
            hint = others[0] if row.cells[title] and others else ""
            if all(word in fold(" ".join(row.cells)) for word in words):
                found.append(Option(row.id, label, hint))
        return found

    def _rows(self, reading: Reading, spec: KindSpec, parent: UUID) -> list[Any]:
        return list(reading.all(spec.record, {spec.unit: parent}))

    def _all_placed(self, writing: Writing, rows: list[Any]) -> list[Any]:
        """The rows, each with a place: where one has none, all are numbered as they stand."""
        if all(one.position is not None for one in rows):
            return rows
        placed = [
            change(self._desk, one, {}, position=Decimal(number))
            for number, one in enumerate(rows, 1)
        ]
        for one in placed:
            put(self._desk, writing, one)
        return placed


def own_order(spec: KindSpec) -> tuple[str, ...]:
    """The order in which rows stand when nobody sorts them; ids tell two of one place apart."""
    return (POSITION, "id") if POSITION in spec else ("created_at",)


def _are_headings(spec: KindSpec, cells: Iterable[str]) -> bool:
    written = [cell for cell in cells if cell.strip()]
    return bool(written) and all(field_called(spec, cell.strip()) for cell in written)
