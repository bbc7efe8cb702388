"""A bundle: all that a pull from nothing would bring of a scope, as one file.

The file is a run of parts; each is 4 bytes of length (big-endian) and a frame of headquarters
whose payload is a packed ``BundlePart``. Its page is what an answer would hold: the first part is
the page for an empty cursor, each later one goes on from the stage the one before it left, and
the last has no ``more``. So a laptop takes parts in as it takes pages in, and one that was cut off
goes on by an ordinary sync. A bundle is made for one account, because of what others may not see.
"""

from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

import msgspec

from sync.protocol.frame import ANSWER_BYTES_MAX
from sync.protocol.messages import Count, ScopePage, packed_pages, unpacked_pages
from sync.protocol.packing import FrameError, TooLarge, decode, encode

_LENGTH_BYTES: Final = 4


class BundlePart(msgspec.Struct, frozen=True):
    """One signed part of a bundle."""

    account: UUID
    place: Count
    """From 0, so that none is left out or moved."""
    page: ScopePage


def write_part(part: BundlePart) -> bytes:
    """Pack a part for a frame."""
    return encode(msgspec.structs.replace(part, page=packed_pages([part.page])[0]))


def read_part(payload: bytes) -> BundlePart:
    """Read a part's payload; raises ``FrameError``."""
    part = decode(BundlePart, payload)
    return msgspec.structs.replace(part, page=unpacked_pages([part.page])[0])


def joined(frames: Iterable[bytes]) -> Iterator[bytes]:
    """Lay frames out as a file."""
    for frame in frames:
        yield len(frame).to_bytes(_LENGTH_BYTES, "big")
        yield frame


def frames_in(content: Iterable[bytes]) -> Iterator[bytes]:
    """Take a file apart into its frames; raises ``FrameError`` when it ends within one."""
    waiting = bytearray()
    for some in content:
        waiting += some
        while len(waiting) >= _LENGTH_BYTES:
            size = int.from_bytes(waiting[:_LENGTH_BYTES], "big")
            if size > ANSWER_BYTES_MAX:
                raise TooLarge(f"{size} bytes of part, at most {ANSWER_BYTES_MAX}")
            end = _LENGTH_BYTES + size
            if len(waiting) < end:
                break
            yield bytes(waiting[_LENGTH_BYTES:end])
            del waiting[:end]
    if waiting:
        raise FrameError("the bundle ends within a part")
