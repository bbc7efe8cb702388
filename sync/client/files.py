"""Files travel after the records and in lanes, so that no photograph ever holds back a visit.

A file is named by the SHA-256 of its content and goes in pieces that take about eight seconds of
the link as it is now. Whatever a cut left half done goes on at the byte where it was, in this
sync or in another one. A fetched file is believed only if it has the digest it was asked by.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from fieldapp.records.text import Outside, Text, say
from sync.client.ports import (
    EngineStore,
    FileDeclined,
    LineFailure,
    Signer,
    Transport,
    Unwatched,
    Watch,
)
from sync.protocol.files import FILE_BYTES_MAX, PIECE_BYTES_MAX, Lane, file_path, piece_target
from sync.protocol.signing import DEVICE_HEADER, SIGNATURE_HEADER, file_request_to_sign

EVERY_LANE: Final = tuple(Lane)

_FETCHED_MAX: Final = 50
_MISSED_MAX: Final = 5
"""After so many files that headquarters has not yet, the others are asked for next time."""
_BACKWARDS_MAX: Final = 3
"""So often may headquarters lose a piece it had before a file is left for another day."""


class _Held(Exception):
    """The person wants nothing more to travel for now; every piece that came is kept."""


class Pace:
    """How large the next piece is: about eight seconds of what the line carried last."""

    FIRST: Final = 24 * 1024
    LEAST: Final = 4 * 1024
    MOST: Final = PIECE_BYTES_MAX
    _SECONDS: Final = 8.0
    _GROWTH: Final = 4

    def __init__(self) -> None:
        self.bytes = self.FIRST

    def next(self, left: int) -> int:
        """How large the next piece is when so many bytes are left; no crumb makes a trip alone."""
        return left if left <= min(self.bytes * 5 // 4, self.MOST) else self.bytes

    def carried(self, piece_bytes: int, took_s: float) -> None:
        """A piece went through; one much smaller than the pace says nothing of the line."""
        if piece_bytes < self.bytes // 2:
            return
        most = self.bytes * self._GROWTH
        fitting = int(piece_bytes / took_s * self._SECONDS) if took_s > 0 else most
        self.bytes = max(self.LEAST, min(fitting, most, self.MOST))

    def cut(self) -> None:
        """The line broke off: a smaller piece has better chances."""
        self.bytes = max(self.LEAST, self.bytes // 2)


@dataclass(slots=True)
class LaneReport:
    """What one lane did in a sync, and why it stopped before its end."""

    files_sent: int = 0
    files_received: int = 0
    bytes_sent: int = 0
    bytes_received: int = 0
    failed: Text | None = None


class FileLanes:
    """Sends the files headquarters lacks and fetches those that this laptop wants."""

    def __init__(self, store: EngineStore, transport: Transport, signer: Signer) -> None:
        self._store = store
        self._transport = transport
        self._signer = signer
        self.watch: Watch = Unwatched()
        self._up = Pace()
        self._down = Pace()

    def run(
        self, lacking: Sequence[tuple[bytes, int]], lanes: Collection[Lane] = EVERY_LANE
    ) -> dict[str, LaneReport]:
        """Send, then fetch, lane by lane; what stops one lane does not stop the next."""
        held = self._store.held_files([digest for digest, _ in lacking])
        reports: dict[str, LaneReport] = {}
        for lane in EVERY_LANE:
            if lane not in lanes:
                continue
            report = reports[lane] = LaneReport()
            going = [
                _Sending(digest, offset, held[digest].size_bytes)
                for digest, offset in lacking
                if digest in held and held[digest].lane is lane
            ]
            moved = partial(self._moved, lane, report)
            try:
                moved()
                for one in going:
                    self._each(report, self._up, partial(self._send, one, report, moved))
                self._fetch_all(lane, report, moved)
            except LineFailure as failure:
                report.failed = failure.text
            except _Held:
                report.failed = say("En pausa: lo que falta sigue cuando usted diga.")
        return reports

    def _moved(self, lane: Lane, report: LaneReport) -> None:
        """Tell how far a lane is; raises _Held where the person wants no more for now."""
        self.watch.moved(lane.value, report.bytes_sent, report.bytes_received)
        if not self.watch.may_go_on():
            raise _Held

    def _fetch_all(self, lane: Lane, report: LaneReport, moved: Callable[[], object]) -> None:
        missed = 0
        for digest in self._store.files_wanted(lane, _FETCHED_MAX):
            found = self._each(report, self._down, partial(self._fetch, digest, report, moved))
            missed += not found
            if missed == _MISSED_MAX:
                return

    def _each(self, report: LaneReport, pace: Pace, carry: Callable[[], bool]) -> bool:
        """Carry one file; after a cut go on with it, as long as every try brings it further.

        Trouble with this file alone is noted and the next one has its turn.
        """
        while True:
            before = report.bytes_sent + report.bytes_received
            try:
                return carry()
            except LineFailure:
                pace.cut()
                if report.bytes_sent + report.bytes_received == before:
                    raise
            except Outside as trouble:
                report.failed = trouble.text
                return True

    def _send(self, one: _Sending, report: LaneReport, moved: Callable[[], object]) -> bool:
        backwards = 0
        while True:
            piece_bytes = self._up.next(one.size_bytes - one.offset)
            content = self._store.file(one.digest, one.offset, piece_bytes)
            target = piece_target(one.digest, one.offset, one.size_bytes)
            carried = self._transport.put_file(
                target, content, self._signed("PUT", target, content)
            )
            self._up.carried(len(content), carried.took_s)
            report.bytes_sent += len(content)
            if carried.complete:
                self._store.file_received(one.digest)
                report.files_sent += 1
                moved()
                return True
            backwards += carried.received <= one.offset
            if backwards > _BACKWARDS_MAX:
                raise FileDeclined(_not_kept())
            one.offset = min(carried.received, one.size_bytes)
            moved()

    def _fetch(self, digest: bytes, report: LaneReport, moved: Callable[[], object]) -> bool:
        """Fetch a file; False if headquarters has none to give."""
        target = file_path(digest)
        offset = self._store.file_begun(digest)
        while True:
            piece = self._transport.get_file(
                target, self._signed("GET", target, b""), offset, self._down.bytes
            )
            if piece is None:
                self._store.file_missed(digest)
                return False
            self._down.carried(len(piece.content), piece.took_s)
            report.bytes_received += len(piece.content)
            offset += len(piece.content)
            if piece.size_bytes > FILE_BYTES_MAX or not piece.content:
                raise FileDeclined(_not_itself())
            if offset >= piece.size_bytes:
                break
            self._store.keep_piece(digest, offset - len(piece.content), piece.content)
            moved()
        if not self._store.keep_file(digest, piece.content):
            raise FileDeclined(_not_itself())
        report.files_received += 1
        moved()
        return True

    def _signed(self, method: str, target: str, content: bytes) -> dict[str, str]:
        return signed_request(self._store, self._signer, method, target, content)


def signed_request(
    store: EngineStore, signer: Signer, method: str, target: str, content: bytes = b""
) -> dict[str, str]:
    """The headers by which headquarters knows who puts or gets a file."""
    signature = signer.sign(file_request_to_sign(method, target, content))
    return {
        DEVICE_HEADER: str(store.device()),
        SIGNATURE_HEADER: b64encode(signature).decode("ascii"),
    }


@dataclass(slots=True)
class _Sending:
    """A file on its way up, and the byte from which headquarters lacks it."""

    digest: bytes
    offset: int
    size_bytes: int


def _not_kept() -> Text:
    return say(
        "El nivel central recibe un archivo y no lo conserva. No se perdió nada: el archivo sigue "
        "en este equipo y se enviará otro día; avise a soporte."
    )


def _not_itself() -> Text:
    return say(
        "Un archivo llegó y no es el que dice su huella, así que no se guardó. No se perdió nada: "
        "se pedirá de nuevo; si se repite, avise a soporte."
    )
