"""What the room asks of the work, action by action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, Self
from uuid import UUID

from fieldapp.packs.data_protection import SPANISH
from fieldapp.packs.pack import Pack
from fieldapp.records.describe import Record
from fieldapp.records.progress import Step
from fieldapp.ui.clock_question import ClockWork
from fieldapp.ui.page import Saved
from fieldapp.ui.pages.visit_room.acta_ports import (
    ActaActions,
    ApprovalActions,
    CorrectionActions,
    DeliveryActions,
    DraftActions,
    EvidenceActions,
    PaperActions,
)
from fieldapp.ui.pages.visit_room.signing_ports import InkActions, PaperPages, TokenActions
from fieldapp.ui.widgets.ports import Options
from fieldapp.work.attendance_rows import Known, ListBrought
from fieldapp.work.commitments import CommitmentRoom
from fieldapp.work.desk import Question
from fieldapp.work.invitations import Called, InvitationPapers
from fieldapp.work.kiosk import KioskSaved
from fieldapp.work.visit_room import VisitRoom
from fieldapp.work.work import Work

Changes = Mapping[str, Any]


class VisitActions(Protocol):
    """The visit as a whole."""

    def room(self, id: UUID) -> VisitRoom:
        """Return everything the room shows."""
        ...

    def plan(self, changes: Changes) -> Saved:
        """Write down a visit to come."""
        ...

    def start(self, id: UUID | None = None, changes: Changes | None = None) -> Saved:
        """Begin it now."""
        ...

    def edit(self, id: UUID, changes: Changes) -> Saved:
        """Keep what was typed."""
        ...

    def finish(self, id: UUID) -> Saved:
        """Stamp its end."""
        ...

    def cancel(self, id: UUID, reason: str) -> Saved:
        """Give it up, saying why."""
        ...

    def reopen(self, id: UUID, reason: str) -> Saved:
        """Open it again."""
        ...


class OldVisitActions(Protocol):
    """A visit of which headquarters holds more."""

    def bring(self, id: UUID) -> Saved:
        """Ask for all of it."""
        ...


class AgendaActions(Protocol):
    """The points of the meeting."""

    def add(self, activity: UUID, changes: Changes, after: UUID | None = None) -> Saved:
        """Add a point, last or after another."""
        ...

    def edit(self, id: UUID, changes: Changes) -> Saved:
        """Keep what was typed."""
        ...

    def begin(self, id: UUID) -> Saved:
        """Stamp that it is being treated from now on."""
        ...

    def end(self, id: UUID) -> Saved:
        """Stamp that it is done."""
        ...

    def move(self, id: UUID, after: UUID | None) -> Saved:
        """Put it after another, or first."""
        ...

    def remove(self, id: UUID) -> Saved:
        """Take it out."""
        ...

    def restore(self, id: UUID) -> Saved:
        """Bring it back."""
        ...


class AttendanceActions(Protocol):
    """Who came."""

    def look(self, id: UUID) -> Saved:
        """Write down that somebody's sensitive answers are in sight."""
        ...

    def known(self, text: str, limit: int = 8) -> list[Known]:
        """Return people seen before."""
        ...

    def add(
        self, activity: UUID, changes: Changes, *, another_person: bool = False
    ) -> Saved | Question:
        """Add a row, or ask whether it is somebody of the list."""
        ...

    def edit(self, id: UUID, changes: Changes, *, another_person: bool = False) -> Saved | Question:
        """Keep what was typed in a row, or ask."""
        ...

    def mark(self, id: UUID, presence: str) -> Saved:
        """Mark somebody present, expected, excused or absent."""
        ...

    def remove(self, *ids: UUID) -> Saved:
        """Take rows out together."""
        ...

    def restore(self, *ids: UUID) -> Saved:
        """Bring them back."""
        ...

    def expect_members(self, activity: UUID, space: UUID) -> ListBrought:
        """Make the members of a space the expected attendance."""
        ...

    def known_by(self, number: str) -> Known | None:
        """Return who was seen before with exactly this document."""
        ...

    def consent(
        self,
        attendance: UUID,
        *,
        data: bool,
        sensitive: bool | None = None,
        image: bool | None = None,
        mode: str = "screen",
        language: str = SPANISH,
        interpreter: str = "",
    ) -> Saved:
        """Keep what somebody allowed, and how they heard the notice."""
        ...


class AudienceActions(Protocol):
    """People counted by public."""

    def count(self, visit: UUID, audience: str, people: int) -> Saved:
        """Write down how many there were."""
        ...


