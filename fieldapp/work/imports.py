"""Bringing files in: visits, attendance lists, any register. All of a file or nothing of it.

Every fault is told with its row and column, so that one look at the file mends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING
from uuid import UUID

from fieldapp.records.describe import Fact, FieldSpec, FieldType
from fieldapp.records.progress import Step, unseen
from fieldapp.work.attendance_rows import ListBrought
from fieldapp.work.cells import Cells
from fieldapp.work.desk import Desk
from fieldapp.work.import_books import entries_of_tables
from fieldapp.work.import_entries import Entry, entries_of_json, entries_of_table
from fieldapp.work.import_files import Table, is_json, is_pdf, read_json, read_table, read_tables
from fieldapp.work.import_keeping import Keeping
from fieldapp.work.imported import Imported, must_be_new
from fieldapp.work.issued import must_be_open
from fieldapp.work.list_headings import ListHeadings
from fieldapp.work.pasting import pasted_table
from fieldapp.work.recovering import recover

if TYPE_CHECKING:
    from fieldapp.work.importers.shape import Importer


def _is_known_again(entry: Entry) -> bool:
    """Tell whether a record brought twice is found: by its id, or in the list of its visit.

    So must be the rows that belong to it; those of a visit that is here are not brought again.
    """
    if entry.spec.name in ("activity", "attendance"):
        return "id" in entry.given or entry.spec.name == "attendance"
    return "id" in entry.given and all(_is_known_again(child) for child in entry.children)


class Imports:
    """Brings files in; each file is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def bring(
        self,
        name: str,
        content: bytes,
        *,
        kind: str = "",
        visit: UUID | None = None,
        into: UUID | None = None,
        step: Step = unseen,
    ) -> Imported:
        """Take in a JSON, CSV or XLSX file, or the PDF of an acta, told by its name.

        `kind` says what a table holds when neither its name nor its headings do: a kind of record,
        or an importer's name. `visit` is the visit of an attendance list that does not name one,
        `into` the record that the rows of a matrix belong to. Raises WrongFile with every fault,
        or Refused for what is no such file, or was brought before: records without an id of their
        own would be written down, and counted, twice. `step` is told how far it has come.
        """
        if is_pdf(name):
            recovered = recover(self._desk, content)
            return Imported(recovered.kinds, {"minutes": 1})
        if is_json(name):
            entries = entries_of_json(name, read_json(name, content), self._desk.kinds)
        else:
            tables = read_tables(name, content)
            table = tables[0]
            importer = self._importer(table, kind)
            if importer is not None:
                from fieldapp.work.import_matrices import bring_matrix

                return bring_matrix(self._desk, importer, table, content, into, step)
            entries = entries_of_tables(tables, self._desk.kinds, self._desk.pack, kind, visit)
        with self._desk.writing() as writing:
            if not all(_is_known_again(entry) for entry in entries):
                must_be_new(self._desk, writing, content)
            keeping = Keeping(self._desk, writing)
            keeping.keep_all(entries, step=step)
            return Imported(writing.changed_kinds, dict(keeping.counts))

    def _importer(self, table: Table, kind: str) -> Importer | None:
        """The importer of a table: named, or told by its headings where its name is no kind's."""
        from fieldapp.work.importers import importer_of

        if (
            kind in self._desk.kinds
            or PurePath(table.name).stem.partition(".")[0] in self._desk.kinds
        ):
            return None
        return importer_of(table.headings, kind, table.name)

    def owner(self, said: str) -> UUID:
        """The record that somebody names, by id or title, among those that matrices belong to.

        Raises Refused when this laptop holds none, or several, called so.
        """
        from fieldapp.work.importers import IMPORTERS

        owners = sorted({one.into for one in IMPORTERS if one.into})
        label = self._desk.kinds[owners[0]].label
        field = FieldSpec("into", FieldType.REF, Fact(label, to=tuple(owners)), None)
        with self._desk.reading() as reading:
            return Cells(self._desk, reading).reference(field, said)

    def attendance(
        self, activity: UUID, name: str, content: bytes, step: Step = unseen
    ) -> ListBrought:
        """Add the people of a CSV or XLSX list to a visit; who is in its list already is passed.

        Raises like `bring`.
        """
        return self._listed(activity, read_table(name, content), step)

    def paste(
        self, activity: UUID, text: str, fields: Sequence[str], step: Step = unseen
    ) -> ListBrought:
        """Add what was copied from a sheet; like `attendance`, all of it or nothing.

        A first line of headings says what the columns are; without one they are `fields`, in turn.
        """
        spec = self._desk.kinds["attendance"]
        headings = ListHeadings(self._desk.kinds, self._desk.pack)
        labels = [spec[name].label for name in fields]
        return self._listed(activity, pasted_table(text, headings.tells_people, labels), step)

    def _listed(self, activity: UUID, table: Table, step: Step) -> ListBrought:
        desk = self._desk
        entries = entries_of_table(table, desk.kinds, desk.pack, "attendance", activity)
        with desk.writing() as writing:
            must_be_open(writing, activity)
            keeping = Keeping(desk, writing, pass_twins=True)
            keeping.keep_all(entries, step=step)
            rows = tuple(keeping.listed)
            return ListBrought(writing.changed_kinds, activity, rows, keeping.passed)
