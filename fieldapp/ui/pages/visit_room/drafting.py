"""What is done with the acta of a visit that may not have one yet."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from fieldapp.ui.page import Saved
from fieldapp.ui.pages.visit_room.ports import RoomWork
from fieldapp.work import desk


def on_draft(work: RoomWork, visit: UUID, then: Callable[[UUID], Saved]) -> Saved:
    """Begin the acta if there is none, and do something with it; both changes are told."""
    drafted = work.minutes.draft(visit)
    saved = then(drafted.id)
    return desk.Saved(drafted.kinds | saved.kinds, saved.id)
