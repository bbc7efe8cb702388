"""What the acta's tab asks of the work: its steps, its papers, approval, copies, prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from fieldapp.packs.data_protection import SPANISH
from fieldapp.rules.acta_parts import ActaPart
from fieldapp.rules.acta_reading import ReadPart
from fieldapp.rules.visits import Lack
from fieldapp.ui.page import Saved
from fieldapp.work.deliveries import PrintedSheets
from fieldapp.work.desk import Question


class ApprovalActions(Protocol):
    """How the acta is approved, and what is said of it."""

    def circulate(self, minutes: UUID, sent_to: str, answer_by: date | None) -> Saved:
        """Put down that the draft went round."""
        ...

    def remark(self, minutes: UUID, said_by: str, text: str, *, kind: str = "observation") -> Saved:
        """Put down what somebody says, in their words."""
        ...

    def answer(self, remark: UUID, outcome: str, answer: str = "") -> Saved:
        """Say what was done with an observation."""
        ...

    def remove(self, remark: UUID) -> Saved:
        """Take a remark out."""
        ...

    def approve(self, minutes: UUID, on: date, approved_by: str) -> Saved:
        """Put down that it was approved."""
        ...

    def approve_by_silence(self, minutes: UUID) -> Saved:
        """Put down that nobody objected in time."""
        ...


class CorrectionActions(Protocol):
    """What a clarifying acta corrects."""

    def parts(self, minutes: UUID) -> Sequence[ActaPart]:
        """Return what the signed acta says, part by part."""
        ...

    def correct(self, minutes: UUID, part: str, says: str, reason: str) -> Saved:
        """Put a correction down."""
        ...

    def remove(self, correction: UUID) -> Saved:
        """Take one out."""
        ...


class DeliveryActions(Protocol):
    """Copies handed over, sheets printed."""

    def hand_over(self, minutes: UUID, handed_to: str, way: str, copy: bytes) -> Saved:
        """Put down that somebody has a copy."""
        ...

    def printed(
        self, activity: UUID, paper: str, sheets: PrintedSheets, pdf: bytes, *, handed_to: str = ""
    ) -> Saved:
        """Put down what a printer took."""
        ...


class DraftActions(Protocol):
    """What is half typed where nothing may be saved yet."""

    def keep(self, kind: str, about: UUID, typed: Mapping[str, Any], *, form: str = "") -> Saved:
        """Keep it on this laptop."""
        ...

    def read(self, kind: str, about: UUID, *, form: str = "") -> Mapping[str, Any]:
        """Return what was kept."""
        ...


class ActaActions(Protocol):
    """The acta as a record."""

    def draft(self, activity: UUID) -> Saved:
        """Begin it; the one that is there already if there is one."""
        ...

    def edit(self, id: UUID, changes: Mapping[str, Any]) -> Saved:
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

    def issue(
        self, activity: UUID, *, date_confirmed: bool = False, pin: str | None = None
    ) -> Saved | Question:
        """Close the visit, issue the acta and sign it; `pin` is of the token, where one signs."""
        ...

    def back_to_review(self, id: UUID, reason: str = "") -> Saved:
        """Open an issued text; what was signed under it is voided with the reason."""
        ...


class EvidenceActions(Protocol):
    """The files of a visit."""

    def attach(
        self,
        activity: UUID,
        name: str,
        content: bytes,
        changes: Mapping[str, Any] | None = None,
        *,
        keep_place: bool = False,
    ) -> Saved:
        """Keep a file; where a photograph was taken only with `keep_place`."""
        ...

    def remove(self, id: UUID, reason: str) -> Saved:
        """Take a file out of the list."""
        ...


class PaperActions(Protocol):
    """The acta and the list as papers."""

    def preview(self, activity: UUID) -> bytes:
        """Return the acta as it stands, a PDF."""
        ...

    def pdf(self, minutes: UUID, *, archive: bool = False) -> bytes:
        """Return the issued acta, a PDF."""
        ...

    def signature_sheet(self, minutes: UUID) -> bytes:
        """Return the sheet on which an issued acta is signed by hand, a PDF."""
        ...

    def file_name(self, minutes: UUID, *, archive: bool = False) -> str:
        """Return how its copy is called."""
        ...

    def photo_annex(self, activity: UUID) -> bytes:
        """Return the photographs of a visit as an annex to its acta, a PDF."""
        ...

    def annex_name(self, activity: UUID) -> str:
        """Return how that annex is called."""
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
        self,
        activity: UUID,
        *,
        blank_rows: int = 0,
        personal: bool = False,
        language: str = SPANISH,
    ) -> bytes:
        """Return the list, a PDF, with blank rows and the notice in a language."""
        ...
