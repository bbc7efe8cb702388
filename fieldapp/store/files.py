"""Attachments, sealed papers and downloads: encrypted files named by the SHA-256 of their content.

Content never changes under a name, so a file is written once, never renamed and never deleted
here (it may be open: field rule R25). A file is a head (magic, 8 unpredictable bytes) and chunks
of 64 KiB, each AES-256-GCM and bound to the name, its place and whether it is the last, so that
no chunk can be altered, moved, dropped or taken from another file.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Protocol

from fieldapp.records.text import Outside, say
from fieldapp.store.disk import disk_in_words, write_whole

_MAGIC: Final = b"BITF\x01"
_PREFIX_BYTES: Final = 8
_HEAD_BYTES: Final = len(_MAGIC) + _PREFIX_BYTES
_CHUNK_BYTES: Final = 64 * 1024
_SEALED_BYTES: Final = _CHUNK_BYTES + 16
_NAME: Final = re.compile(r"[0-9a-f]{64}")


class FileCipher(Protocol):
    """What files need of the vault."""

    def seal(self, nonce: bytes, clear: bytes, about: bytes) -> bytes:
        """Encrypt and bind to `about`."""
        ...

    def open(self, nonce: bytes, sealed: bytes, about: bytes) -> bytes:
        """Decrypt; ValueError if altered."""
        ...


class Files:
    """The vault's folder of encrypted files."""

    def __init__(
        self, folder: Path, cipher: FileCipher, entropy: Callable[[int], bytes] = os.urandom
    ) -> None:
        self._folder = folder
        self._cipher = cipher
        self._entropy = entropy

    def put(self, content: bytes) -> str:
        """Keep some content; its name, which is its SHA-256 in hexadecimal.

        When this returns it is on the disk for good. Raises Outside if the disk refuses.
        """
        name = hashlib.sha256(content).hexdigest()
        if self.has(name):
            return name
        prefix = self._entropy(_PREFIX_BYTES)
        starts = range(0, max(len(content), 1), _CHUNK_BYTES)
        sealed = [
            self._cipher.seal(
                _nonce(prefix, place),
                content[start : start + _CHUNK_BYTES],
                _about(name, place, last=place == len(starts) - 1),
            )
            for place, start in enumerate(starts)
        ]
        write_whole(self._folder / name, b"".join((_MAGIC, prefix, *sealed)))
        return name

    def read(self, name: str, offset: int = 0, most: int | None = None) -> bytes:
        """The content from `offset` on, and of it at most so many bytes.

        Only the chunks that hold them are read. Raises Outside if it is missing or damaged.
        """
        size = self.size_bytes(name)
        end = size if most is None else min(offset + most, size)
        if offset and offset >= end:
            return b""
        first, after = offset // _CHUNK_BYTES, max(-(-end // _CHUNK_BYTES), 1)
        to_the_end = after * _CHUNK_BYTES >= size
        with disk_in_words(), self._there(name).open("rb") as file:
            head = file.read(_HEAD_BYTES)
            file.seek(_HEAD_BYTES + first * _SEALED_BYTES)
            sealed = file.read(-1 if to_the_end else (after - first) * _SEALED_BYTES)
        try:
            clear = self._clear(name, head, sealed, first, to_the_end=to_the_end)
        except ValueError as fault:
            raise Outside(
                say(
                    "El archivo guardado «{name}» está dañado. "
                    "Recupérelo de una copia de seguridad.",
                    name=name,
                )
            ) from fault
        start = first * _CHUNK_BYTES
        return clear[offset - start : end - start]

    def has(self, name: str) -> bool:
        """Tell whether the content is here."""
        return is_name(name) and (self._folder / name).exists()

    def size_bytes(self, name: str) -> int:
        """How long the content is. Raises Outside if it is missing."""
        with disk_in_words():
            sealed = self._there(name).stat().st_size - _HEAD_BYTES
        return sealed - 16 * -(-sealed // _SEALED_BYTES)

    def names(self) -> Iterator[str]:
        """The name of everything that is here."""
        return (one.name for one in sorted(self._folder.iterdir()) if is_name(one.name))

    def kept_at(self, name: str) -> float:
        """When it was kept, by the clock of the disk: to send what is older first."""
        with disk_in_words():
            return self._there(name).stat().st_mtime

    def _there(self, name: str) -> Path:
        # A name may come from another laptop: nothing but a digest may become part of a path.
        if not self.has(name):
            raise Outside(say("El archivo «{name}» no está en este equipo.", name=name))
        return self._folder / name

    def _clear(
        self, name: str, head: bytes, sealed: bytes, first: int, *, to_the_end: bool
    ) -> bytes:
        """Decrypt chunks from the `first` on. Raises ValueError if one is not what was put."""
        if not head.startswith(_MAGIC):
            raise ValueError("not a file of a vault")
        clear = bytearray()
        for start in range(0, max(len(sealed), 1), _SEALED_BYTES):
            place = first + start // _SEALED_BYTES
            clear += self._cipher.open(
                _nonce(head[len(_MAGIC) :], place),
                sealed[start : start + _SEALED_BYTES],
                _about(name, place, last=to_the_end and start + _SEALED_BYTES >= len(sealed)),
            )
        return bytes(clear)


def is_name(text: str) -> bool:
    """Tell whether a text is the SHA-256 of something, as files are named."""
    return _NAME.fullmatch(text) is not None


def _nonce(prefix: bytes, place: int) -> bytes:
    return prefix + place.to_bytes(4, "big")


def _about(name: str, place: int, *, last: bool) -> bytes:
    return bytes.fromhex(name) + place.to_bytes(4, "big") + bytes([last])
