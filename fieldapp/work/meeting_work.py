"""What can be done before, in and after a meeting; the rest of `Work` stands beside it.

Each subject is imported when it is first asked for: the first window needs few of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldapp.work.acta_papers import ActaPapers
    from fieldapp.work.agenda import Agenda
    from fieldapp.work.agreements import Agreements
    from fieldapp.work.approvals import Approvals
    from fieldapp.work.attendance import AttendanceList
    from fieldapp.work.blank_forms import BlankForms
    from fieldapp.work.calendars import Calendars
    from fieldapp.work.clock import Clocks
    from fieldapp.work.commitments import Commitments
    from fieldapp.work.conflicts import Conflicts
    from fieldapp.work.corrections import Corrections
    from fieldapp.work.deliveries import Deliveries
    from fieldapp.work.desk import Desk
    from fieldapp.work.drafts import Drafts
    from fieldapp.work.evidence import Evidence
    from fieldapp.work.history import Histories
    from fieldapp.work.inks import Inks
    from fieldapp.work.invitations import Invitations
    from fieldapp.work.kiosk import Kiosk
    from fieldapp.work.minutes import Actas
    from fieldapp.work.old_visits import OldVisits
    from fieldapp.work.recent import Recent
    from fieldapp.work.search import Search
    from fieldapp.work.signed_papers import SignedPapers
    from fieldapp.work.today import Today
    from fieldapp.work.tokens import Tokens
    from fieldapp.work.travel import Travel
    from fieldapp.work.verifying import Verifying
    from fieldapp.work.visits import Visits


@dataclass(frozen=True)
class MeetingWork:
    """Visits with their lists, actas and promises, at one desk."""

    desk: Desk

    @property
    def visits(self) -> Visits:
        """Visits and sessions as a whole."""
        from fieldapp.work.visits import Visits

        return Visits(self.desk)

    @property
    def old_visits(self) -> OldVisits:
        """Visits of which headquarters holds more."""
        from fieldapp.work.old_visits import OldVisits

        return OldVisits(self.desk)

    @property
    def agenda(self) -> Agenda:
        """The points of a meeting."""
        from fieldapp.work.agenda import Agenda

        return Agenda(self.desk)

    @property
    def invitations(self) -> Invitations:
        """Convening a planned meeting."""
        from fieldapp.work.invitations import Invitations

        return Invitations(self.desk)

    @property
    def attendance(self) -> AttendanceList:
        """Who came."""
        from fieldapp.work.attendance import AttendanceList

        return AttendanceList(self.desk)

    @property
    def kiosk(self) -> Kiosk:
        """An attendee's own row, at the laptop handed to them."""
        from fieldapp.work.kiosk import Kiosk

        return Kiosk(self.desk)

    @property
    def inks(self) -> Inks:
        """Signatures."""
        from fieldapp.work.inks import Inks

        return Inks(self.desk)

    @property
    def signed_papers(self) -> SignedPapers:
        """Papers signed with a pen, by their photographs."""
        from fieldapp.work.signed_papers import SignedPapers

        return SignedPapers(self.desk)

    @property
    def blank_forms(self) -> BlankForms:
        """Numbered forms for the day without power."""
        from fieldapp.work.blank_forms import BlankForms

        return BlankForms(self.desk)

    @property
    def evidence(self) -> Evidence:
        """Photographs and papers of a visit."""
        from fieldapp.work.evidence import Evidence

        return Evidence(self.desk)

    @property
    def minutes(self) -> Actas:
        """The acta from its draft to its seal."""
        from fieldapp.work.minutes import Actas

        return Actas(self.desk)

    @property
    def approvals(self) -> Approvals:
        """How an acta is approved: drafts that go round, remarks, statements."""
        from fieldapp.work.approvals import Approvals

        return Approvals(self.desk)

    @property
    def corrections(self) -> Corrections:
        """What a clarifying acta corrects."""
        from fieldapp.work.corrections import Corrections

        return Corrections(self.desk)

    @property
    def deliveries(self) -> Deliveries:
        """Copies handed over and sheets printed."""
        from fieldapp.work.deliveries import Deliveries

        return Deliveries(self.desk)

    @property
    def papers(self) -> ActaPapers:
        """PDFs of a visit, and the ledger of numbers."""
        from fieldapp.work.acta_papers import ActaPapers

        return ActaPapers(self.desk)

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
    def drafts(self) -> Drafts:
        """What is half typed where nothing is saved before it is whole."""
        from fieldapp.work.drafts import Drafts

        return Drafts(self.desk)

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
    def travel(self) -> Travel:
        """A trip, before it begins."""
        from fieldapp.work.travel import Travel

        return Travel(self.desk)

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
    def tokens(self) -> Tokens:
        """What the officer signs with."""
        from fieldapp.work.tokens import Tokens

        return Tokens(self.desk)

    @property
    def verifying(self) -> Verifying:
        """Papers proven against the ledger."""
        from fieldapp.work.verifying import Verifying

        return Verifying(self.desk)
