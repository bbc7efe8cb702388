"""What the room asks of the work, action by action."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, Self
from uuid import UUID

from fieldapp.packs.pack import Pack
from fieldapp.records.describe import Record
from fieldapp.rules.acta_reading import ReadPart
from fieldapp.rules.ink import Drawing
from fieldapp.rules.visits import Lack
from fieldapp.ui.page import Saved
from fieldapp.ui.pages.visit_room.acta_ports import (
    ApprovalActions,
    DeliveryActions,
    DraftActions,
)
from fieldapp.ui.widgets.ports import Options
from fieldapp.work.attendance_rows import Known
from fieldapp.work.commitments import CommitmentRoom
from fieldapp.work.desk import Question
from fieldapp.work.imports import Imported
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

    def remove(self, id: UUID) -> Saved:
        """Take a row out."""
        ...

    def restore(self, id: UUID) -> Saved:
        """Bring it back."""
        ...

    def consent(
        self,
        attendance: UUID,
        *,
        data: bool,
        sensitive: bool | None = None,
        image: bool | None = None,
        mode: str = "screen",
    ) -> Saved:
        """Keep what somebody allowed."""
        ...


class InkActions(Protocol):
    """Signatures."""

    def draw(self, attendance: UUID, drawing: Drawing) -> Saved:
        """Keep what an attendee drew."""
        ...

    def on_paper(self, attendances: Iterable[UUID], *, folder: str = "", folio: str = "") -> Saved:
        """Mark that these people signed the printed list."""
        ...

    def refuse(self, attendance: UUID, reason: str) -> Saved:
        """Keep that somebody does not sign, and why."""
        ...

    def remove(self, ink: UUID, reason: str) -> Saved:
        """Take a signature out, saying why."""
        ...

    def drawing(self, ink: UUID) -> Drawing | None:
        """Return the strokes of a drawn signature."""
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
        self, commitment: UUID, status: str, text: str = "", evidence: str = ""
    ) -> Saved:
        """Report what became of it."""
        ...

    def reschedule(self, commitment: UUID, new_due_on: date, reason: str) -> Saved:
        """Move its day, saying why."""
        ...


class ActaActions(Protocol):
    """The acta as a record."""

    def draft(self, activity: UUID) -> Saved:
        """Begin it; the one that is there already if there is one."""
        ...

    def edit(self, id: UUID, changes: Changes) -> Saved:
        """Keep what was typed."""
        ...

    def to_review(self, id: UUID) -> Saved:
        """Hand it to whoever reads it through."""
        ...

    def back_to_draft(self, id: UUID) -> Saved:
        """Take it back to write on."""
        ...

    def clarify(self, sealed: UUID) -> Saved:
        """Begin the acta that clarifies a signed one."""
        ...

    def void(self, id: UUID, reason: str) -> Saved:
        """Give an issued one up that nobody signed, saying why."""
        ...

    def discard(self, id: UUID) -> Saved:
        """Give a draft up that never got a number."""
        ...

    def what_stops(self, id: UUID) -> Sequence[Lack]:
        """Return what keeps it from being issued."""
        ...

    def freeze(self, id: UUID, *, date_confirmed: bool = False) -> Saved | Question:
        """Issue it: its text is fixed and it takes its number."""
        ...

    def issue(self, activity: UUID, *, date_confirmed: bool = False) -> Saved | Question:
        """Close the visit, issue the acta and sign it."""
        ...

    def back_to_review(self, id: UUID) -> Saved:
        """Open an issued text that nobody signed."""
        ...


class PaperActions(Protocol):
    """The acta and the list as papers."""

    def preview(self, activity: UUID) -> bytes:
        """Return the acta as it stands, a PDF."""
        ...

    def pdf(self, minutes: UUID, *, archive: bool = False) -> bytes:
        """Return the issued acta, a PDF."""
        ...

    def file_name(self, minutes: UUID, *, archive: bool = False) -> str:
        """Return how its copy is called."""
        ...

    def signature_sheet(self, minutes: UUID) -> bytes:
        """Return the numbered sheet to sign on, a PDF."""
        ...

    def draft_docx(self, activity: UUID, *, answer_by: date | None = None) -> bytes:
        """Return the draft as a DOCX, with the last day for remarks."""
        ...

    def draft_name(self, activity: UUID) -> str:
        """Return how the draft that goes round is called."""
        ...

    def reading(self, activity: UUID) -> Sequence[ReadPart]:
        """Return what is read aloud, without what is private."""
        ...

    def attendance_list(
        self, activity: UUID, *, blank_rows: int = 0, personal: bool = False
    ) -> bytes:
        """Return the list, a PDF, with blank rows for who is still to come."""
        ...


class RecordOptions(Options, Protocol):
    """What the forms offer to choose, and any one record."""

    def get(self, kind: str, id: UUID) -> Record | None:
        """Return a record, or None if this laptop does not hold it."""
        ...


class ListImports(Protocol):
    """Lists typed elsewhere."""

    def bring(
        self, name: str, content: bytes, *, kind: str = "", visit: UUID | None = None
    ) -> Imported:
        """Add the people of a sheet (XLSX, CSV) to the list; all or none."""
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
    attendance: AttendanceActions
    inks: InkActions
    commitments: CommitmentActions
    minutes: ActaActions
    papers: PaperActions
    approvals: ApprovalActions
    deliveries: DeliveryActions
    drafts: DraftActions
    registers: RecordOptions
    imports: ListImports
    exports: ListExports

    @classmethod
    def of(cls, work: Work) -> Self:
        """Take from everything a person can do what is done in this room."""
        return cls(
            pack=work.desk.pack,
            visits=work.visits,
            old_visits=work.old_visits,
            agenda=work.agenda,
            attendance=work.attendance,
            inks=work.inks,
            commitments=work.commitments,
            minutes=work.minutes,
            papers=work.papers,
            approvals=work.approvals,
            deliveries=work.deliveries,
            drafts=work.drafts,
            registers=work.registers,
            imports=work.imports,
            exports=work.exports,
        )
