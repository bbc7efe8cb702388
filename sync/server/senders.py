"""Who sends and asks: a device, its account, and the scopes granted to it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

_SYNC_EVERY_S: Final = 1800
_SPREAD_S: Final = 1200


@dataclass(frozen=True, slots=True)
class Author:
    """Whose work a batch is."""

    account: UUID
    person: UUID
    role: str
    write_scopes: Collection[str]
    """Scopes granted now or ever: what was written under an old grant is still taken in."""


@dataclass(frozen=True, slots=True)
class Device:
    """A laptop's vault as headquarters knows it, with the person it belongs to."""

    id: UUID
    public_key: bytes
    code: str
    active: bool
    """False when the device or its account was revoked: it delivers and receives nothing."""
    author: Author
    read_scopes: tuple[str, ...]
    """Scopes granted now, in ascending order."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a device said of itself when it was last here."""

    schema: int
    app: str
    ahead_us: int
    """How far its clock is ahead of headquarters'."""
    series: str
    """The series a restored copy gave itself; empty if none."""


def next_sync_after_s(device: UUID) -> int:
    """Spread laptops over twenty minutes around half an hour, each always at its own moment."""
    return _SYNC_EVERY_S - _SPREAD_S // 2 + int.from_bytes(device.bytes[-4:], "big") % _SPREAD_S
