"""Everything a person can do, in one value that is handed to pages, commands and the demo.

Each subject is imported when it is first asked for: the first window needs few of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fieldapp.work.meeting_work import MeetingWork

if TYPE_CHECKING:
    from fieldapp.work.action_plans import ActionPlans
    from fieldapp.work.actors import Actors
    from fieldapp.work.assessments import Assessments
    from fieldapp.work.audiences import Audiences
    from fieldapp.work.budgets import Budgets
    from fieldapp.work.contents import Contents
    from fieldapp.work.diagnosis import Diagnoses
    from fieldapp.work.exports import Exports
    from fieldapp.work.handovers import Handovers
    from fieldapp.work.imports import Imports
    from fieldapp.work.issued_reports import IssuedReports
    from fieldapp.work.lists import Lists
    from fieldapp.work.logbook import Logbook
    from fieldapp.work.national_plans import NationalPlans
    from fieldapp.work.plan_schedules import PlanSchedules
    from fieldapp.work.plans import Plans
    from fieldapp.work.privacy import Privacy
    from fieldapp.work.registers import Registers
    from fieldapp.work.reports import Reports
    from fieldapp.work.results import Results
    from fieldapp.work.same_as import SameAsLinks
    from fieldapp.work.space_sessions import SpaceSessions
    from fieldapp.work.territorial_plans import TerritorialPlans
    from fieldapp.work.territory_card import TerritoryCards
    from fieldapp.work.tracing import Traces


@dataclass(frozen=True)
class Work(MeetingWork):
    """What can be done at one desk, by subject."""

    def switched(self) -> Work | None:
        """The same with what the office works with by now; None where nothing was switched."""
        from fieldapp.work.switches import switched

        desk = switched(self.desk)
        return Work(desk) if desk is not None else None

    @property
    def handovers(self) -> Handovers:
        """Leaving a post, and taking one over."""
        from fieldapp.work.handovers import Handovers

        return Handovers(self.desk)

    @property
    def audiences(self) -> Audiences:
        """How many people of each public a dissemination reached."""
        from fieldapp.work.audiences import Audiences

        return Audiences(self.desk)

    @property
    def contents(self) -> Contents:
        """What headquarters sends to the field to read."""
        from fieldapp.work.contents import Contents

        return Contents(self.desk)

    @property
    def logbook(self) -> Logbook:
        """The logbook of each territory."""
        from fieldapp.work.logbook import Logbook

        return Logbook(self.desk)

    @property
    def spaces(self) -> SpaceSessions:
        """How the spaces meet."""
        from fieldapp.work.space_sessions import SpaceSessions

        return SpaceSessions(self.desk)

    @property
    def actors(self) -> Actors:
        """Who counts in a territory."""
        from fieldapp.work.actors import Actors

        return Actors(self.desk)

    @property
    def assessments(self) -> Assessments:
        """PES Scans."""
        from fieldapp.work.assessments import Assessments

        return Assessments(self.desk)

    @property
    def diagnoses(self) -> Diagnoses:
        """Problems, their causes, and what is taken up."""
        from fieldapp.work.diagnosis import Diagnoses

        return Diagnoses(self.desk)

    @property
    def traces(self) -> Traces:
        """Where a record comes from, and what came of it."""
        from fieldapp.work.tracing import Traces

        return Traces(self.desk)

    @property
    def plans(self) -> Plans:
        """Plans: their tree, roles, indicators and schedule."""
        from fieldapp.work.plans import Plans

        return Plans(self.desk)

    @property
    def plan_schedules(self) -> PlanSchedules:
        """The months of a plan."""
        from fieldapp.work.plan_schedules import PlanSchedules

        return PlanSchedules(self.desk)

    @property
    def national_plans(self) -> NationalPlans:
        """National plans that territories complete."""
        from fieldapp.work.national_plans import NationalPlans

        return NationalPlans(self.desk)

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
    def territories(self) -> TerritoryCards:
        """What is known of each territory."""
        from fieldapp.work.territory_card import TerritoryCards

        return TerritoryCards(self.desk)

    @property
    def budgets(self) -> Budgets:
        """What plans cost."""
        from fieldapp.work.budgets import Budgets

        return Budgets(self.desk)

    @property
    def action_plans(self) -> ActionPlans:
        """Actions by priority."""
        from fieldapp.work.action_plans import ActionPlans

        return ActionPlans(self.desk)

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
    def territorial_plans(self) -> TerritorialPlans:
        """Plans of territories, year by year."""
        from fieldapp.work.territorial_plans import TerritorialPlans

        return TerritorialPlans(self.desk)

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
