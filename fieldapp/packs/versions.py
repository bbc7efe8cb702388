"""Which of two editions of a pack is the newer one."""

from __future__ import annotations

import re


def edition(version: str) -> tuple[int, ...]:
    """The numbers of a version, to compare: "2026.10" is newer than "2026.9-draft"."""
    return tuple(int(number) for number in re.findall(r"\d+", version))
