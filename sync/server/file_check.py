"""Tells which files headquarters believes to have and has not, or not as they came."""

from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import Engine, text

from sync.server.files import FileStore


class FileFault(NamedTuple):
    """A file of the tables whose bytes are gone, or are not those of its name."""

    name: str
    """Its SHA-256 in hexadecimal."""
    size_bytes: int
    missing: bool
    """Not there at all; otherwise damaged."""


def file_faults(engine: Engine, files: FileStore) -> Iterator[FileFault]:
    """Read every file, one at a time. Raises `FilesAway` when the storage does not answer."""
    with engine.connect() as connection:
        known = connection.execute(text("select sha256, bytes from file order by sha256")).all()
    for name, size in known:
        content = files.read(name)
        if content is None or sha256(content).digest() != name:
            yield FileFault(name.hex(), size, content is None)
