"""Who signs the acta of a visit at its end, and how each of them did or did not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fieldapp.records.minutes import Minutes
from fieldapp.records.visits import Attendance, Ink
from fieldapp.rules.acta import officer_of
from fieldapp.rules.acta_content import Acta, Signer, read_content
from fieldapp.rules.acta_signers import signers_of
from fieldapp.store.ledger import content_of
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.acta_records import issuer_of
from fieldapp.work.desk import Desk
from fieldapp.work.issued import ISSUED


@dataclass(frozen=True, slots=True)
class SignerLine:
    """One signer. `label` is the capacity in words; `voided` a signature to be given again."""

    capacity: str
    label: str
    name: str
    ink: Ink | None
    voided: Ink | None


def signer_lines(
    desk: Desk, reading: Reading, minutes: Minutes | None, attendance: Sequence[Attendance]
) -> list[SignerLine]:
    """The signers in the order of the paper: as issued, or as they would be issued now."""
    if minutes is None or minutes.activity is None:
        return []
    own = {"activity": minutes.activity, "attendance": None}
    given = reading.all(Ink, own, ("signed_at",), include_annulled=True)
    return [_line(one, given) for one in _signers(desk, reading, minutes, attendance)]


def _signers(
    desk: Desk, reading: Reading, minutes: Minutes, attendance: Sequence[Attendance]
) -> Sequence[Signer]:
    said = content_of(reading, minutes.digest) if minutes.status in ISSUED else None
    if said is not None:
        return read_content(said.content, Acta).signers
    return signers_of(minutes, attendance, officer_of(issuer_of(desk), desk.pack), desk.pack)


def _line(signer: Signer, given: Sequence[Ink]) -> SignerLine:
    own = [ink for ink in given if ink.capacity == signer.id and ink.signer == signer.name]
    standing = [ink for ink in own if not ink.annulled]
    voided = [ink for ink in own if ink.annulled]
    return SignerLine(
        signer.id,
        signer.capacity,
        signer.name,
        ink=standing[-1] if standing else None,
        voided=voided[-1] if voided and not standing else None,
    )
