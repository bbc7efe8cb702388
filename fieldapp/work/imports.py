"""Bringing files in: visits, attendance lists, any register. All of a file or nothing of it.

Every fault is told with its row and column, so that one look at the file mends it.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from fieldapp.work.desk import Desk
from fieldapp.work.import_entries import entries_of_json, entries_of_table
from fieldapp.work.import_files import is_json, read_json, read_table
from fieldapp.work.import_keeping import Keeping
from fieldapp.work.issued import must_be_open


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file brought: the kinds to broadcast, and how many records of each."""

    kinds: frozenset[str]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class ListBrought:
    """What an attendance list brought to its visit `id`; `already` were in the list."""

    kinds: frozenset[str]
    id: UUID
    added: int
    already: int


class Imports:
    """Brings files in; each file is one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def bring(
        self, name: str, content: bytes, *, kind: str = "", visit: UUID | None = None
    ) -> Imported:
        """Take in a JSON, CSV or XLSX file, told by its name.

        `kind` says what a table holds when neither its name nor its headings do; `visit` is the
        visit of an attendance list that does not name one. Raises WrongFile with every fault, or
        Refused for what is no such file.
        """
        if is_json(name):
            entries = entries_of_json(name, read_json(name, content), self._desk.kinds)
        else:
            table = read_table(name, content)
            entries = entries_of_table(table, self._desk.kinds, kind, visit)
        with self._desk.writing() as writing:
            keeping = Keeping(self._desk, writing)
            keeping.keep_all(entries)
            return Imported(writing.changed_kinds, dict(keeping.counts))

    def attendance(self, activity: UUID, name: str, content: bytes) -> ListBrought:
        """Add the people of a CSV or XLSX list to a visit; who is in its list already is passed.

        Raises like `bring`.
        """
        table = read_table(name, content)
        entries = entries_of_table(table, self._desk.kinds, "attendance", activity)
        with self._desk.writing() as writing:
            must_be_open(writing, activity)
            keeping = Keeping(self._desk, writing, pass_twins=True)
            keeping.keep_all(entries)
            added = keeping.counts["attendance"]
            return ListBrought(writing.changed_kinds, activity, added, keeping.passed)
