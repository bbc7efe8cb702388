"""The laptop's clock, put right by what an officer said of it (rule R22).

The machine's own clock is not touched: the difference is kept in the vault and added to it, so that
every stamp of a meeting is the hour of the meeting.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import msgspec

from fieldapp.store.settings import remember, remembered
from fieldapp.store.unit_of_work import Store, Writing

_TOLD: Final = "told_clock"


class ToldTime(msgspec.Struct, frozen=True):
    """What the machine's clock said when an officer said what time it was."""

    machine: datetime
    told: datetime

    def still_holds(self, machine: datetime) -> bool:
        """Tell whether the machine's clock must still be as wrong as it was.

        One that was behind and now says a later hour than the one told may have been put right, and
        so may one that was ahead and went back: then nothing is added any more.
        """
        return machine < self.told if self.told > self.machine else machine >= self.machine


class ToldClock:
    """Tells UTC: the machine's clock and the difference that was told, if one is in force."""

    def __init__(self, machine: Callable[[], datetime], told: ToldTime | None = None) -> None:
        self._machine = machine
        self._difference = timedelta(0)
        if told is not None and told.still_holds(machine()):
            self._difference = told.told - told.machine

    def __call__(self) -> datetime:
        """This instant, in UTC."""
        return self._machine() + self._difference

    @property
    def is_told(self) -> bool:
        """Whether it is an officer's word and not the machine's clock alone."""
        return bool(self._difference)

    def tell(self, writing: Writing, told: datetime) -> None:
        """From now on it is this late, on this laptop, until its own clock is put right."""
        kept = ToldTime(self._machine(), told)
        remember(writing, _TOLD, kept)
        self._difference = kept.told - kept.machine


def told_clock(store: Store, now: Callable[[], datetime]) -> ToldClock:
    """The clock of a vault; one that is already told is that one."""
    if isinstance(now, ToldClock):
        return now
    with store.read() as reading:
        return ToldClock(now, remembered(reading, _TOLD, ToldTime))
