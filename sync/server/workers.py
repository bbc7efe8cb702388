"""Several processes for one work: started together, replaced when one dies, ended together.

Python answers on one core; a headquarters with more has a process for each. They share nothing:
what they know is in the database.
"""

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Semaphore
from types import FrameType
from typing import Any, Final

from fieldapp.records.text import Outside, say

_START_S: Final = 60
_END_S: Final = 30
_REPLACED_AFTER_S: Final = 1.0
"""A worker that dies at once must not be started a thousand times a second."""

_log = logging.getLogger("bitacora.server")
_spawning = get_context("spawn")

Work = Callable[..., None]
"""Takes its arguments and, as the last one, what to call once it is ready; returns when told."""


@contextmanager
def working(work: Work, arguments: tuple[Any, ...], count: int) -> Generator[None]:
    """Keep so many processes at this work until the end of the block.

    Raises `Outside` when one does not become ready.
    """
    crew = _Crew(work, arguments, count)
    watching = threading.Thread(target=crew.watch, daemon=True)
    try:
        crew.start()
        watching.start()
        yield
    finally:
        crew.end()


class _Crew:
    def __init__(self, work: Work, arguments: tuple[Any, ...], count: int) -> None:
        self._ready = _spawning.Semaphore(0)
        self._task = (work, arguments, self._ready)
        self._members = [self._new() for _ in range(count)]
        self._ended = threading.Event()

    def start(self) -> None:
        """Start all and wait until each is ready."""
        for member in self._members:
            member.start()
        for _ in self._members:
            if not self._ready.acquire(timeout=_START_S):
                raise Outside(say("Uno de los procesos del servidor no arrancó: vea el registro."))

    def watch(self) -> None:
        """Replace whoever ends before all are told to."""
        while not self._ended.wait(_REPLACED_AFTER_S):
            wait([member.sentinel for member in self._members], timeout=_REPLACED_AFTER_S)
            for place, member in enumerate(self._members):
                if not self._ended.is_set() and not member.is_alive():
                    _log.error("a worker ended with %s and is replaced", member.exitcode)
                    self._members[place] = self._new()
                    self._members[place].start()

    def end(self) -> None:
        """Tell all to end in good order and wait for them."""
        self._ended.set()
        for member in self._members:
            with suppress(AttributeError):  # never started
                member.terminate()
        for member in self._members:
            with suppress(AssertionError):
                member.join(_END_S)

    def _new(self) -> SpawnProcess:
        return _spawning.Process(target=_member, args=self._task, daemon=True)


def _member(work: Work, arguments: tuple[Any, ...], ready: Semaphore) -> None:
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    work(*arguments, ready.release)


def _leave_with_parent() -> None:
    """End too when whoever started this process was killed: nobody else could tell it to."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)


def _leave(number: int, frame: FrameType | None) -> None:
    """End in good order: what is open is closed on the way out."""
    del number, frame
    sys.exit(0)