class KioskActions(Protocol):
    """An attendee's own row, at the laptop handed to them."""

    def begin(self, activity: UUID, *, data: bool, language: str = SPANISH) -> KioskSaved:
        """Begin a row with the answer to the notice."""
        ...

    def allow(
        self,
        row: UUID,
        *,
        data: bool,
        sensitive: bool | None,
        image: bool | None,
        language: str = SPANISH,
    ) -> KioskSaved:
        """Keep another answer to the notice."""
        ...

    def answer(self, row: UUID, changes: Changes) -> KioskSaved:
        """Keep an answer."""
        ...

    def now(self, row: UUID, changed: frozenset[str] = frozenset()) -> KioskSaved:
        """Return the row as it is."""
        ...

    def finish(self, row: UUID) -> KioskSaved:
        """Be done with it."""
        ...

    def leave(self, row: UUID) -> KioskSaved:
        """Leave it as it is; take it out when it says nothing."""
        ...

    def equals(self, activity: UUID) -> list[tuple[int, int]]:
        """Return the rows with a document of another row."""
        ...


class CommitmentActions(Protocol):
    """What is promised."""

    def read_sentence(self, text: str) -> Changes:
        """Return what a sentence says: who, what, by when."""
        ...

    def promise(self, origin: UUID, changes: Changes, after: UUID | None = None) -> Saved:
        """Write a commitment down."""
        ...

    def get(self, id: UUID) -> CommitmentRoom:
        """Return one commitment as it is written."""
        ...

    def edit(self, id: UUID, changes: Changes) -> Saved:
        """Keep what was typed."""
        ...

    def move(self, id: UUID, after: UUID | None) -> Saved:
        """Put it after another, or first."""
        ...

    def remove(self, id: UUID) -> Saved:
        """Take it out."""
        ...

    def restore(self, id: UUID) -> Saved:
        """Bring it back."""
        ...

    def set_status(
        self,
        commitment: UUID,
        status: str,
        text: str = "",
        evidence: str = "",
        *,
        meeting: UUID | None = None,
    ) -> Saved:
        """Report what became of it."""
        ...

    def reschedule(
        self, commitment: UUID, new_due_on: date, reason: str, *, meeting: UUID | None = None
    ) -> Saved:
        """Move its day, saying why."""
        ...


class RecordOptions(Options, Protocol):
    """What the forms offer to choose, and any one record."""

    def get(self, kind: str, id: UUID) -> Record | None:
        """Return a record, or None if this laptop does not hold it."""
        ...


class ListImports(Protocol):
    """Lists typed elsewhere."""

    def attendance(self, activity: UUID, name: str, content: bytes, step: Step) -> ListBrought:
        """Add the people of a sheet (XLSX, CSV) to the list; all or none."""
        ...

    def paste(self, activity: UUID, text: str, fields: Sequence[str], step: Step) -> ListBrought:
        """Add what was copied from a sheet; all or none."""
        ...


class InvitationActions(Protocol):
    """What is done before a meeting."""

    def called(self, activity: UUID) -> Called:
        """Return who would be convened."""
        ...

    def convene(self, activity: UUID) -> Saved:
        """Make the list the expected attendance."""
        ...

    def papers(self, activity: UUID) -> InvitationPapers:
        """Return the letter and the calendar file."""
        ...


class ListExports(Protocol):
    """Lists taken elsewhere."""

    def attendance(self, activity: UUID, *, personal: bool = False) -> bytes:
        """Return the list, an XLSX."""
        ...


@dataclass(frozen=True, slots=True)
class RoomWork:
    """What the room is given: the country, and one set of actions for each of its tabs."""

    pack: Pack
    visits: VisitActions
    old_visits: OldVisitActions
    agenda: AgendaActions
    invitations: InvitationActions
    attendance: AttendanceActions
    audiences: AudienceActions
    kiosk: KioskActions
    inks: InkActions
    commitments: CommitmentActions
    minutes: ActaActions
    papers: PaperActions
    signed_papers: PaperPages
    tokens: TokenActions
    approvals: ApprovalActions
    corrections: CorrectionActions
    deliveries: DeliveryActions
    evidence: EvidenceActions
    drafts: DraftActions
    registers: RecordOptions
    imports: ListImports
    exports: ListExports
    clocks: ClockWork

    @classmethod
    def of(cls, work: Work) -> Self:
        """Take from everything a person can do what is done in this room."""
        return cls(
            pack=work.desk.pack,
            visits=work.visits,
            old_visits=work.old_visits,
            agenda=work.agenda,
            invitations=work.invitations,
            attendance=work.attendance,
            audiences=work.audiences,
            kiosk=work.kiosk,
            inks=work.inks,
            commitments=work.commitments,
            minutes=work.minutes,
            papers=work.papers,
            signed_papers=work.signed_papers,
            tokens=work.tokens,
            approvals=work.approvals,
            corrections=work.corrections,
            deliveries=work.deliveries,
            evidence=work.evidence,
            drafts=work.drafts,
            registers=work.registers,
            imports=work.imports,
            exports=work.exports,
            clocks=work.clocks,
        )
