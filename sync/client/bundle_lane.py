"""A bundle over the line: fetched piece by piece, kept in the vault until it is whole, taken in.

Cut off at any byte it goes on there, in this sync or in another one, for as long as headquarters
offers the same file. One that is not to be had, or is not what was offered, is left: pages do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from sync.client.absorbed import Absorbed
from sync.client.bundle import Bundles
from sync.client.files import Pace, signed_request
from sync.client.ports import EngineStore, FileDeclined, LineFailure, Signer, Transport
from sync.protocol.messages import BundleOffer
from sync.protocol.packing import FrameError

_BYTES_MAX: Final = 512 * 1024 * 1024
"""No territory is that large; a disk would be full."""


@dataclass(frozen=True, slots=True)
class BundleLane:
    """Fetches bundles and takes them in."""

    store: EngineStore
    transport: Transport
    signer: Signer
    pace: Pace = field(default_factory=Pace)

    def fetch(self, scope: str, offer: BundleOffer) -> Absorbed | None:
        """Fetch and take in what was offered; None if it must come in pages.

        Raises `LineFailure` when the line fails; what came until then is kept.
        """
        if offer.bytes > _BYTES_MAX or not self._fetched(f"/v1/bundle/{scope}/{offer.rev}", offer):
            self.store.drop_pieces(offer.sha256)
            return None
        try:
            return Bundles(self.store, self.signer).take(self._pieces(offer))
        except FrameError:
            return None
        finally:
            self.store.drop_pieces(offer.sha256)

    def _fetched(self, target: str, offer: BundleOffer) -> bool:
        """Bring the rest of the file here; False when it is not to be had or is another one.

        After a cut it goes on, as long as every try brings it further.
        """
        begun = self.store.file_begun(offer.sha256)
        cut_at = -1
        while begun < offer.bytes:
            try:
                came = self._piece(target, offer, begun)
            except LineFailure:
                if begun == cut_at:
                    raise
                self.pace.cut()
                cut_at = begun
                continue
            except FileDeclined:
                return False
            if not came:
                return False
            begun += came
        digest = sha256()
        for piece in self._pieces(offer):
            digest.update(piece)
        return digest.digest() == offer.sha256

    def _piece(self, target: str, offer: BundleOffer, begun: int) -> int:
        headers = signed_request(self.store, self.signer, "GET", target)
        piece = self.transport.get_file(target, headers, begun, self.pace.bytes)
        if piece is None or piece.size_bytes != offer.bytes or not piece.content:
            return 0
        self.pace.carried(len(piece.content), piece.took_s)
        self.store.keep_piece(offer.sha256, begun, piece.content)
        return len(piece.content)

    def _pieces(self, offer: BundleOffer) -> Iterator[bytes]:
        """The pieces held, one at a time."""
        offset = 0
        while piece := self.store.piece_at(offer.sha256, offset):
            yield piece
            offset += len(piece)
