"""The small file that turns an acta as handed over into its completed copy, byte for byte.

Headquarters puts its time stamp into the room that the officer's signature left for it, and adds
what proves the signature in later years after the end of the file. A laptop holds the rest
already: only what differs travels, in the small lane of a slow line.
"""

from __future__ import annotations

import hashlib
import zlib
from bisect import bisect_left
from typing import Final

import msgspec

_FORM: Final = 1
_WINDOW_BYTES: Final = 32 * 1024
"""How far back zlib looks: as much of the paper as helps it, from the change on."""

_BYTES_MAX: Final = 1024 * 1024
"""A completion is some ten thousand bytes; whatever claims to be a hundred times that is none."""


class NotItsCompletion(ValueError):
    """The bytes are no completion, are damaged, or belong to another paper; nothing was made."""


class _Splice(msgspec.Struct, frozen=True, array_like=True):
    """`inserted` stands over the paper's bytes from `at` on; `tail` follows the paper's end."""

    inserted: bytes
    tail: bytes


class _Completion(msgspec.Struct, frozen=True, array_like=True):
    form: int
    paper: bytes
    completed: bytes
    """SHA-256 of the paper as handed over, and of what it becomes."""
    at: int
    packed: bytes
    """`_Splice`, deflated with the paper's bytes from `at` on as dictionary."""


def make_completion(paper: bytes, completed: bytes) -> bytes:
    """Write down what makes `completed` of `paper`: bytes changed in place, and a tail.

    Raises ValueError when `completed` is shorter than the paper.
    """
    size = len(paper)
    if len(completed) < size:
        msg = "a completed paper is not shorter than the paper"
        raise ValueError(msg)
    at = bisect_left(range(size), True, key=lambda end: paper[: end + 1] != completed[: end + 1])
    same = bisect_left(
        range(size - at),
        True,
        key=lambda n: paper[size - n - 1 :] != completed[size - n - 1 : size],
    )
    splice = _Splice(completed[at : size - same], completed[size:])
    deflating = zlib.compressobj(9, zdict=_dictionary(paper, at))
    packed = deflating.compress(msgspec.msgpack.encode(splice)) + deflating.flush()
    written = _Completion(_FORM, _digest(paper), _digest(completed), at, packed)
    return msgspec.msgpack.encode(written)


def complete(paper: bytes, completion: bytes) -> bytes:
    """Lay a completion on the paper it was made for; gives the completed copy, digest compared.

    Raises `NotItsCompletion`.
    """
    try:
        told = msgspec.msgpack.decode(completion, type=_Completion)
        if told.form != _FORM or told.paper != _digest(paper):
            raise NotItsCompletion("made for another paper, or by a newer program")
        inflating = zlib.decompressobj(zdict=_dictionary(paper, told.at))
        packed = inflating.decompress(told.packed, _BYTES_MAX)
        splice = msgspec.msgpack.decode(packed, type=_Splice)
    except (msgspec.MsgspecError, zlib.error) as fault:
        raise NotItsCompletion(str(fault)) from fault
    behind = told.at + len(splice.inserted)
    completed = b"".join((paper[: told.at], splice.inserted, paper[behind:], splice.tail))
    if _digest(completed) != told.completed:
        raise NotItsCompletion("does not become what it says")
    return completed


def _dictionary(paper: bytes, at: int) -> bytes:
    return paper[at : at + _WINDOW_BYTES]


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
