"""Run slow work off the main thread and bring the answer back to it.

Three workers: one writes, one reads, one talks to the network. SQLite allows one writer at a time:
a single writing worker turns "database is locked" from a rare failure in the field into something
that cannot happen, and a reader of its own means that search and pages never wait for a pull.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")
Done = Callable[[T], object]
Failed = Callable[[Exception], object]


class Jobs(Protocol):
    """What a page needs in order to start slow work. Answers come on the main thread."""

    def read(self, work: Callable[[], T], *, done: Done[T], failed: Failed) -> None:
        """Run `work`, which changes nothing, beside whatever is being written."""
        ...

    def write(
        self, work: Callable[[], T], *, done: Done[T], failed: Failed, autosave: bool = False
    ) -> None:
        """Run `work` after the writes already asked for; an autosave goes before them."""
        ...

    def network(self, work: Callable[[], T], *, done: Done[T], failed: Failed) -> None:
        """Run `work`, which talks to headquarters, one at a time."""
        ...


class ThreadedJobs(QObject):
    """The three workers of the running program."""

    busy_changed = Signal(bool)
    """Whether anything is being written, for the words at the bottom of the window."""

    _answered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answers: queue.SimpleQueue[tuple[bool, Callable[[], object]]] = queue.SimpleQueue()
        self._writes = 0
        self._writer = _Worker("writer", self._hand_over, finishes=True)
        self._reader = _Worker("reader", self._hand_over, finishes=False)
        self._networker = _Worker("network", self._hand_over, finishes=False)
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def read(self, work: Callable[[], T], *, done: Done[T], failed: Failed) -> None:
        """Run `work` on the reading worker."""
        self._reader.ask(_Call(partial(_run, work, done, failed)))

    def write(
        self, work: Callable[[], T], *, done: Done[T], failed: Failed, autosave: bool = False
    ) -> None:
        """Run `work` on the writing worker."""
        self._writes += 1
        if self._writes == 1:
            self.busy_changed.emit(True)
        call = _Call(partial(_run, work, done, failed), writes=True)
        self._writer.ask(call, _FIRST if autosave else _IN_TURN)

    def network(self, work: Callable[[], T], *, done: Done[T], failed: Failed) -> None:
        """Run `work` on the network worker."""
        self._networker.ask(_Call(partial(_run, work, done, failed)))

    def stop(self) -> None:
        """Finish everything that was to be written, drop the rest, deliver the last answers.

        Called once, on the main thread, when the program closes: an autosave that fails at the
        last moment is still told, and what an answer asks to write (a field typed while its
        record was being made) is written too.
        """
        for worker in (self._networker, self._reader):
            worker.stop()
        self._writer.finish()
        self._deliver()
        while self._writes:
            self._writer.finish()
            self._deliver()
        self._writer.stop()

    def _hand_over(self, writes: bool, answer: Callable[[], object]) -> None:
        # Runs on a worker: touch nothing of Qt here but the signal.
        self._answers.put((writes, answer))
        self._answered.emit()

    @Slot()
    def _deliver(self) -> None:
        while not self._answers.empty():
            writes, answer = self._answers.get()
            if writes:
                self._writes -= 1
                if self._writes == 0:
                    self.busy_changed.emit(False)
            answer()


@dataclass(frozen=True, slots=True)
class _Call:
    """One piece of work in a queue."""

    run: Callable[[], Callable[[], object]]
    writes: bool = False


_STOP_NOW, _FIRST, _IN_TURN, _STOP_AFTER = range(4)
"""Urgencies of a queue: the lower goes first, equal ones in the order asked."""


class _Worker:
    """One thread and its queue; `finishes` says whether stopping waits for the queue."""

    def __init__(
        self, name: str, hand_over: Callable[[bool, Callable[[], object]], None], *, finishes: bool
    ) -> None:
        self._queue: queue.PriorityQueue[tuple[int, int, _Call | None]] = queue.PriorityQueue()
        self._turns = count()
        self._hand_over = hand_over
        self._finishes = finishes
        self._thread = threading.Thread(target=self._work, name=f"bitacora-{name}", daemon=False)
        self._thread.start()

    def ask(self, call: _Call | None, urgency: int = _IN_TURN) -> None:
        # The turn keeps equal urgencies in order, and two calls from ever being compared.
        self._queue.put((urgency, next(self._turns), call))

    def finish(self) -> None:
        """Wait until everything asked so far is done and handed over."""
        done = threading.Event()

        def reached() -> Callable[[], object]:
            done.set()
            return _nothing

        if self._thread.is_alive():
            self.ask(_Call(reached), _STOP_AFTER)
            done.wait()

    def stop(self) -> None:
        self.ask(None, _STOP_AFTER if self._finishes else _STOP_NOW)
        self._thread.join()

    def _work(self) -> None:
        while (call := self._queue.get()[2]) is not None:
            self._hand_over(call.writes, call.run())


def _nothing() -> None:
    """The answer of a call that asked for none."""


def _run(
    work: Callable[[], Any], done: Callable[[Any], object], failed: Failed
) -> Callable[[], object]:
    try:
        answer = work()
    except Exception as error:  # noqa: BLE001  (whoever asked decides: refused, outside or a bug)
        return partial(failed, error)
    return partial(done, answer)
