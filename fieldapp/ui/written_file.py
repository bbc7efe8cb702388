"""A file made here, written where the person said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fieldapp.records.text import Outside, say


def write_file(path: Path, make: Callable[[], bytes]) -> Path:
    """Write a file made here where the person said; Outside says why it could not be."""
    content = make()
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Outside(
            say(
                "No se pudo guardar en {path}: {why}. Elija otro lugar, por ejemplo Documentos.",
                path=str(path),
                why=error.strerror or "",
            )
        ) from error
    return path
