"""Whether the tables can be as the descriptions say, told without wording all of their SQL.

The digest of the whole schema takes longer than the window has; so a vault also keeps the key of
what the digest was made from: the descriptions as they are written, and the program's own files.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import Final

from fieldapp.records.kinds import Kinds

_ROOMS: Final = ("packs", "records", "rules", "store")
"""The rooms whose code words the schema."""


def schema_key(kinds: Kinds) -> str:
    """The key of these descriptions and this program; "" where its files cannot be looked at."""
    try:
        files = _program() if hasattr(sys, "frozen") else [_seen(room) for room in _ROOMS]
    except OSError:
        return ""  # the digest is reckoned anew
    return hashlib.sha256(f"{kinds.wording()} {files}".encode()).hexdigest()


def _program() -> tuple[str, int, int]:
    """Of a frozen program, whose rooms lie in one archive behind its executable."""
    seen = Path(sys.executable).stat()
    return sys.executable, seen.st_size, seen.st_mtime_ns


def _seen(room: str) -> list[tuple[str, int, int]]:
    folder = Path(__file__).resolve().parents[1] / room
    with os.scandir(folder) as entries:
        found = [one for one in entries if one.name.endswith(".py")]
    return sorted((one.name, one.stat().st_size, one.stat().st_mtime_ns) for one in found)
