"""How far a file would swell: asked before any reader unpacks what a stranger packed.

A PDF of a few kilobytes can hold a stream that unpacks to the whole memory. No reader of ours
sets a limit, so every packed stream is unpacked here first, piece by piece, and thrown away.
"""

from __future__ import annotations

import re
import zlib
from typing import Final

UNPACKED_BYTES_MAX: Final = 128 * 1024 * 1024
"""All streams of a file together; our fullest acta, with photographs, unpacks to 30 MB."""

_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_PIECE_BYTES: Final = 64 * 1024
_DEPTH_MAX: Final = 4
"""Streams packed inside packed streams; nobody who means well packs one five times."""


def swells(file: bytes) -> bool:
    """Tell whether the packed streams of a file unpack to more than any paper of ours."""
    left = UNPACKED_BYTES_MAX
    for found in _STREAM.finditer(file):
        left = _left_after(memoryview(file)[found.end() :], left, _DEPTH_MAX)
        if left < 0:
            return True
    return False


def _left_after(packed: memoryview, left: int, depth: int) -> int:
    """What of `left` bytes remains once a stream is unpacked; negative if it does not suffice."""
    if depth == 0:
        return -1
    unpacking = zlib.decompressobj()
    unpacked = bytearray()
    waiting = b""
    place = 0
    while not unpacking.eof:
        if not waiting:
            waiting = bytes(packed[place : place + _PIECE_BYTES])
            place += _PIECE_BYTES
        if not waiting:
            break
        try:
            piece = unpacking.decompress(waiting, _PIECE_BYTES)
        except zlib.error:
            break
        waiting = unpacking.unconsumed_tail
        unpacked += piece
        left -= len(piece)
        if left < 0:
            return left
    if not unpacked:
        return left
    return _left_after(memoryview(bytes(unpacked)), left, depth - 1)
