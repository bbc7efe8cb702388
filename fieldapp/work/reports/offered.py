"""What a report is called, what it asks for, and how it is gathered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from uuid import UUID

from fieldapp.packs.about import told_drafts
from fieldapp.records.describe import Code, TerritoryCode
from fieldapp.records.text import Text
from fieldapp.rules.report import WISH, Paragraph, Report
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.desk import Desk


class Asks(Enum):
    """What a person chooses before a report is built: days, a territory, an axis, an officer."""

    PERIOD = "period"
    TERRITORY = "territory"
    AXIS = "axis"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was chosen; None is "all". `record` is the record that the report is about.

    `officer` is the person who led the visits.
    """

    since: date | None = None
    until: date | None = None
    territory: TerritoryCode | None = None
    record: UUID | None = None
    axis: Code | None = None
    officer: UUID | None = None

    @property
    def about(self) -> UUID:
        """The record of a report that is about one; `Reports.build` refuses to go on without."""
        if self.record is None:
            msg = "this report is about a record and none was named"
            raise ValueError(msg)
        return self.record


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """One report. `name` is public and final; `told` says in a sentence what it is for.

    `about` is the kind whose record it is of, "" for none; `group` is the group of registers to
    which it belongs: an office that switched that off does not see it (field rule R30).
    `rests_on` are parts of the pack that may be drafts, such as "catalogues.services".
    """

    name: str
    label: Text
    told: Text
    group: str
    build: Callable[[Desk, Reading, Wanted], Report]
    asks: frozenset[Asks] = frozenset()
    about: str = ""
    rests_on: tuple[str, ...] = ()

    def built(self, desk: Desk, reading: Reading, wanted: Wanted) -> Report:
        """What the report says now; below it, that what it rests on is still a draft."""
        report = self.build(desk, reading, wanted)
        drafts = told_drafts(desk.pack)
        told = [Paragraph(str(drafts[one]), aside=True) for one in self.rests_on if one in drafts]
        return replace(report, blocks=(*report.blocks, *told)) if told else report

    @property
    def wish(self) -> str:
        """How a page asks for this report about a record, in the place of a kind's name."""
        return f"{WISH}{self.name}"
