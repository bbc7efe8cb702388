"""The memory sticks that are plugged into this machine, without asking anybody."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

_MOUNTED_UNDER: Final = ("/media/", "/run/media/")
_REMOVABLE: Final = 2
"""What Windows calls a drive that can be taken out (DRIVE_REMOVABLE)."""


def memory_sticks() -> list[Path]:
    """Their folders; none where the system does not say so."""
    if sys.platform == "win32":
        return _by_windows()
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8")
    except OSError:
        return []
    return sticks_among(mounts)


def sticks_among(mounts: str) -> list[Path]:
    """Those of /proc/mounts that a person plugged in and may write to; a blank is octal."""
    folders = [line.split(" ")[1].replace("\\040", " ") for line in mounts.splitlines() if line]
    found = [Path(one) for one in folders if one.startswith(_MOUNTED_UNDER)]
    return [one for one in found if os.access(one, os.W_OK)]


def _by_windows() -> list[Path]:
    if sys.platform != "win32":  # so that a reader of types on another system skips the rest
        return []
    import ctypes

    kernel = ctypes.windll.kernel32
    drives = [Path(f"{letter}:/") for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    return [one for one in drives if kernel.GetDriveTypeW(str(one)) == _REMOVABLE and one.exists()]
