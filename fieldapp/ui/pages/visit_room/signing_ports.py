"""What the room asks of the work about signatures, drawn or on paper."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol
from uuid import UUID

from fieldapp.rules.ink import Drawing
from fieldapp.ui.page import Saved
from fieldapp.work.hands import OnRequest
from fieldapp.work.signed_papers import PaperPage, SignedPaper
from fieldapp.work.tokens import PinTried, SigningWith


class InkActions(Protocol):
    """Signatures."""

    def draw(self, attendance: UUID, drawing: Drawing, request: OnRequest | None = None) -> Saved:
        """Keep what an attendee drew, or who signs for them."""
        ...

    def draw_for(self, activity: UUID, capacity: str, signer: str, drawing: Drawing) -> Saved:
        """Keep what somebody drew who signs the acta itself."""
        ...

    def on_paper(
        self,
        attendances: Iterable[UUID],
        *,
        folder: str = "",
        folio: str = "",
        request: OnRequest | None = None,
    ) -> Saved:
        """Mark that these people signed the printed list."""
        ...

    def on_paper_for(self, activity: UUID, capacity: str, signer: str) -> Saved:
        """Mark that a signer of the acta signed its sheet."""
        ...

    def fingerprint(
        self,
        attendance: UUID,
        *,
        folder: str = "",
        folio: str = "",
        request: OnRequest | None = None,
    ) -> Saved:
        """Mark a fingerprint on the printed list."""
        ...

    def refuse(self, attendance: UUID, reason: str) -> Saved:
        """Keep that somebody does not sign, and why."""
        ...

    def refuse_for(self, activity: UUID, capacity: str, signer: str, reason: str) -> Saved:
        """Keep that a signer of the acta does not sign, and why."""
        ...

    def remove(self, ink: UUID, reason: str) -> Saved:
        """Take a signature out, saying why."""
        ...

    def drawing(self, ink: UUID) -> Drawing | None:
        """Return the strokes of a drawn signature."""
        ...


class PaperPages(Protocol):
    """Papers signed with a pen, by their photographs."""

    def read(self, path: Path) -> list[PaperPage]:
        """Make pages of a photograph or a scan; nothing is kept."""
        ...

    def turn(self, page: PaperPage) -> PaperPage:
        """Turn a page to the right."""
        ...

    def take_whole(self, page: PaperPage, *, whole: bool) -> PaperPage:
        """Take all of the photograph, or only the sheet."""
        ...

    def attach(self, activity: UUID, paper: SignedPaper) -> Saved:
        """Keep the pages and mark who signed on them."""
        ...


class TokenActions(Protocol):
    """What the officer's electronic signature is made with."""

    def signing_with(self) -> SigningWith:
        """Return the token, if one was chosen, and whether it is in use."""
        ...

    def switch(self, *, in_use: bool) -> Saved:
        """Sign with the token, or with this laptop's own key."""
        ...

    def try_pin(self, pin: str) -> PinTried:
        """Tell what the token says to a PIN."""
        ...

    def waits(self, minutes: UUID) -> bool:
        """Tell whether a closed acta still lacks its electronic signature."""
        ...

    def sign(self, minutes: UUID, pin: str | None = None) -> Saved:
        """Sign a closed acta now, over the same bytes."""
        ...
