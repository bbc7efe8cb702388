"""What is done in a territory besides visits: promises, actors, diagnosis, plans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fieldapp.work.at_desk import AtDesk

if TYPE_CHECKING:
    from fieldapp.work.action_plans import ActionPlans
    from fieldapp.work.actors import Actors
    from fieldapp.work.agreements import Agreements
    from fieldapp.work.assessments import Assessments
    from fieldapp.work.budgets import Budgets
    from fieldapp.work.calendars import Calendars
    from fieldapp.work.commitments import Commitments
    from fieldapp.work.contents import Contents
    from fieldapp.work.diagnosis import Diagnoses
    from fieldapp.work.logbook import Logbook
    from fieldapp.work.national_plans import NationalPlans
    from fieldapp.work.plan_schedules import PlanSchedules
    from fieldapp.work.plans import Plans
    from fieldapp.work.space_sessions import SpaceSessions
    from fieldapp.work.territorial_plans import TerritorialPlans
    from fieldapp.work.territory_card import TerritoryCards
    from fieldapp.work.tracing import Traces
    from fieldapp.work.travel import Travel


@dataclass(frozen=True)
class FieldWork(AtDesk):
    """Agreements, logbook, spaces, diagnosis and plans, by subject."""

    @property
    def contents(self) -> Contents:
        """What headquarters sends to the field to read."""
        from fieldapp.work.contents import Contents

        return Contents(self.desk)

    @property
    def agreements(self) -> Agreements:
        """Agreements and their parties."""
        from fieldapp.work.agreements import Agreements

        return Agreements(self.desk)

    @property
    def commitments(self) -> Commitments:
        """Promises and what became of them."""
        from fieldapp.work.commitments import Commitments

        return Commitments(self.desk)

    @property
    def calendars(self) -> Calendars:
        """Days owed, for other calendars."""
        from fieldapp.work.calendars import Calendars

        return Calendars(self.desk)

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
    def territories(self) -> TerritoryCards:
        """What is known of each territory."""
        from fieldapp.work.territory_card import TerritoryCards

        return TerritoryCards(self.desk)

    @property
    def travel(self) -> Travel:
        """A trip, before it begins."""
        from fieldapp.work.travel import Travel

        return Travel(self.desk)

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
    def territorial_plans(self) -> TerritorialPlans:
        """Plans of territories, year by year."""
        from fieldapp.work.territorial_plans import TerritorialPlans

        return TerritorialPlans(self.desk)
