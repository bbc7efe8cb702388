"""What a person sees of files on their way, and the pause they may ask for.

The worker that syncs tells, the window asks: both see whole values only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

_TOLD_AFTER = timedelta(seconds=3)
"""Sooner the pace of a line says nothing."""


@dataclass(frozen=True, slots=True)
class LaneMoved:
    """How much one lane has carried in the sync under way, and since when."""

    lane: str
    bytes_sent: int
    bytes_received: int
    since: datetime
    at: datetime

    def left(self, waiting_bytes: int) -> timedelta | None:
        """How long the rest takes at this pace; None while nobody can tell.

        `waiting_bytes` is what was to be sent when the sync began.
        """
        took = self.at - self.since
        if self.bytes_sent <= 0 or took < _TOLD_AFTER:
            return None
        return took * (max(0, waiting_bytes - self.bytes_sent) / self.bytes_sent)


class SyncWatch:
    """Handed to the engine by whoever assembles the program, and to the page that shows it."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._moved: LaneMoved | None = None
        self.paused = False

    @property
    def lane(self) -> LaneMoved | None:
        """The lane that is under way, or was last."""
        return self._moved

    def begin(self) -> None:
        """A sync begins: nothing has moved yet."""
        self._moved = None

    def pause(self, *, paused: bool) -> None:
        """Hold files up after the piece that is on its way, or let them go on."""
        self.paused = paused

    def moved(self, lane: str, bytes_sent: int, bytes_received: int) -> None:
        """Hear of one more piece; from the worker that syncs."""
        now, before = self._clock(), self._moved
        since = before.since if before is not None and before.lane == lane else now
        self._moved = LaneMoved(lane, bytes_sent, bytes_received, since, now)

    def may_go_on(self) -> bool:
        """Tell the engine whether the next piece may travel."""
        return not self.paused
