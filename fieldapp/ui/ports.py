"""What every screen needs of the clock, and how a text becomes words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Protocol

from fieldapp.records.text import Text

Wording = Callable[[Text | str], str]
"""Word a text in the language of the screen."""


class Clock(Protocol):
    """What time it is; "today" is the day in the pack's zone, never the laptop's."""

    def now(self) -> datetime:
        """Return the instant, in UTC."""
        ...

    def today(self) -> date:
        """Return the day in the country's zone."""
        ...
