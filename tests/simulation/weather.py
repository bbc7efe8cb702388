"""The line of one laptop in bad weather: what it loses, cuts, doubles and delays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from random import Random

from fieldapp.records.text import say
from sync.client.ports import Carried, Fetched, LineFailure, Step, Traffic
from sync.protocol.packing import FrameError
from tests.simulation.oracle import Violation

TRIPS_MAX = 200
"""Requests in one sync after which something turns in circles."""


class Fault(Enum):
    """What happens to one exchange."""

    NONE = "none"
    REQUEST_LOST = "request lost"
    REQUEST_CUT = "request cut"
    ANSWER_LOST = "answer lost"
    ANSWER_CUT = "answer cut"


class TurnsInCircles(Violation):
    """A laptop asks and asks and never has done."""


@dataclass(slots=True)
class Line:
    """A line to headquarters. `loss` is how often a request, and how often an answer, is lost."""

    answer: Callable[[bytes], bytes]
    rng: Random
    loss: float = 0.0
    meanwhile: Callable[[], None] = lambda: None
    """What others do while an answer is on its way."""
    planned: list[Fault] = field(default_factory=list[Fault])
    """What is sure to happen next, one exchange each."""
    delayed: list[bytes] = field(default_factory=list[bytes])
    """Requests of which a copy arrives once more, much later."""
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
        fault = self.planned.pop(0) if self.planned else self._lot()
        if fault is Fault.REQUEST_CUT:
            self._delivered(frame[: self.rng.randrange(len(frame))])
        if fault in (Fault.REQUEST_LOST, Fault.REQUEST_CUT):
            raise _cut_off()
        self._copy_by_lot(frame)
        answered = self._carried(frame)
        self.meanwhile()
        if fault is Fault.ANSWER_LOST:
            raise _cut_off()
        whole = fault is not Fault.ANSWER_CUT
        return answered if whole else answered[: self.rng.randrange(len(answered))]

    def late_arrival(self) -> None:
        """Let a request of long ago arrive once more; nobody hears the answer."""
        if self.delayed:
            self._delivered(self.delayed.pop(self.rng.randrange(len(self.delayed))))

    def _lot(self) -> Fault:
        if not self.loss:
            return Fault.NONE
        if self.rng.random() < self.loss:
            return Fault.REQUEST_CUT if self.rng.random() < 0.1 else Fault.REQUEST_LOST
        if self.rng.random() < self.loss:
            return Fault.ANSWER_CUT if self.rng.random() < 0.3 else Fault.ANSWER_LOST
        return Fault.NONE

    def _copy_by_lot(self, frame: bytes) -> None:
        """Let the line double a frame, at once or for much later."""
        if self.loss and self.rng.random() < 0.1:
            self.delayed.append(frame)
        if self.loss and self.rng.random() < 0.05:
            self._delivered(frame)

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

    def put_file(self, target: str, content: bytes, headers: Mapping[str, str]) -> Carried:
        """No file travels here: their lanes have tests of their own."""
        raise _cut_off()

    def get_file(
        self, target: str, headers: Mapping[str, str], start: int, most: int
    ) -> Fetched | None:
        """No file travels here."""
        return None


def _cut_off() -> LineFailure:
    return LineFailure(Step.NETWORK, say("Se cortó la señal."))
