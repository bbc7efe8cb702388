"""The requests that left in envelopes, so that an answer months later meets its question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from fieldapp.store.settings import remember_here, remembered
from fieldapp.store.unit_of_work import Store

KEPT_MAX: Final = 32
_LETTERS: Final = "letters"


class _Asked(msgspec.Struct, frozen=True, array_like=True):
    """A request, without its batches, and the mark of the frame it was in."""

    mark: bytes
    request: bytes


class LetterBook:
    """One vault's memory of its letters; satisfies the engine's `LetterMemory`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def note_asked(self, asked: Sequence[tuple[bytes, bytes]]) -> None:
        """Keep these requests; the oldest of more than 32 are forgotten."""
        new = [_Asked(mark, request) for mark, request in asked]
        kept = (*self._kept(), *new)[-KEPT_MAX:]
        with self._store.database.writing() as connection:
            remember_here(connection, _LETTERS, kept)

    def asked(self, mark: bytes) -> bytes | None:
        """Give the request of a frame, if it is still remembered."""
        return next((one.request for one in self._kept() if one.mark == mark), None)

    def _kept(self) -> list[_Asked]:
        with self._store.read() as reading:
            return remembered(reading, _LETTERS, list[_Asked]) or []
