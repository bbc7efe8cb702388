"""Trying the way to headquarters step by step, so that whoever mends it knows where it fails.

Two requests: headquarters' sign of life, and one signed exchange that sends nothing and takes
nothing in. A wrong clock is told and stops nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol
from uuid import UUID

from fieldapp.records.clock_words import clock_fault
from fieldapp.records.text import Text, say
from sync.client.ports import Clock, LineFailure, Signer, Step
from sync.protocol import PROTOCOL_VERSION
from sync.protocol.frame import ANSWER_BYTES_MAX, HEADQUARTERS, answer_mark
from sync.protocol.frame import read as read_frame
from sync.protocol.frame import write as write_frame
from sync.protocol.messages import Answer, AnswerState, Request, read_answer, write_request
from sync.protocol.packing import FrameError

STEPS: Final = (Step.NETWORK, Step.PROXY, Step.CERTIFICATE, Step.CLOCK, Step.SERVER)
"""The way to headquarters, in the order in which it is gone."""

_ANSWER_BYTES: Final = 4096


class Outcome(StrEnum):
    """How one step went."""

    OK = "ok"
    DOUBTFUL = "doubtful"
    """It stops nothing, and somebody should look at it."""
    FAILED = "failed"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class ProbedStep:
    """One step of the way, and what can be said of it."""

    name: str
    outcome: Outcome
    text: Text


@dataclass(frozen=True, slots=True)
class Probe:
    """The whole way. `clock_ahead_s` is None when headquarters did not say what time it is."""

    steps: tuple[ProbedStep, ...]
    clock_ahead_s: int | None = None

    @property
    def reached(self) -> bool:
        """Whether headquarters answered."""
        return all(step.outcome in (Outcome.OK, Outcome.DOUBTFUL) for step in self.steps)


class ProbeLine(Protocol):
    """What a probe needs of a line. Both raise `LineFailure`."""

    def sign_of_life(self) -> None:
        """Ask headquarters whether it is there."""
        ...

    def exchange(self, frame: bytes) -> bytes:
        """Send one request frame and give what came back, not yet believed."""
        ...


@dataclass(frozen=True, slots=True)
class Probing:
    """Tries the way for one device. `proxied` says whether a proxy stands on it."""

    line: ProbeLine
    device: UUID
    signer: Signer
    clock: Clock
    app: str
    schema: int
    proxied: bool

    def probe(self) -> Probe:
        """Go the whole way once; what fails is told and never raised."""
        try:
            self.line.sign_of_life()
        except LineFailure as failure:
            # Whoever never answered may have any certificate.
            silent = failure.step is Step.SERVER
            return self._failed(failure, _passed(failure.step, certified=not silent))
        try:
            answer = self._answer()
        except LineFailure as failure:
            return self._failed(failure, _passed(failure.step, certified=True))
        ahead_s = (self.clock.now_us() - answer.now) // 1_000_000
        told = self._good()
        told[Step.CLOCK] = _clock(ahead_s)
        told[Step.SERVER] = ProbedStep("server", Outcome.OK, _welcome(answer))
        return Probe(tuple(told[step] for step in STEPS), ahead_s)

    def _answer(self) -> Answer:
        """Exchange nothing, signed by both; raises `LineFailure` for anything but an answer."""
        asked = Request(PROTOCOL_VERSION, self.schema, self.app, self.clock.now_us(), _ANSWER_BYTES)
        frame = write_frame(write_request(asked), self.device, self.signer.sign)
        try:
            arrived = read_frame(self.line.exchange(frame), ANSWER_BYTES_MAX)
            signed = self.signer.is_headquarters(arrived.signature, arrived.signed)
            if arrived.sender == HEADQUARTERS and signed:
                answer = read_answer(arrived.payload())
                if answer.answers == answer_mark(frame):
                    return answer
        except FrameError:
            pass
        raise LineFailure(
            Step.ANSWER,
            say(
                "Quien contesta no es el nivel central de este equipo: la respuesta no lleva su "
                "firma. Revise si la red pide entrar con el navegador, o avise a soporte."
            ),
        )

    def _good(self) -> dict[Step, ProbedStep]:
        proxy = (
            say("Se pasa por el proxy de la red.") if self.proxied else say("Sin proxy: directo.")
        )
        certificate = say("Quien contesta tiene un certificado válido.")
        return {
            Step.NETWORK: ProbedStep("network", Outcome.OK, say("Hay red.")),
            Step.PROXY: ProbedStep("proxy", Outcome.OK, proxy),
            Step.CERTIFICATE: ProbedStep("certificate", Outcome.OK, certificate),
        }

    def _failed(self, failure: LineFailure, passed: tuple[Step, ...]) -> Probe:
        good = self._good()
        failed_at = _ON_THE_WAY.get(failure.step, failure.step)
        steps: list[ProbedStep] = []
        for step in STEPS:
            if step is failed_at:
                steps.append(ProbedStep(step.value, Outcome.FAILED, failure.text))
            elif step in passed:
                steps.append(good[step])
            else:
                unknown = say("No se llegó hasta aquí.")
                steps.append(ProbedStep(step.value, Outcome.NOT_REACHED, unknown))
        return Probe(tuple(steps))


_ON_THE_WAY: Final[Mapping[Step, Step]] = {
    Step.PROXY_LOGIN: Step.PROXY,
    Step.BUSY: Step.SERVER,
    Step.ANSWER: Step.SERVER,
    Step.AUTHORISATION: Step.SERVER,
}
"""On which step of the way the others are told."""


def _passed(failed: Step, *, certified: bool) -> tuple[Step, ...]:
    """The steps known to be good when this one failed; of the clock only an answer tells."""
    before = STEPS[: STEPS.index(_ON_THE_WAY.get(failed, failed))]
    unknown = {Step.CLOCK} if certified else {Step.CLOCK, Step.CERTIFICATE}
    return tuple(step for step in before if step not in unknown)


def _clock(ahead_s: int) -> ProbedStep:
    fault = clock_fault(ahead_s)
    if fault is None:
        return ProbedStep("clock", Outcome.OK, say("La hora de este equipo está bien."))
    return ProbedStep("clock", Outcome.DOUBTFUL, fault)


def _welcome(answer: Answer) -> Text:
    if answer.state is AnswerState.REVOKED:
        return say("El nivel central contesta. Este equipo entrega y ya no recibe registros.")
    return say("El nivel central contesta.")
