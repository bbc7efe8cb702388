"""A place of the program, as somebody comes back to it."""

from __future__ import annotations

from uuid import UUID

import msgspec


class Where(msgspec.Struct, frozen=True):
    """A place of the window, the record open in it, if any, and which part of that."""

    place: str
    kind: str = ""
    record: UUID | None = None
    part: int = 0
