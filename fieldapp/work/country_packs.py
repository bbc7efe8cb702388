"""Packs that a sync brings are laid on this laptop's shelf."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from fieldapp.packs.shelf import PackShelf
from fieldapp.packs.versions import edition
from fieldapp.records.country_packs import CountryPack
from fieldapp.records.text import Outside, Refused
from fieldapp.signing.packs_in_use import install_pack

if TYPE_CHECKING:
    from fieldapp.packs import Pack
    from fieldapp.store.unit_of_work import Store

_log = logging.getLogger(__name__)


def shelve_received(store: Store, shelf: PackShelf, pack: Pack, headquarters: bytes) -> bool:
    """Take in the newest pack that a sync brought, if it is newer than the one in use.

    What cannot be used is noted and stays a record: another edition may follow. Tells whether one
    was taken in; it is used from the next opening on.
    """
    with store.read() as reading:
        brought = reading.listing("country_pack", ("version", "id"), {"country": pack.country})
        newest = max(brought, key=lambda row: edition(row[0]), default=None)
        if newest is None or edition(newest[0]) <= edition(pack.version):
            return False
        if any(shelf.version(place) == newest[0] for place in shelf.of(pack.country)):
            return False
        record = reading.get(CountryPack, newest[1])
    if record is None or record.content is None:
        return False
    try:
        install_pack(shelf, record.content, headquarters)
    except (Refused, Outside) as fault:
        _log.warning("a pack that came by sync is not used: %s", fault.text)
        return False
    return True
