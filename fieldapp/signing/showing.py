"""What a paper says of itself, for a person to compare with its pages; nothing of it is proof."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from fieldapp.records.values import instant_of
from fieldapp.rules.acta_content import Acta
from fieldapp.rules.verdict import Shown
from fieldapp.signing.codes import JudgedCode, Standing
from fieldapp.signing.witnesses import Witnesses

_EARLIEST: Final = datetime(1971, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(9998, 1, 1, tzinfo=UTC)
"""A day less than the calendar has, so that every zone has a word for what lies between."""


def shown_of_acta(
    acta: Acta,
    digest: bytes,
    code: JudgedCode | None,
    stamped_at: datetime | None,
    witnesses: Witnesses,
) -> Shown:
    """What the content inside a file says, and between which times it came to be."""
    began = witnesses.beacon_at(acta.beacon.body, acta.beacon.signature)
    return Shown(
        number=acta.number,
        subject=acta.meeting.subject,
        place=acta.meeting.place,
        officer=acta.officer.name,
        signed_by=_name(code) if code and code.read.code.digest == digest else "",
        office=acta.heading.office,
        claimed=acta.frozen_text,
        not_before=witnesses.moment(began) if began else "",
        not_after=witnesses.moment(stamped_at) if stamped_at else "",
        time_unverified=acta.time_unverified,
        attendance=len(acta.attendance),
        commitments=len(acta.commitments),
        promises=acta.commitments,
    )


def shown_of_code(code: JudgedCode, stamped_at: datetime | None, witnesses: Witnesses) -> Shown:
    """What the code on a sheet says; the first codes said no more than number and digest."""
    said = code.read.code
    at = instant_or_none(said.at * 1_000_000)
    return Shown(
        number=said.number,
        signed_by=_name(code),
        office=code.signer.office_name if code.signer else "",
        claimed=witnesses.moment(at) if at else "",
        not_after=witnesses.moment(stamped_at) if stamped_at else "",
        attendance=said.attendance if code.read.key else None,
        commitments=said.commitments if code.read.key else None,
        promises=said.promises,
    )


def instant_or_none(since_epoch_us: int) -> datetime | None:
    """The instant that a stranger's number means; None for one that no calendar has."""
    try:
        instant = instant_of(since_epoch_us)
    except OverflowError:
        return None
    return instant if _EARLIEST < instant < _LATEST else None


def _name(code: JudgedCode) -> str:
    return code.signer.name if code.signer and code.standing is Standing.GOOD else ""
