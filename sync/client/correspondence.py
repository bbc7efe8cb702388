"""How a request is written and an answer believed and taken in, whatever carries them."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.records.text import Text, say
from sync.client.absorb import Absorbing
from sync.client.absorbed import Absorbed
from sync.client.asking import Question
from sync.client.ports import EngineStore, LineFailure, Signer, Step
from sync.protocol.dictionary import (
    NO_DICTIONARIES,
    NO_DICTIONARY,
    Dictionaries,
    Dictionary,
)
from sync.protocol.frame import ANSWER_BYTES_MAX, HEADQUARTERS, NotAFrame
from sync.protocol.frame import read as read_frame
from sync.protocol.frame import write as write_frame
from sync.protocol.messages import Answer, Request, read_answer, write_request
from sync.protocol.packing import FrameError


@dataclass(frozen=True, slots=True)
class Correspondence:
    """One laptop's letters with headquarters, over a line or in envelopes."""

    store: EngineStore
    signer: Signer
    dictionaries: Dictionaries = NO_DICTIONARIES
    """Those an answer may be compressed with."""

    def frame(self, asked: Request, dictionary: Dictionary = NO_DICTIONARY) -> bytes:
        """Write and sign a request. Whoever cannot ask again uses no dictionary."""
        sender, sign = self.store.device(), self.signer.sign
        return write_frame(write_request(asked), sender, sign, dictionary)

    def believe(self, came_back: bytes) -> Answer:
        """Read an answer; it counts for headquarters' signature, never for a transport's status.

        Raises `LineFailure` for whatever it is else. The caller sees to which request it answers.
        """
        try:
            answered = read_frame(came_back, ANSWER_BYTES_MAX, self.dictionaries)
            signed = self.signer.is_headquarters(answered.signature, answered.signed)
            if answered.sender != HEADQUARTERS or not signed:
                raise LineFailure(Step.ANSWER, _unsigned())
            return read_answer(answered.payload())
        except NotAFrame as fault:
            raise LineFailure(Step.ANSWER, _portal()) from fault
        except FrameError as fault:
            raise LineFailure(Step.ANSWER, unreadable()) from fault

    def take(self, question: Question, answer: Answer, arrived_us: int | None = None) -> Absorbed:
        """Take in the believed answer to a question; over a line, `arrived_us` by our clock."""
        is_headquarters = self.signer.is_headquarters
        try:
            with self.store.taking() as taking:
                absorbing = Absorbing(
                    taking, question.request, is_headquarters, question.heir, arrived_us
                )
                absorbed = absorbing.take(answer)
        except FrameError as fault:
            raise LineFailure(Step.ANSWER, unreadable()) from fault
        if absorbed.became is not None:
            self.signer.go_on_with(absorbed.became)
        return absorbed

    def must_succeed(self, absorbed: Absorbed, heir: bytes | None) -> bool:
        """Begin to become a device of its own, once, when headquarters knows a copy of this vault.

        The new key is on disk before it is sent: a cut leaves the old device or the new one.
        """
        if not absorbed.copied or heir is not None:
            return False
        self.store.begin_successor()
        return True


def unrecognised() -> LineFailure:
    """What stops a laptop that headquarters does not know even by its certificate."""
    return LineFailure(
        Step.AUTHORISATION,
        say(
            "El nivel central no reconoce este equipo. No se perdió nada: "
            "pida un código nuevo y active el equipo otra vez."
        ),
    )


def unreadable() -> Text:
    """What is said of an answer that came damaged."""
    return say(
        "La respuesta del nivel central llegó dañada y no se tomó nada de ella. "
        "No se perdió nada; inténtelo de nuevo."
    )


def _unsigned() -> Text:
    return say(
        "La respuesta no está firmada por el nivel central, así que no se tomó nada de "
        "ella. No se perdió nada; avise a soporte antes de volver a intentarlo."
    )


def _portal() -> Text:
    return say(
        "La red contestó con otra página (¿un portal de acceso al wifi?) y no con el nivel "
        "central. No se perdió nada: entre a la red con el navegador e inténtelo de nuevo."
    )
