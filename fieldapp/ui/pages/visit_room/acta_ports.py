"""What the acta's tab asks of the work beside its text: approval, remarks, copies, prints."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from fieldapp.ui.page import Saved
from fieldapp.work.deliveries import PrintedSheets


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
