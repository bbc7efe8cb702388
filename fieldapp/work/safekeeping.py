"""The copies of this vault outside its laptop, and the room that its disk has."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from fieldapp.records.progress import Step, unseen
from fieldapp.store.backup import SUFFIX, CopiedVault, back_up
from fieldapp.store.database import Database
from fieldapp.store.files import Files
from fieldapp.store.outside_copies import is_outside, last_outside_copy, note_outside_copy

COPY_NAME: Final = f"Copia de Bitácora{SUFFIX}"
"""What a copy is called when a person names none."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A copy that was made; `outside` tells whether it would survive this laptop's disk."""

    path: Path
    outside: bool


@dataclass(frozen=True, slots=True)
class Safekeeping:
    """What a person does so that a lost or broken laptop loses nothing."""

    vault: CopiedVault
    database: Database
    files: Files
    clock: Callable[[], datetime]
    elsewhere: Callable[[Path, Path], bool] = is_outside
    sticks: Callable[[], Sequence[Path]] = list[Path]

    def copy_to(self, path: Path, step: Step = unseen) -> Kept:
        """Copy everything, encrypted, into one file. Raises Outside when a disk refuses."""
        back_up(self.vault, self.database, path, self.files, step)
        outside = self.elsewhere(path, self.vault.folder)
        if outside:
            note_outside_copy(self.vault.backups_folder, self.clock())
        return Kept(path, outside)

    def last_outside(self) -> datetime | None:
        """When the newest copy on another disk was made; None when none ever was."""
        return last_outside_copy(self.vault.backups_folder)

    def on_the_stick(self) -> Path | None:
        """Where the copy goes on the memory stick that is plugged in; None for none, or several.

        Each vault has a file of its own there: officers who share a laptop may share a stick.
        """
        sticks = self.sticks()
        if len(sticks) != 1:
            return None
        return sticks[0] / f"{Path(COPY_NAME).stem} {self.vault.folder.name}{SUFFIX}"

    def room_bytes(self) -> int:
        """How much may still be written to the disk of this vault."""
        return shutil.disk_usage(self.vault.folder).free
