"""What is done with a visit, from its plan to its signed acta."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fieldapp.work.at_desk import AtDesk

if TYPE_CHECKING:
    from fieldapp.work.acta_papers import ActaPapers
    from fieldapp.work.agenda import Agenda
    from fieldapp.work.approvals import Approvals
    from fieldapp.work.attendance import AttendanceList
    from fieldapp.work.audiences import Audiences
    from fieldapp.work.blank_forms import BlankForms
    from fieldapp.work.corrections import Corrections
    from fieldapp.work.deliveries import Deliveries
    from fieldapp.work.evidence import Evidence
    from fieldapp.work.handovers import Handovers
    from fieldapp.work.inks import Inks
    from fieldapp.work.invitations import Invitations
    from fieldapp.work.kiosk import Kiosk
    from fieldapp.work.minutes import Actas
    from fieldapp.work.old_visits import OldVisits
    from fieldapp.work.signed_papers import SignedPapers
    from fieldapp.work.visits import Visits


@dataclass(frozen=True)
class VisitWork(AtDesk):
    """Visits, who came, what they signed, and the papers that come of it."""

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
    def handovers(self) -> Handovers:
        """Leaving a post, and taking one over."""
        from fieldapp.work.handovers import Handovers

        return Handovers(self.desk)

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
    def audiences(self) -> Audiences:
        """How many people of each public a dissemination reached."""
        from fieldapp.work.audiences import Audiences

        return Audiences(self.desk)

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
