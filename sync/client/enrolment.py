"""Presenting a one-time code: once in a vault's life, with words for every way it can fail."""

from __future__ import annotations

from typing import Protocol

import msgspec

from fieldapp.records.text import Refused, say
from sync.client.ports import LineFailure, Step
from sync.protocol.enrolment import EnrolAnswer, EnrolRequest, Refusal
from sync.protocol.messages import from_json
from sync.protocol.packing import FrameError


class EnrolmentLine(Protocol):
    """A line that carries an enrolment."""

    def enrol(self, asked: bytes) -> tuple[bool, bytes]:
        """Present a code (JSON); whether it was accepted, and the answer (JSON)."""
        ...


def enrol(line: EnrolmentLine, asked: EnrolRequest) -> EnrolAnswer:
    """Present a code and the new device's public key.

    Raises Refused with headquarters' own words for a code that opens nothing, `LineFailure` when no
    answer comes.
    """
    accepted, answer = _presented(line, msgspec.json.encode(asked))
    try:
        if not accepted:
            raise Refused(say("{words}", words=from_json(Refusal, answer).text))
        return from_json(EnrolAnswer, answer)
    except FrameError as fault:
        raise LineFailure(
            Step.ANSWER,
            say(
                "En esa dirección no contesta el nivel central (¿un portal de acceso al wifi?). "
                "Revise la dirección y la red; el código sigue sirviendo."
            ),
        ) from fault


def _presented(line: EnrolmentLine, asked: bytes) -> tuple[bool, bytes]:
    """Present it twice if no answer came: the same code and key get the same answer again.

    Else a code whose answer was lost on the way would be used up for nothing.
    """
    try:
        return line.enrol(asked)
    except LineFailure as failure:
        if failure.step is not Step.SERVER:
            raise
    return line.enrol(asked)
