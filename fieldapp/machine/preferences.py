"""How somebody likes the windows of this laptop: looks, letter size, language, when they lock.

Kept outside the vault, because the first window needs them before anybody says a password; they
tell nothing about what is inside.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

import msgspec

Looks = Literal["light", "dark", "high_contrast"]
LOOKS: Final[tuple[Looks, ...]] = ("light", "dark", "high_contrast")
SCALES_PERCENT: Final = (100, 125, 150, 200)

LOCK_MINUTES: Final = (2, 5, 10, 30, 0)

_FILE = "preferences.json"


class Preferences(msgspec.Struct, frozen=True):
    """`scale_percent` enlarges letters and everything with them; `language` is es or en.

    The screen locks after `lock_minutes` without a touch; 0 only by hand.
    """

    looks: Looks = "light"
    scale_percent: int = 100
    language: Literal["es", "en"] = "es"
    lock_minutes: int = 10


def read_preferences(home: Path) -> Preferences:
    """What was chosen on this laptop; a missing or damaged file means the usual looks."""
    try:
        return msgspec.json.decode((home / _FILE).read_bytes(), type=Preferences)
    except (OSError, msgspec.DecodeError):
        return Preferences()


def write_preferences(home: Path, chosen: Preferences) -> None:
    """Keep the choice; it is replaced whole, so that a power cut leaves the old or the new."""
    home.mkdir(parents=True, exist_ok=True)
    fresh = home / f"{_FILE}.new"
    fresh.write_bytes(msgspec.json.encode(chosen))
    fresh.replace(home / _FILE)
