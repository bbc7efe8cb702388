"""What every screen needs of the country and the clock, and how a text becomes words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import Protocol

from fieldapp.records.describe import Money
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


class Formats(Protocol):
    """How the country writes days, hours and money; the pack satisfies it."""

    @property
    def zone(self) -> tzinfo:
        """The zone in which instants are read and shown."""
        ...

    def day(self, day: date, /) -> str:
        """Write a day short: "vie 20 nov 2026"."""
        ...

    def clock(self, instant: datetime, /) -> str:
        """Write the hour of an instant, in the country's zone."""
        ...

    def money(self, money: Money, /) -> str:
        """Write an amount with its currency."""
        ...

    def parse_money(self, text: str, /) -> object:
        """Read an amount as people type it. Raises Refused when it could mean two things."""
        ...
