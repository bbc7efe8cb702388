"""Everything a person can do, in one value that is handed to pages, commands and the demo.

Each subject is imported when it is first asked for: the first window needs few of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fieldapp.work.field_work import FieldWork
from fieldapp.work.visit_work import VisitWork

if TYPE_CHECKING:
    from fieldapp.work.clock import Clocks
    from fieldapp.work.conflicts import Conflicts
    from fieldapp.work.drafts import Drafts
    from fieldapp.work.exports import Exports
    from fieldapp.work.history import Histories
    from fieldapp.work.imports import Imports
    from fieldapp.work.issued_reports import IssuedReports
    from fieldapp.work.lists import Lists
    from fieldapp.work.privacy import Privacy
    from fieldapp.work.recent import Recent
    from fieldapp.work.registers import Registers
    from fieldapp.work.reports import Reports
    from fieldapp.work.results import Results
    from fieldapp.work.same_as import SameAsLinks
    from fieldapp.work.search import Search
    from fieldapp.work.today import Today
    from fieldapp.work.tokens import Tokens
    from fieldapp.work.verifying import Verifying


@dataclass(frozen=True)
class Work(VisitWork, FieldWork):
    """What can be done at one desk, by subject."""

    @property
    def drafts(self) -> Drafts:
        """What is half typed where nothing is saved before it is whole."""
        from fieldapp.work.drafts import Drafts

        return Drafts(self.desk)

    @property
    def registers(self) -> Registers:
        """Any kind from its description."""
        from fieldapp.work.registers import Registers

        return Registers(self.desk)

    @property
    def lists(self) -> Lists:
        """Each list as it was left."""
        from fieldapp.work.lists import Lists

        return Lists(self.desk)

    @property
    def same_as(self) -> SameAsLinks:
        """Duplicates."""
        from fieldapp.work.same_as import SameAsLinks

        return SameAsLinks(self.desk)

    @property
    def conflicts(self) -> Conflicts:
        """Values of which only one can stand."""
        from fieldapp.work.conflicts import Conflicts

        return Conflicts(self.desk)

    @property
    def today(self) -> Today:
        """The first page."""
        from fieldapp.work.today import Today

        return Today(self.desk)

    @property
    def histories(self) -> Histories:
        """How a record came to be as it is."""
        from fieldapp.work.history import Histories

        return Histories(self.desk)

    @property
    def clocks(self) -> Clocks:
        """What is said of the laptop's clock."""
        from fieldapp.work.clock import Clocks

        return Clocks(self.desk)

    @property
    def search(self) -> Search:
        """The search box."""
        from fieldapp.work.search import Search

        return Search(self.desk)

    @property
    def recent(self) -> Recent:
        """What was opened last."""
        from fieldapp.work.recent import Recent

        return Recent(self.desk)

    @property
    def imports(self) -> Imports:
        """Files brought in."""
        from fieldapp.work.imports import Imports

        return Imports(self.desk)

    @property
    def exports(self) -> Exports:
        """Registers taken out."""
        from fieldapp.work.exports import Exports

        return Exports(self.desk)

    @property
    def privacy(self) -> Privacy:
        """What somebody may ask of their own data."""
        from fieldapp.work.privacy import Privacy

        return Privacy(self.desk)

    @property
    def reports(self) -> Reports:
        """Reports on paper, as sheets, as drafts."""
        from fieldapp.work.reports import Reports

        return Reports(self.desk)

    @property
    def issued_reports(self) -> IssuedReports:
        """Reports as they were handed in."""
        from fieldapp.work.issued_reports import IssuedReports

        return IssuedReports(self.desk)

    @property
    def results(self) -> Results:
        """What was done, counted."""
        from fieldapp.work.results import Results

        return Results(self.desk)

    @property
    def tokens(self) -> Tokens:
        """What the officer signs with."""
        from fieldapp.work.tokens import Tokens

        return Tokens(self.desk)

    @property
    def verifying(self) -> Verifying:
        """Papers proven against the ledger."""
        from fieldapp.work.verifying import Verifying

        return Verifying(self.desk)
