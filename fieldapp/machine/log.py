"""The log and the reports of bugs: ids and places in the code, never what a person typed."""

from __future__ import annotations

import logging
import platform
import traceback
from collections.abc import Iterator
from copy import copy
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

ExceptionTriple = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)

LOG_BYTES_MAX = 1_000_000
LOG_FILES_KEPT = 5


def start_log(folder: Path) -> None:
    """Write the program's log into this folder, five files of 1 MB at most.

    A folder that cannot be written costs the log, never the work.
    """
    root = logging.getLogger()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "bitacora.log",
            maxBytes=LOG_BYTES_MAX,
            backupCount=LOG_FILES_KEPT - 1,
            encoding="utf-8",
            delay=True,
        )
    except OSError:
        root.addHandler(logging.NullHandler())
        return
    handler.setFormatter(_WithoutWords("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)


def write_bug_report(folder: Path, failure: BaseException, version: str, at: datetime) -> Path:
    """Leave what a developer needs to find a bug, and nothing that a person typed.

    The messages of exceptions are left out: they may quote a name or a document number.
    """
    folder.mkdir(parents=True, exist_ok=True)
    report = folder / f"informe-{at:%Y%m%d-%H%M%S}.txt"
    lines = [
        f"Bitácora {version}",
        f"{platform.system()} {platform.release()} Python {platform.python_version()}",
        *_bare_trace(failure),
    ]
    report.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return report


def _bare_trace(failure: BaseException) -> Iterator[str]:
    """Give files, lines and functions from the first cause on; no messages, no values."""
    earlier = failure.__cause__ or (None if failure.__suppress_context__ else failure.__context__)
    if earlier is not None:
        yield from _bare_trace(earlier)
        yield "entonces:"
    for frame in traceback.extract_tb(failure.__traceback__):
        name = "/".join(Path(frame.filename).parts[-3:])
        yield f"  {name}:{frame.lineno} {frame.name}"
    yield type(failure).__qualname__


class _WithoutWords(logging.Formatter):
    """A formatter that writes a traceback as places in the code only."""

    def format(self, record: logging.LogRecord) -> str:
        """Format a copy: another handler may already have worded the exception in full."""
        bare = copy(record)
        bare.exc_text = None
        return super().format(bare)

    def formatException(self, ei: ExceptionTriple) -> str:  # noqa: N802 - the name logging calls
        return "\n".join(_bare_trace(ei[1])) if ei[1] is not None else ""
