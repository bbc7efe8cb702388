"""Bringing files in: visits, attendance lists, any register. All of a file or nothing of it.

Every fault is told with its row and column, so that one look at the file mends it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fieldapp.records.text import Refused, say
from fieldapp.records.values import instant_of, microseconds
from fieldapp.store.settings import remember, remembered
from fieldapp.store.unit_of_work import Writing
from fieldapp.work.attendance_rows import ListBrought
from fieldapp.work.desk import Desk
from fieldapp.work.import_entries import Entry, entries_of_json, entries_of_table
from fieldapp.work.import_files import Table, is_json, is_pdf, read_json, read_table
from fieldapp.work.import_keeping import Keeping
from fieldapp.work.issued import must_be_open
from fieldapp.work.list_headings import ListHeadings
from fieldapp.work.pasting import pasted_table
from fieldapp.work.recovering import recover


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file brought: the kinds to broadcast, and how many records of each."""

    kinds: frozenset[str]
    counts: dict[str, int]


def _is_known_again(entry: Entry) -> bool:
    """Tell whether a record brought twice is found: by its id, or in the list of its visit."""
    return "id" in entry.given or entry.spec.name == "attendance"


class Imports:
    """Brings files in; each file is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def bring(
        self, name: str, content: bytes, *, kind: str = "", visit: UUID | None = None
    ) -> Imported:
        """Take in a JSON, CSV or XLSX file, or the PDF of an acta, told by its name.

        `kind` says what a table holds when neither its name nor its headings do; `visit` is the
        visit of an attendance list that does not name one. Raises WrongFile with every fault, or
        Refused for what is no such file, or was brought before: records without an id of their
        own would be written down, and counted, twice.
        """
        if is_pdf(name):
            recovered = recover(self._desk, content)
            return Imported(recovered.kinds, {"minutes": 1})
        if is_json(name):
            entries = entries_of_json(name, read_json(name, content), self._desk.kinds)
        else:
            table = read_table(name, content)
            entries = entries_of_table(table, self._desk.kinds, self._desk.pack, kind, visit)
        with self._desk.writing() as writing:
            if not all(_is_known_again(entry) for entry in entries):
                self._must_be_new(writing, content)
            keeping = Keeping(self._desk, writing)
            keeping.keep_all(entries)
            return Imported(writing.changed_kinds, dict(keeping.counts))

    def _must_be_new(self, writing: Writing, content: bytes) -> None:
        """Remember a file with the records it brings; Refused for one that is remembered."""
        mark = f"imported {hashlib.sha256(content).hexdigest()}"
        before = remembered(writing, mark, int)
        if before is not None:
            formats = self._desk.pack.formats
            raise Refused(
                say(
                    "Este archivo ya se importó el {day} y sus registros están aquí. "
                    "No se importó nada.",
                    day=formats.day(formats.day_of(instant_of(before))),
                )
            )
        remember(writing, mark, microseconds(self._desk.now()))

    def attendance(self, activity: UUID, name: str, content: bytes) -> ListBrought:
        """Add the people of a CSV or XLSX list to a visit; who is in its list already is passed.

        Raises like `bring`.
        """
        return self._listed(activity, read_table(name, content))

    def paste(self, activity: UUID, text: str, fields: Sequence[str]) -> ListBrought:
        """Add what was copied from a sheet; like `attendance`, all of it or nothing.

        A first line of headings says what the columns are; without one they are `fields`, in turn.
        """
        spec = self._desk.kinds["attendance"]
        headings = ListHeadings(self._desk.kinds, self._desk.pack)
        labels = [spec[name].label for name in fields]
        return self._listed(activity, pasted_table(text, headings.tells_people, labels))

    def _listed(self, activity: UUID, table: Table) -> ListBrought:
        desk = self._desk
        entries = entries_of_table(table, desk.kinds, desk.pack, "attendance", activity)
        with desk.writing() as writing:
            must_be_open(writing, activity)
            keeping = Keeping(desk, writing, pass_twins=True)
            keeping.keep_all(entries)
            rows = tuple(keeping.listed)
            return ListBrought(writing.changed_kinds, activity, rows, keeping.passed)
