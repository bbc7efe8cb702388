"""Signing later what was sealed without the officer's electronic signature (rule R13).

The bytes that were handed over stay as they are: the signature is laid behind them, and the
ledger knows both files.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack
from typing import TYPE_CHECKING
from uuid import UUID

from fieldapp.records.minutes import Minutes
from fieldapp.records.text import Outside, Refused, say
from fieldapp.records.visits import Activity
from fieldapp.store.ledger import IssuedFile, Version, as_handed_over, issue_file, newest_file
from fieldapp.store.unit_of_work import Reading
from fieldapp.work.acta_records import said_by
from fieldapp.work.changing import fetch
from fieldapp.work.desk import Desk
from fieldapp.work.own_signature import CannotSign
from fieldapp.work.sealing import attach_copies, place_in
from fieldapp.work.signing_papers import Copies, pen_of, signed
from fieldapp.work.token_choice import opened, token_in_use

if TYPE_CHECKING:
    from fieldapp.signing.pades import PaperSigner

_log = logging.getLogger(__name__)


def sign_what_waits(desk: Desk) -> frozenset[str]:
    """Sign the actas of this laptop that wait for it, each in its transaction; the kinds changed.

    Nothing is done while this laptop cannot sign, nor when a token does: it wants its PIN.
    """
    with desk.reading() as reading:
        waiting = [] if token_in_use(reading) else as_handed_over(reading)
        pen = pen_of(desk, reading) if waiting else None
    if pen is None or isinstance(pen, CannotSign):
        return frozenset()
    return frozenset[str]().union(*(_tried(desk, pen, one) for one in waiting))


def sign_one(desk: Desk, id: UUID, pin: str | None) -> frozenset[str]:
    """Sign one acta that waits, with the token or the laptop's key; the kinds changed.

    Raises Refused or Outside, in words, when the signature cannot be given now.
    """
    with desk.reading() as reading, ExitStack() as opening:
        token = token_in_use(reading)
        pen = (
            opening.enter_context(opened(reading, token, pin or ""))
            if token
            else pen_of(desk, reading)
        )
        if isinstance(pen, CannotSign):
            raise Refused(
                say("Todavía no se puede firmar: {reason}. El acta no cambia.", reason=pen.reason)
            )
        try:
            return _sign(desk, pen, id)
        except ValueError as fault:
            _log.warning("an acta could not be signed later", exc_info=True)
            raise Outside(
                say("La firma no se completó. El acta no cambia: conecte el token y repita.")
            ) from fault


def lacks_signature(desk: Desk, reading: Reading, id: UUID) -> bool:
    """Whether the copies of an acta sealed here carry no electronic signature."""
    return _unsigned(desk, reading, id) is not None


def _tried(desk: Desk, pen: PaperSigner, id: UUID) -> frozenset[str]:
    try:
        return _sign(desk, pen, id)
    except Exception:  # noqa: BLE001 - one paper holds back neither the others nor the sync
        _log.warning("an acta could not be signed later", exc_info=True)
        return frozenset()


def _sign(desk: Desk, pen: PaperSigner, id: UUID) -> frozenset[str]:
    """Sign one acta's copies, unless they are signed already."""
    with desk.reading() as reading:
        minutes = fetch(reading, Minutes, id)
        papers = _unsigned(desk, reading, id)
        place = place_in(said_by(reading, minutes).content) if papers else ""
    if papers is None:
        return frozenset()
    copies = Copies(*(signed(desk, pen, one, place) for one in (papers.delivered, papers.archive)))
    delivered, archive = desk.files.put(copies.delivered), desk.files.put(copies.archive)
    with desk.writing() as writing:
        issue_file(writing, IssuedFile(delivered, id, Version.DELIVERED_SIGNED, desk.now()))
        issue_file(writing, IssuedFile(archive, id, Version.ARCHIVE_SIGNED, desk.now()))
        if minutes.activity is not None:
            attach_copies(desk, writing, fetch(writing, Activity, minutes.activity), copies)
        return writing.changed_kinds


def _unsigned(desk: Desk, reading: Reading, id: UUID) -> Copies | None:
    """Both copies as they were handed over; None if they carry the signature."""
    from fieldapp.signing.validation import is_signed

    delivered = newest_file(reading, id, Version.DELIVERED)
    archive = newest_file(reading, id, Version.ARCHIVE)
    if delivered is None or archive is None:
        return None
    paper = desk.files.read(delivered.sha256)
    return None if is_signed(paper) else Copies(paper, desk.files.read(archive.sha256))
