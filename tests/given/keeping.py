"""The copies and the room of a disk, as a test says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from fieldapp.records.progress import Step, unseen
from fieldapp.work.safekeeping import Kept
from tests.given.vaults import NOON


@dataclass
class Keeping:
    """A disk with room, and copies of which the newest is as old as a test says."""

    copied_at: datetime | None = NOON - timedelta(days=2)
    free_bytes: int = 40 * 1024**3
    outside: bool = True
    stick: Path | None = None
    copies: list[Path] = field(default_factory=list)

    def on_the_stick(self) -> Path | None:
        return self.stick

    def copy_to(self, path: Path, step: Step = unseen) -> Kept:
        self.copies.append(path)
        self.copied_at = NOON
        return Kept(path, self.outside)

    def last_outside(self) -> datetime | None:
        return self.copied_at

    def room_bytes(self) -> int:
        return self.free_bytes
