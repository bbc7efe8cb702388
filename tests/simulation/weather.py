"""The line of one laptop, in bad weather: what it loses, cuts, doubles and delays is drawn by lot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from random import Random

from fieldapp.records.text import say
from sync.client.ports import LineFailure, Step, Traffic
from sync.protocol.packing import FrameError
from tests.simulation.oracle import Violation

TRIPS_MAX = 200
"""Requests in one sync after which something turns in circles."""


class Fault(Enum):
    """What a written trace lets happen to one exchange."""

    NONE = "none"
    REQUEST_LOST = "request lost"
    ANSWER_LOST = "answer lost"
    ARRIVES_LATER = "arrives later"
    """Lost now; `late_arrival` delivers it."""


class TurnsInCircles(Violation):
    """A laptop asks and asks and never has done."""


@dataclass(slots=True)
class Line:
    """A line to headquarters. `loss` is how often a request, and how often an answer, is lost."""

    answer: Callable[[bytes], bytes]
    rng: Random
    loss: float = 0.0
    meanwhile: Callable[[], None] = lambda: None
    """What others do while a request is on its way."""
    planned: list[Fault] = field(default_factory=list)
    """What is sure to happen next, one exchange each."""
    delayed: list[bytes] = field(default_factory=list)
    trips: int = 0
    bytes_down: int = 0

    @property
    def traffic(self) -> Traffic:
        """What has been carried."""
        return Traffic(self.trips, 0, self.bytes_down)

    def exchange(self, frame: bytes) -> bytes:
        """Carry a frame through the weather of this moment."""
        self.trips += 1
        if self.trips > TRIPS_MAX:
            raise TurnsInCircles(f"I5 {TRIPS_MAX} requests in one sync")
        if self.planned:
            return self._as_planned(frame, self.planned.pop(0))
        if not self.loss:
            return self._carried(frame)
        if self.rng.random() < self.loss:
            if self.rng.random() < 0.1:
                self._delivered(frame[: self.rng.randrange(len(frame))])
            raise _cut_off()
        if self.rng.random() < 0.1:
            self.delayed.append(frame)
        if self.rng.random() < 0.05:
            self._delivered(frame)
        answered = self._carried(frame)
        if self.rng.random() < 0.2:
            self.meanwhile()
        if self.rng.random() < self.loss:
            if self.rng.random() < 0.3:
                return answered[: self.rng.randrange(len(answered))]
            raise _cut_off()
        return answered

    def _as_planned(self, frame: bytes, fault: Fault) -> bytes:
        if fault is Fault.ARRIVES_LATER:
            self.delayed.append(frame)
        if fault in (Fault.REQUEST_LOST, Fault.ARRIVES_LATER):
            raise _cut_off()
        answered = self._carried(frame)
        if fault is Fault.ANSWER_LOST:
            raise _cut_off()
        self.meanwhile()
        return answered

    def late_arrival(self) -> None:
        """Let a request of long ago arrive once more; nobody hears the answer."""
        if self.delayed:
            self._delivered(self.delayed.pop(self.rng.randrange(len(self.delayed))))

    def _delivered(self, frame: bytes) -> None:
        """Let something arrive of which the laptop never hears."""
        try:
            self.answer(frame)
        except FrameError:
            return

    def _carried(self, frame: bytes) -> bytes:
        try:
            answered = self.answer(frame)
        except FrameError as refused:
            raise LineFailure(Step.SERVER, say("El nivel central no entendió.")) from refused
        self.bytes_down += len(answered)
        return answered

    def put_file(self, target: str, content: bytes, headers: Mapping[str, str]) -> bool:
        """No file travels here."""
        raise _cut_off()

    def get_file(self, target: str, headers: Mapping[str, str]) -> bytes | None:
        """No file travels here."""
        return None


def _cut_off() -> LineFailure:
    return LineFailure(Step.NETWORK, say("Se cortó la señal."))
