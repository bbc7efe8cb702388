"""A process that seals an acta and dies, as in a power cut, at the step it is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from fieldapp.work.minutes import Actas
from tests.given.desks import Clock, a_desk_in
from tests.given.vaults import NOON, PASSPHRASE


def _die() -> None:
    os._exit(9)


class _FilesUntil:
    """The real files, until so many were written."""

    def __init__(self, files: Any, writes: int) -> None:
        self._files = files
        self._left = writes

    def put(self, content: bytes) -> str:
        if not self._left:
            _die()
        self._left -= 1
        return self._files.put(content)


class _StoreUntil:
    """The real store, which dies in the transaction that would write the seal."""

    def __init__(self, store: Any, *, in_transaction: bool) -> None:
        self._store = store
        self._in_transaction = in_transaction

    def read(self) -> Any:
        return self._store.read()

    @contextmanager
    def write(self, author: Any) -> Iterator[Any]:
        if not self._in_transaction:
            _die()
        with self._store.write(author) as writing:
            yield writing
            _die()


if __name__ == "__main__":
    folder, acta, step = Path(sys.argv[1]), UUID(sys.argv[2]), int(sys.argv[3])
    with a_desk_in(folder, Clock(NOON + timedelta(hours=3)), PASSPHRASE) as desk:
        files = _FilesUntil(desk.files, min(2, step))
        store = _StoreUntil(desk.store, in_transaction=step == 3)
        Actas(replace(desk, files=files, store=store)).seal(acta)  # type: ignore[arg-type]
