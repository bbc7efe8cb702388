"""A bundle taken in: its parts are pages, so an interrupted one goes on by an ordinary sync.

Every part is believed for headquarters' signature, for being made for this account, and for its
place. Parts are kept aside as pages are, and shown when the scope is complete.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sync.client.absorbed import Absorbed
from sync.client.ports import EngineStore, Signer
from sync.client.scope_pages import ScopePages
from sync.protocol import PROTOCOL_VERSION
from sync.protocol.anchors import compact
from sync.protocol.bundle import BundlePart, frames_in, read_part
from sync.protocol.frame import ANSWER_BYTES_MAX, HEADQUARTERS
from sync.protocol.frame import read as read_frame
from sync.protocol.laptop import Standing
from sync.protocol.messages import (
    Certificate,
    Cursor,
    Request,
    ScopePage,
    ScopeState,
    read_statement,
)
from sync.protocol.packing import FrameError

_NOTHING: Final = Standing()


@dataclass(frozen=True, slots=True)
class Bundles:
    """Takes bundles in."""

    store: EngineStore
    signer: Signer

    def take(self, content: Iterable[bytes]) -> Absorbed:
        """Take in a file made for this account; raises `FrameError` for any other.

        What was complete before a fault was found is kept: it is genuine.
        """
        account = read_statement(Certificate, self.store.certificate()).account
        absorbed = Absorbed()
        place, goes_on = 0, False
        for frame in frames_in(content):
            part = self._believed(frame)
            if part.place != (place if goes_on else 0) or part.account != account:
                raise FrameError("a part of another bundle, or out of place")
            self._take(part.page, absorbed)
            place, goes_on = part.place + 1, part.page.more
        if goes_on or not place:
            raise FrameError("the bundle ends before its last part")
        return absorbed

    def _believed(self, frame: bytes) -> BundlePart:
        arrived = read_frame(frame, ANSWER_BYTES_MAX)
        signed = self.signer.is_headquarters(arrived.signature, arrived.signed)
        if arrived.sender != HEADQUARTERS or not signed:
            raise FrameError("a part that headquarters did not sign")
        return read_part(arrived.payload())

    def _take(self, page: ScopePage, absorbed: Absorbed) -> None:
        """Take a part in as the answer to the question this laptop would ask today."""
        here = self.store.standings().get(page.scope, _NOTHING)
        if page.state is not ScopeState.OK or not _is_news(page, here):
            return
        cursors = {page.scope: Cursor(compact(here.anchors), here.stage)}
        asked = Request(PROTOCOL_VERSION, 0, "", 0, cursors=cursors)
        with self.store.taking() as taking:
            ScopePages(taking, asked, absorbed).take([page])


def _is_news(page: ScopePage, here: Standing) -> bool:
    """Tell whether this laptop holds nothing of the scope yet, or only earlier parts of this."""
    if here.anchors or page.anchor is None:
        return False
    if here.stage is None:
        return True
    return here.stage.head == page.anchor and (not page.more or here.stage.upto < page.upto)
