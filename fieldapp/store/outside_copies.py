"""When this vault was last copied to a disk that is not the laptop's own (rule R26).

Noted in a file beside the rotating copies, because a copy may be made by a process that must not
write to the records.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from fieldapp.store.disk import write_whole

_NOTE: Final = "outside.json"


class _Note(msgspec.Struct, frozen=True):
    at: datetime


def is_outside(copy: Path, folder: Path) -> bool:
    """Tell whether a copy lies on another disk than the folder it was made from."""
    return copy.stat().st_dev != folder.stat().st_dev


def note_outside_copy(backups_folder: Path, at: datetime) -> None:
    """Keep when the newest copy outside was made. Raises Outside when the disk refuses."""
    write_whole(backups_folder / _NOTE, msgspec.json.encode(_Note(at)))


def last_outside_copy(backups_folder: Path) -> datetime | None:
    """When the newest copy outside was made; None when none ever was, or nobody can tell."""
    try:
        return msgspec.json.decode((backups_folder / _NOTE).read_bytes(), type=_Note).at
    except (OSError, msgspec.DecodeError):
        return None
