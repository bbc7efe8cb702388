"""Laying headquarters' stamp on the papers of this laptop, once a sync brought it.

Only the stamp travels: the laptop holds the rest. What results is believed when it is the file
that headquarters' record names, and becomes another version of the paper in the ledger.
"""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING

from fieldapp.records.text import Outside
from fieldapp.store.files_going import confirm_file
from fieldapp.store.ledger import IssuedFile, Version, issue_file
from fieldapp.store.stamps import stamps_to_lay
from fieldapp.work.desk import Desk
from fieldapp.work.later_signing import sign_what_waits

if TYPE_CHECKING:
    from fieldapp.store.stamps import StampToLay

_log = logging.getLogger(__name__)


def settle_papers(desk: Desk) -> frozenset[str]:
    """Lay the stamps that a sync brought, sign what can be signed now; the kinds changed.

    What goes wrong with one paper is noted and tried again after the next sync.
    """
    return lay_stamps(desk) | sign_what_waits(desk)


def lay_stamps(desk: Desk) -> frozenset[str]:
    """Complete each paper of which the stamp is here."""
    with desk.reading() as reading:
        due = stamps_to_lay(reading)
    laid = [
        _lay(desk, one) for one in due if desk.files.has(one.file) and desk.files.has(one.stamp)
    ]
    return frozenset({"minutes"}) if any(laid) else frozenset()


def _lay(desk: Desk, stamp: StampToLay) -> bool:
    from fieldapp.signing.completion import NotItsCompletion, complete

    try:
        completed = complete(desk.files.read(stamp.file), desk.files.read(stamp.stamp))
    except (NotItsCompletion, Outside):
        _log.warning("a stamp does not fit its paper", exc_info=True)
        return False
    if hashlib.sha256(completed).hexdigest() != stamp.completed:
        _log.warning("a stamp makes another file than its record says")
        return False
    desk.files.put(completed)
    version = Version(f"{stamp.copy}_stamped")
    with desk.writing() as writing:
        confirm_file(writing.connection, bytes.fromhex(stamp.completed))
        issue_file(writing, IssuedFile(stamp.completed, stamp.minutes, version, desk.now()))
    return True
