"""What an importer is, and the sheet it reads: cells by documented column, faults by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from fieldapp.packs.folding import fold
from fieldapp.records.describe import FieldSpec, Record
from fieldapp.records.text import Refused, Text, say
from fieldapp.store.unit_of_work import Writing
from fieldapp.work.cells import Cells
from fieldapp.work.changing import create, fetch
from fieldapp.work.desk import Desk, WrongFields
from fieldapp.work.import_files import Row, Table
from fieldapp.work.import_keeping import RowFault

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """A documented column: its heading in files, others it may have, and what stands in it.

    Headings are compared whatever their accents and capitals. `must` means that without this
    column a file is not of this importer.
    """

    name: str
    told: Text
    also: tuple[str, ...] = ()
    must: bool = True

    def is_called(self, heading: str) -> bool:
        """Tell whether a heading of a file means this column."""
        return fold(heading) in {fold(one) for one in (self.name, *self.also)}


@dataclass(frozen=True, slots=True)
class Importer:
    """How a matrix of a ministry becomes records.

    `name` is public and final (`fieldapp import --as NAME`). `into` is the kind of the record that
    the rows belong to, which whoever imports names; "" for none. `records` gives the records of a
    sheet in the order in which they are kept, and says what is wrong through the sheet.
    """

    name: str
    label: Text
    columns: tuple[ImportColumn, ...]
    records: Callable[[Sheet], Iterable[Record]]
    into: str = ""

    def knows(self, headings: Iterable[str]) -> bool:
        """Tell whether a file with these headings is of this importer, by its columns alone."""
        heads = tuple(headings)
        return all(self._column(head) for head in heads) and all(
            any(column.is_called(head) for head in heads) for column in self.columns if column.must
        )

    def named(self, headings: Iterable[str]) -> dict[str, str]:
        """The heading that each column of this importer has in the file."""
        return {
            column.name: head for head in headings if (column := self._column(head)) is not None
        }

    def _column(self, heading: str) -> ImportColumn | None:
        return next((one for one in self.columns if one.is_called(heading)), None)


@dataclass
class Sheet:
    """A file being read by an importer, inside the transaction that keeps its records.

    `into` is the record that was named for the rows, None where the importer asks for none.
    """

    desk: Desk
    writing: Writing
    table: Table
    importer: Importer
    into: UUID | None = None
    faults: list[RowFault] = field(default_factory=list[RowFault])

    def __post_init__(self) -> None:
        self._heads = self.importer.named(self.table.headings)
        self._cells = Cells(self.desk, self.writing)
        if not self.importer.knows(self.table.headings):
            self._tell_headings()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows under the headings."""
        return self.table.rows

    def about(self, kind: type[R]) -> R:
        """The record that the rows belong to. Raises Refused where none was named."""
        if self.into is None:
            label = Text(self.desk.kinds.spec_of(kind).label)
            raise Refused(say("Diga a qué registro pertenecen las filas: {kind}.", kind=label))
        return fetch(self.writing, kind, self.into)

    def text(self, row: Row, column: str) -> str:
        """What stands in a cell, in one line of words; "" in an empty one or without the column."""
        written = row.cells.get(self._heads.get(column, ""))
        return " ".join(str(written).split()) if written is not None else ""

    def value(self, row: Row, column: str, of: FieldSpec) -> Any:
        """A cell read as a field's own value; what cannot be read is a fault, and None."""
        try:
            return self._cells.read(of, row.cells.get(self._heads.get(column, "")))
        except Refused as refusal:
            self.fault(row, column, refusal.text)
            return None

    def make(
        self,
        row: Row,
        kind: type[R],
        typed: Mapping[str, object],
        columns: Mapping[str, str] | None = None,
        **known: object,
    ) -> R | None:
        """A record from a row, not yet kept; what cannot be right is a fault, and None.

        `columns` tells the column in which a field stands where both are not called the same.
        """
        try:
            return create(self.desk, kind, typed, **known)
        except WrongFields as wrong:
            for one in wrong.faults:
                self.fault(row, (columns or {}).get(one.field, one.field), one.text)
        except Refused as refusal:
            self.fault(row, "", refusal.text)
        return None

    def fault(self, row: Row, column: str, text: Text) -> None:
        """Say what is wrong in a row, under a column ("" for the row as a whole)."""
        place = say("{file}, fila {row}", file=self.table.name, row=row.number)
        one = RowFault(place, self._heads.get(column, column), text)
        if one not in self.faults:
            self.faults.append(one)

    def _tell_headings(self) -> None:
        """Of a file that is said to be of this importer and is not, tell every wrong heading."""
        heads = self.table.headings
        place = say("{file}, encabezados", file=self.table.name)
        for head in heads:
            if not any(one.is_called(head) for one in self.importer.columns):
                label = self.importer.label
                text = say("no es una columna de «{kinds}».", kinds=label)
                self.faults.append(RowFault(place, head, text))
        for column in self.importer.columns:
            if column.must and not any(column.is_called(head) for head in heads):
                said = say("falta esta columna: {told}.", told=column.told)
                self.faults.append(RowFault(place, column.name, said))
