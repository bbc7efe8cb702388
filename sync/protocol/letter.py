"""What a sealed envelope says: a laptop's letter, and headquarters' answer to it.

The clear content is a packed ``Signed`` whose body is a packed ``Letter`` or ``LetterAnswer``
(purposes ``bitacora letter 1`` and ``bitacora letter answer 1``), signed by the device's or by
headquarters' Ed25519 key. A letter carries the very frames of ``POST /v1/sync``: batches are taken
once and answers name their frame, so a letter may arrive twice, late, or in any order.
"""

from collections.abc import Callable
from typing import Annotated, Final
from uuid import UUID

import msgspec
from msgspec import Meta

from sync.protocol.messages import Count, Digest32, Signed
from sync.protocol.packing import decode, encode
from sync.protocol.signing import Purpose, statement_to_sign

FRAMES_MAX: Final = 32
PARTS_MAX: Final = 64

Sign = Callable[[bytes], bytes]
"""Gives the 64-byte Ed25519 signature of the bytes."""


class Part(msgspec.Struct, frozen=True, array_like=True):
    """Some bytes of a file, from ``offset`` on; ``total`` is how long the whole file is."""

    sha256: Digest32
    total: Count
    offset: Count
    content: bytes


class Letter(msgspec.Struct, frozen=True):
    """What a laptop sends: requests, and parts of files."""

    sender: UUID
    reply_key: Digest32
    """X25519 public key to which the answer is sealed."""
    frames: Annotated[list[bytes], Meta(max_length=FRAMES_MAX)] = []
    parts: Annotated[list[Part], Meta(max_length=PARTS_MAX)] = []


class LetterAnswer(msgspec.Struct, frozen=True):
    """What headquarters answers: a frame for each frame, in their order."""

    number: Count
    """The number of the acknowledgement, also told to whoever handed the letter in."""
    letter: Digest32
    """SHA-256 of the letter's signed body."""
    frames: list[bytes] = []
    received: list[tuple[Digest32, Count]] = []
    """Of each file of which parts came, the bytes headquarters holds from its first one on."""


def write_letter(letter: Letter, sign: Sign) -> bytes:
    """Pack and sign a letter."""
    return _signed(Purpose.LETTER, encode(letter), sign)


def write_letter_answer(answer: LetterAnswer, sign: Sign) -> bytes:
    """Pack and sign an answer."""
    return _signed(Purpose.LETTER_ANSWER, encode(answer), sign)


def read_signed(content: bytes) -> Signed:
    """Read the clear content of an envelope, not yet believed; raises ``FrameError``."""
    return decode(Signed, content)


def read_letter(signed: Signed) -> Letter:
    """Read a letter, not yet believed; raises ``FrameError``."""
    return decode(Letter, signed.body)


def read_letter_answer(signed: Signed) -> LetterAnswer:
    """Read an answer, not yet believed; raises ``FrameError``."""
    return decode(LetterAnswer, signed.body)


def _signed(purpose: Purpose, body: bytes, sign: Sign) -> bytes:
    return encode(Signed(body, sign(statement_to_sign(purpose, body))))
