"""A process on whose disk nothing more fits, from some moment on, while it seals an acta.

No file may grow beyond a limit: what a full disk does to every write, without filling one.
"""

from __future__ import annotations

import resource
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from fieldapp.records.text import Worded
from fieldapp.work.minutes import Actas
from tests.given.desks import Clock, a_desk_in
from tests.given.vaults import NOON, PASSPHRASE

LIMIT_BYTES = 4_096


def _fill(*, full: bool) -> None:
    most = LIMIT_BYTES if full else resource.RLIM_INFINITY
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


class _FilesUntilFull:
    """The real files; after so many of them the disk is full."""

    def __init__(self, files: Any, writes: int) -> None:
        self._files = files
        self._left = writes

    def put(self, content: bytes) -> str:
        if not self._left:
            _fill(full=True)
        name = self._files.put(content)
        self._left -= 1
        if not self._left:
            _fill(full=True)
        return name


if __name__ == "__main__":
    folder, acta, writes = Path(sys.argv[1]), UUID(sys.argv[2]), int(sys.argv[3])
    with a_desk_in(folder, Clock(NOON + timedelta(hours=3)), PASSPHRASE) as desk:
        full = replace(desk, files=_FilesUntilFull(desk.files, writes))  # type: ignore[arg-type]
        try:
            Actas(full).seal(acta)
        except Worded as trouble:
            _fill(full=False)
            print(type(trouble).__name__, trouble.text)
        _fill(full=False)
        with desk.reading() as reading:
            asked = "SELECT status, file_sha256 FROM minutes"
            print(*reading.connection.execute(asked).one())
        Actas(desk).seal(acta)
        print("sealed", len(set(desk.files.names())))
