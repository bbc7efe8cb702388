"""Whose signature a box takes: somebody of the list, or somebody who signs the acta itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from fieldapp.records.visits import Ink
from fieldapp.rules.ink import Drawing
from fieldapp.ui.page import Saved
from fieldapp.ui.pages.visit_room.signing_ports import InkActions
from fieldapp.work.attendance_rows import AttendanceRow
from fieldapp.work.hands import OnRequest
from fieldapp.work.signer_lines import SignerLine


@dataclass(frozen=True, slots=True)
class SigningHand:
    """One person before the box: what they gave so far, and what they may do.

    `key` tells one from another. Only somebody of the list may have another sign for them, or
    leave a fingerprint: `draw` and `on_paper` of a signer ignore a request.
    """

    key: object
    name: str
    ink: Ink | None
    voided: Ink | None
    draw: Callable[[Drawing, OnRequest | None], Saved]
    on_paper: Callable[[OnRequest | None], Saved]
    refuse: Callable[[str], Saved]
    fingerprint: Callable[[OnRequest | None], Saved] | None = None
    minor: bool = False


def hand_of_row(inks: InkActions, row: AttendanceRow) -> SigningHand:
    """The hand of somebody of the list."""
    attendance = row.attendance.id
    return SigningHand(
        attendance,
        row.attendance.full_name,
        row.ink,
        row.voided,
        draw=lambda drawing, request: inks.draw(attendance, drawing, request),
        on_paper=lambda request: inks.on_paper([attendance], request=request),
        refuse=partial(inks.refuse, attendance),
        fingerprint=lambda request: inks.fingerprint(attendance, request=request),
        minor=bool(row.attendance.minor),
    )


def hand_of_signer(inks: InkActions, visit: UUID, line: SignerLine) -> SigningHand:
    """The hand of somebody who signs the acta at its end."""
    who = (visit, line.capacity, line.name)
    return SigningHand(
        who,
        line.name,
        line.ink,
        line.voided,
        draw=lambda drawing, _: inks.draw_for(*who, drawing),
        on_paper=lambda _: inks.on_paper_for(*who),
        refuse=partial(inks.refuse_for, *who),
    )
