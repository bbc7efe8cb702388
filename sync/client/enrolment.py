"""Presenting a one-time code: once in a vault's life, with words for every way it can fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from fieldapp.records.text import Refused, say
from sync.client.ports import LineFailure, Step
from sync.protocol.enrolment import EnrolAnswer, EnrolRequest, Refusal
from sync.protocol.messages import Certificate, read_statement
from sync.protocol.packing import FrameError
from sync.protocol.rendering import from_json
from sync.protocol.signing import Purpose, statement_to_sign


class EnrolmentLine(Protocol):
    """A line that carries an enrolment."""

    def enrol(self, asked: bytes) -> tuple[bool, bytes]:
        """Present a code (JSON); whether it was accepted, and the answer (JSON)."""
        ...


IsSignedBy = Callable[[bytes, bytes, bytes], bool]
"""Tells whether the holder of a public key made this signature of this message."""


def enrol(
    line: EnrolmentLine, asked: EnrolRequest, is_signed_by: IsSignedBy, pinned: bytes = b""
) -> EnrolAnswer:
    """Present a code and the new device's public key.

    `pinned` is the key of headquarters that the activation file named, if there was one. Raises
    Refused with headquarters' own words for a code that opens nothing, or in ours when whoever
    answers is not that headquarters; `LineFailure` when no answer comes.
    """
    accepted, answer = _presented(line, msgspec.json.encode(asked))
    try:
        if not accepted:
            raise Refused(say("{words}", words=from_json(Refusal, answer).text))
        given = from_json(EnrolAnswer, answer)
    except FrameError as fault:
        raise LineFailure(
            Step.ANSWER,
            say(
                "En esa dirección no contesta el nivel central (¿un portal de acceso al wifi?). "
                "Revise la dirección y la red; el código sigue sirviendo."
            ),
        ) from fault
    if pinned not in (b"", given.headquarters_key) or not _proven(given, asked, is_signed_by):
        raise Refused(
            say(
                "Quien contesta en esa dirección no es el nivel central que hizo esta activación: "
                "su clave es otra. No se activó nada. Avise al nivel central y pida otro código."
            )
        )
    return given


def _proven(given: EnrolAnswer, asked: EnrolRequest, is_signed_by: IsSignedBy) -> bool:
    """Tell whether whoever answered holds the key it names: it signed this device's certificate."""
    message = statement_to_sign(Purpose.CERTIFICATE, given.certificate.body)
    if not is_signed_by(given.headquarters_key, given.certificate.signature, message):
        return False
    certificate = read_statement(Certificate, given.certificate)
    return (certificate.device, certificate.device_key) == (given.device, asked.device_key)


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
