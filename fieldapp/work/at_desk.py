"""A desk, and whatever is done at it."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.work.desk import Desk


@dataclass(frozen=True)
class AtDesk:
    """What the parts of `Work` share. Each subject is imported when it is first asked for."""

    desk: Desk
