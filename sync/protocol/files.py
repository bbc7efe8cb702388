"""How files travel: named by the SHA-256 of their content, in pieces, small ones first."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

import msgspec

FILE_BYTES_MAX: Final = 32 * 1024 * 1024
PIECE_BYTES_MAX: Final = 1024 * 1024
SMALL_BYTES_MAX: Final = 64 * 1024


class Lane(StrEnum):
    """What a file waits in; a lane never waits for one that comes after it."""

    SMALL = "small"
    """Sealed actas as delivered, thumbnails, and whatever is at most 64 KiB."""
    LARGE = "large"
    """Photographs, scanned papers, documents: never on a metered link without a yes."""


class HeldFile(NamedTuple):
    """A file of this laptop, as it waits to be sent."""

    lane: Lane
    size_bytes: int


class Kept(msgspec.Struct, frozen=True):
    """Headquarters' word on a file: bytes held from its first one, and whether that is all."""

    received: int
    complete: bool


def file_path(sha256: bytes) -> str:
    """Give the path of a file at headquarters."""
    return f"/v1/file/{sha256.hex()}"


def piece_target(sha256: bytes, offset: int, size_bytes: int) -> str:
    """Give the target to put a piece to, as it is signed and sent."""
    return f"{file_path(sha256)}?off={offset}&size={size_bytes}"
