"""Writing to disk so that a power cut leaves the old content or the new one, never a torn one."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from fieldapp.records.text import Outside, Text, say

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path`: a temporary file beside it, flushed to the disk, takes its name.

    Raises Outside when the disk refuses; what was at `path` is then untouched.
    """
    with disk_in_words():
        temporary = path.with_name(path.name + ".part")
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        take_name(temporary, path)


def take_name(temporary: Path, path: Path) -> None:
    """Give a finished, flushed temporary file its final name, durably."""
    temporary.replace(path)
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make new names in `folder` survive a power cut; Windows does so by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def disk_in_words() -> Generator[None]:
    """Turn the disk's refusals into sentences (Outside); nothing written before is lost."""
    try:
        yield
    except OSError as fault:
        raise Outside(_worded(fault)) from fault


def _worded(fault: OSError) -> Text:
    if fault.errno in _FULL:
        return no_room()
    if isinstance(fault, PermissionError):
        return say(
            "El equipo no permite escribir en «{path}». Revise los permisos de la carpeta; "
            "lo guardado hasta ahora está a salvo.",
            path=str(fault.filename or ""),
        )
    if isinstance(fault, FileNotFoundError):
        return say("No se encuentra «{path}».", path=str(fault.filename or ""))
    return say(
        "El disco no respondió ({reason}). Lo guardado hasta ahora está a salvo; "
        "inténtelo de nuevo.",
        reason=fault.strerror or str(fault),
    )


def no_room() -> Text:
    """The sentence for a full disk."""
    return say(
        "No queda espacio en el disco. Lo guardado hasta ahora está a salvo; "
        "libere espacio e inténtelo de nuevo."
    )
