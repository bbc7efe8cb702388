"""The papers that one record has of its own: a receipt, certificates, a plan."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from fieldapp.records.text import Text
from fieldapp.work.desk import Desk
from fieldapp.work.reports.offered import Wanted
from fieldapp.work.reports.reports import Reports


@dataclass(frozen=True, slots=True)
class RecordPaper:
    """A report about a kind of record: its name and how people call it."""

    name: str
    label: Text


class RecordPapers:
    """Makes the papers of a record. Nothing here changes a record."""

    def __init__(self, desk: Desk) -> None:
        self._reports = Reports(desk)

    def about(self, kind: str) -> tuple[RecordPaper, ...]:
        """The papers that records of a kind have; most have none."""
        return tuple(
            RecordPaper(one.name, one.label) for one in self._reports.known() if one.about == kind
        )

    def write(self, name: str, record: UUID, form: str = "pdf") -> bytes:
        """A paper of a record in one of its forms. Raises Refused where it cannot be made yet."""
        return self._reports.write(self._reports.build(name, Wanted(record=record)), form)
