"""Files of evidence and sealed actas: a folder of bytes named by their SHA-256.

Content is never changed or renamed once it is there; writing the same file twice is one file.
"""

import os
import secrets
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

FILE_BYTES_MAX: Final = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileFolder:
    """Content-addressed files below one folder, spread by the first two letters of their name."""

    folder: Path

    def write(self, content: bytes) -> bytes:
        """Keep a file and give its SHA-256; it is on the disk, whole, when this returns."""
        name = sha256(content)
        place = self._place(name.digest())
        if place.exists():
            return name.digest()
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        coming = place.with_name(f".{secrets.token_hex(8)}")
        with coming.open("xb") as written:
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
        coming.replace(place)
        return name.digest()

    def read(self, name: bytes) -> bytes | None:
        """Give a file's content, or none when it is not here."""
        try:
            return self._place(name).read_bytes()
        except FileNotFoundError:
            return None

    def _place(self, name: bytes) -> Path:
        return self.folder / name.hex()[:2] / name.hex()
