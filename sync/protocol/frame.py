"""The envelope of every message: who sent it, a signature over all of it, and limits.

Layout (bytes): ``BIT1`` · flags 1 · dictionary id 4 LE · sender 16 · signature 64 · zstd payload.
The signature covers everything else. Signing and verifying are handed in, so that this package
needs no cryptography; ``read`` never expands the payload, so a reader can verify first.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

import zstandard

from sync.protocol.dictionary import NO_DICTIONARIES, NO_DICTIONARY, Dictionaries, Dictionary
from sync.protocol.packing import FrameError, TooLarge

MAGIC = b"BIT1"
SIGNATURE_BYTES = 64
HEADQUARTERS = UUID(int=0)
"""The sender of every answer; a device's id is never zero."""

REQUEST_BYTES_MAX = 256 * 1024
ANSWER_BYTES_MAX = 1024 * 1024
PAYLOAD_BYTES_MAX = 8 * 1024 * 1024

_HEAD = struct.Struct("<4sBI16s")
_HEADER_BYTES = _HEAD.size + SIGNATURE_BYTES

Sign = Callable[[bytes], bytes]
"""Gives the 64-byte Ed25519 signature of the bytes."""


class NotAFrame(FrameError):
    """The bytes do not begin like a frame: a captive portal's page, an old or a foreign program."""


class UnknownDictionary(NotAFrame):
    """The frame is compressed with a dictionary that this end never had."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame as it arrived, not yet believed."""

    sender: UUID
    signature: bytes
    signed: bytes
    """What the signature must cover: the frame without the signature."""
    packed: bytes
    dictionary: Dictionary = NO_DICTIONARY
    """What it is compressed with; whoever answers uses the same."""

    def payload(self, bytes_max: int = PAYLOAD_BYTES_MAX) -> bytes:
        """Expand the payload, never to more than ``bytes_max`` bytes of memory."""
        try:
            declared = zstandard.frame_content_size(self.packed)
            if declared < 0:
                raise FrameError("the payload does not declare its size")
            if declared > bytes_max:
                raise TooLarge(f"{declared} bytes of payload, at most {bytes_max}")
            payload = self.dictionary.expander(PAYLOAD_BYTES_MAX).decompress(
                self.packed, max_output_size=bytes_max, allow_extra_data=False
            )
        except zstandard.ZstdError as error:
            raise FrameError(f"the payload does not expand: {error}") from error
        return payload


def packed_bytes(payload: bytes) -> int:
    """Tell about how many bytes a payload takes inside a frame."""
    return len(zstandard.ZstdCompressor(level=1).compress(payload))


def write(
    payload: bytes, sender: UUID, sign: Sign, dictionary: Dictionary = NO_DICTIONARY
) -> bytes:
    """Compress a payload and sign it as ``sender``."""
    if len(payload) > PAYLOAD_BYTES_MAX:
        raise TooLarge(f"{len(payload)} bytes of payload, at most {PAYLOAD_BYTES_MAX}")
    packed = dictionary.compress(payload)
    head = _HEAD.pack(MAGIC, 0, dictionary.id, sender.bytes)
    return head + sign(head + packed) + packed


def read(
    frame: bytes,
    bytes_max: int = REQUEST_BYTES_MAX,
    dictionaries: Dictionaries = NO_DICTIONARIES,
) -> Frame:
    """Take a frame apart without expanding it.

    Raises ``NotAFrame`` when it does not begin like one, ``UnknownDictionary`` when it needs one
    that is not among these, ``TooLarge`` above ``bytes_max``.
    """
    if len(frame) < _HEADER_BYTES or not frame.startswith(MAGIC):
        raise NotAFrame("the bytes do not begin like a frame of this protocol")
    if len(frame) > bytes_max:
        raise TooLarge(f"{len(frame)} bytes of frame, at most {bytes_max}")
    _, flags, number, sender = _HEAD.unpack_from(frame)
    if flags:
        raise NotAFrame(f"flags {flags} are unknown here")
    dictionary = dictionaries.get(number)
    if dictionary is None:
        raise UnknownDictionary(f"dictionary {number} is unknown here")
    packed = frame[_HEADER_BYTES:]
    return Frame(
        sender=UUID(bytes=sender),
        signature=frame[_HEAD.size : _HEADER_BYTES],
        signed=frame[: _HEAD.size] + packed,
        packed=packed,
        dictionary=dictionary,
    )


def answer_mark(frame: bytes) -> bytes:
    """Give the eight bytes by which an answer names the request frame it answers."""
    return sha256(frame).digest()[:8]
