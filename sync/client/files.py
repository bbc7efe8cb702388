"""Files travel after the records, so that no photo ever holds back a visit.

A file is named by the SHA-256 of its content: sending it twice is harmless, and a fetched one is
believed only if it has that digest.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import Final, Protocol

from fieldapp.records.text import Text, Worded
from sync.client.ports import EngineStore, Signer, Transport
from sync.protocol.signing import DEVICE_HEADER, SIGNATURE_HEADER, file_request_to_sign

_FILES_FETCHED_MAX: Final = 50


class FileTally(Protocol):
    """Where the lane notes what it did."""

    files_sent: int
    files_received: int
    files_failed: Text | None


class FileLane:
    """Sends the files headquarters lacks and fetches those that records name."""

    def __init__(self, store: EngineStore, transport: Transport, signer: Signer) -> None:
        self._store = store
        self._transport = transport
        self._signer = signer

    def run(self, lacking: Sequence[tuple[bytes, int]], tally: FileTally) -> None:
        """Send, then fetch, until done or until the line fails; never raises for the line."""
        try:
            for digest, offset in lacking:
                self._send(digest, offset, tally)
            for digest in self._store.files_wanted(_FILES_FETCHED_MAX):
                self._fetch(digest, tally)
        except Worded as failure:
            tally.files_failed = failure.text

    def _send(self, digest: bytes, offset: int, tally: FileTally) -> None:
        content = self._store.file(digest)[offset:]
        target = f"{_path(digest)}?off={offset}"
        if self._transport.put_file(target, content, self._signed("PUT", target, content)):
            self._store.file_received(digest)
            tally.files_sent += 1

    def _fetch(self, digest: bytes, tally: FileTally) -> None:
        target = _path(digest)
        content = self._transport.get_file(target, self._signed("GET", target, b""))
        if content is not None and sha256(content).digest() == digest:
            self._store.keep_file(content)
            tally.files_received += 1

    def _signed(self, method: str, target: str, content: bytes) -> dict[str, str]:
        signature = self._signer.sign(file_request_to_sign(method, target, content))
        return {
            DEVICE_HEADER: str(self._store.device()),
            SIGNATURE_HEADER: b64encode(signature).decode("ascii"),
        }


def _path(digest: bytes) -> str:
    return f"/v1/file/{digest.hex()}"
