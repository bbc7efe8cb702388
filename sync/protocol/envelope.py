"""The sealed envelope: a sync that travels as a file, by memory stick, mail or a colleague's hands.

Layout (bytes): ``BITS`` · version 1 · form 1 · recipient 8 · once 32 · pieces. *Form* is 1 for a
letter (laptop to headquarters), 2 for its answer, 3 for a bundle. *Recipient* is the start of the
SHA-256 of the X25519 public key sealed to; *once* is an X25519 public key made for this envelope
alone. The key is HKDF-SHA256 (32 bytes) of what both agree on, salt = once + recipient's public
key, info = ``bitacora sealed envelope 1``. A device's own X25519 key is HKDF-SHA256 of the seed
of its Ed25519 key, without salt, info = ``bitacora reply 1``. The clear bytes are cut into pieces
of 65,536 (the last shorter, never missing), each sealed with AES-256-GCM: nonce = 7 zero bytes,
place from 0 as 4 bytes big-endian, 1 for the last piece or else 0; the 46 bytes of the head are
authenticated with every piece. So nothing can be altered, moved, left out or cut off, and a
reader needs little memory.

What the pieces say is of ``letter`` and ``bundle``. What ciphers and keys are is handed in.
"""

import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256
from typing import Final, Protocol

from sync.protocol.packing import FrameError, TooLarge

MAGIC: Final = b"BITS"
VERSION: Final = 1
PIECE_BYTES: Final = 64 * 1024
LETTER_BYTES_MAX: Final = 10_000_000
"""What an e-mail and a public page still take; more goes in further letters."""
_HEAD: Final = struct.Struct(">4sBB8s32s")
HEAD_BYTES: Final = _HEAD.size
_SEALED_BYTES: Final = PIECE_BYTES + 16
_NONCE: Final = struct.Struct(">7xI?")


class NotAnEnvelope(FrameError):
    """The bytes do not begin like an envelope of a version known here."""


class EnvelopeDamaged(FrameError):
    """It was cut, altered or put together from others: no byte of it counts."""


class Form(IntEnum):
    """What an envelope carries."""

    LETTER = 1
    ANSWER = 2
    BUNDLE = 3


class Box(Protocol):
    """AES-256-GCM under the key of one envelope."""

    def seal(self, nonce: bytes, clear: bytes, about: bytes) -> bytes:
        """Encrypt and bind to ``about``; 16 bytes longer."""
        ...

    def open(self, nonce: bytes, sealed: bytes, about: bytes) -> bytes:
        """Decrypt; ``ValueError`` if it is not what ``seal`` gave."""
        ...


SealingTo = Callable[[bytes], tuple[bytes, Box]]
"""Gives a public key made once and the box that seals to this recipient with it."""

Opening = Callable[[bytes], Box]
"""Gives the box of what was sealed to us with this key made once; ``ValueError`` if it is none."""


@dataclass(frozen=True, slots=True)
class Head:
    """The clear beginning of an envelope; it tells nothing but which key opens it."""

    form: Form
    recipient: bytes
    once: bytes

    def written(self) -> bytes:
        """Give the 46 bytes it stands for."""
        return _HEAD.pack(MAGIC, VERSION, self.form, self.recipient, self.once)

    def is_for(self, public_key: bytes) -> bool:
        """Tell whether it was sealed to this X25519 key."""
        return self.recipient == mark_of(public_key)


def begin(form: Form, recipient: bytes, sealing_to: SealingTo) -> tuple[Head, Box]:
    """Begin an envelope to a public key; raises ``FrameError`` when that key is none."""
    try:
        once, box = sealing_to(recipient)
    except ValueError as fault:
        raise FrameError("the recipient's key is none") from fault
    return Head(form, mark_of(recipient), once), box


def mark_of(public_key: bytes) -> bytes:
    """Give the eight bytes by which a head names whom it is sealed to."""
    return sha256(public_key).digest()[:8]


def seal(head: Head, box: Box, clear: Iterable[bytes]) -> Iterator[bytes]:
    """Give an envelope bit by bit: its head, then one sealed piece after another."""
    about = head.written()
    yield about
    waiting = bytearray()
    place = 0
    for some in clear:
        waiting += some
        while len(waiting) > PIECE_BYTES:
            piece = bytes(waiting[:PIECE_BYTES])
            del waiting[:PIECE_BYTES]
            yield box.seal(_NONCE.pack(place, False), piece, about)
            place += 1
    yield box.seal(_NONCE.pack(place, True), bytes(waiting), about)


def read_head(beginning: bytes) -> Head:
    """Read the head of an envelope; raises ``NotAnEnvelope``."""
    if len(beginning) < HEAD_BYTES or not beginning.startswith(MAGIC):
        raise NotAnEnvelope("the bytes do not begin like an envelope")
    _, version, form, recipient, once = _HEAD.unpack_from(beginning)
    if version != VERSION or form not in set(Form):
        raise NotAnEnvelope(f"an envelope of version {version}, form {form}")
    return Head(Form(form), recipient, once)


def is_answer(envelope: bytes) -> bool:
    """Tell whether these bytes begin like headquarters' answer; believing it takes its reader."""
    try:
        return read_head(envelope).form is Form.ANSWER
    except NotAnEnvelope:
        return False


def unseal(head: Head, opening: Opening, sealed: Iterable[bytes]) -> Iterator[bytes]:
    """Give the clear bytes of what follows the head; raises ``EnvelopeDamaged``.

    What was given before it is raised is genuine, but it is not all: use nothing until the end.
    """
    about = head.written()
    waiting = bytearray()
    place = 0
    try:
        box = opening(head.once)
        for some in sealed:
            waiting += some
            while len(waiting) > _SEALED_BYTES:
                yield box.open(_NONCE.pack(place, False), bytes(waiting[:_SEALED_BYTES]), about)
                del waiting[:_SEALED_BYTES]
                place += 1
        yield box.open(_NONCE.pack(place, True), bytes(waiting), about)
    except ValueError as fault:
        raise EnvelopeDamaged(f"piece {place} does not open") from fault


def seal_whole(head: Head, box: Box, content: bytes) -> bytes:
    """Seal what fits in memory; raises ``TooLarge`` above ``LETTER_BYTES_MAX``."""
    sealed = b"".join(seal(head, box, [content]))
    if len(sealed) > LETTER_BYTES_MAX:
        raise TooLarge(f"{len(sealed)} bytes of envelope, at most {LETTER_BYTES_MAX}")
    return sealed


def unseal_whole(head: Head, opening: Opening, envelope: bytes) -> bytes:
    """Open what fits in memory; raises ``TooLarge`` or ``EnvelopeDamaged``."""
    if len(envelope) > LETTER_BYTES_MAX:
        raise TooLarge(f"{len(envelope)} bytes of envelope, at most {LETTER_BYTES_MAX}")
    return b"".join(unseal(head, opening, [envelope[HEAD_BYTES:]]))
