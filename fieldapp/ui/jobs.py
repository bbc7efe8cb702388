"""Run slow work off the main thread and bring the answer back to it.

Four workers: one writes, one reads, one talks to the network, one does what takes long and is
watched while it does. SQLite allows one writer at a time:
a single writing worker turns "database is locked" from a rare failure in the field into something
that cannot happen, and a reader of its own means that search and pages never wait for a pull.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from fieldapp.records.progress import Step, Stopped
from fieldapp.records.text import Text

T = TypeVar("T")
Done = Callable[[T], object]
Failed = Callable[[Exception], object]
Turns = Generator[tuple[int, int], None, T]
"""Work in pieces: each yields (done, total), the last returns the answer."""

_TOLD_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class LongWork:
    """What takes long: its name, and how far it has come (`total` 0: nobody can tell).

    What `writes` records writes all of them or none.
    """

    title: Text
    done: int = 0
    total: int = 0
    stopped: bool = False
    writes: bool = False


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

    def long(
        self,
        title: Text,
        work: Callable[[Step], T],
        *,
        done: Done[T],
        failed: Failed,
        writes: bool = False,
    ) -> None:
        """Run `work` beside all the rest, with a bar that shows its steps and can stop it.

        What `writes` records takes its turn among the writes: there is one writer. What was
        stopped answers nothing: the bar itself says so.
        """
        ...

    def in_turns(
        self,
        title: Text,
        work: Callable[[], Turns[T]],
        *,
        done: Done[T],
        failed: Failed,
    ) -> None:
        """Like `long`, for what only the main thread may do: a piece at each turn of the window."""
        ...


class ThreadedJobs(QObject):
    """The four workers of the running program."""

    busy_changed = Signal(bool)
    """Whether anything is being written, for the words at the bottom of the window."""

    long_moved = Signal(object)
    """`LongWork` under way, or that was stopped; None once it has ended."""

    _answered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answers: queue.SimpleQueue[tuple[bool, Callable[[], object]]] = queue.SimpleQueue()
        self._writes = 0
        self._writer = _Worker("writer", self._hand_over, finishes=True)
        self._reader = _Worker("reader", self._hand_over, finishes=False)
        self._networker = _Worker("network", self._hand_over, finishes=False)
        self._long = _Worker("long", self._hand_over, finishes=False)
        self._asked: set[_Run] = set()
        """Long works that have not ended, begun or not."""
        self._under_way: list[_Run] = []
        """Those that have begun, the newest last: the bar shows that one."""
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def read(self, work: Callable[[], T], *, done: Done[T], failed: Failed) -> None:
        """Run `work` on the reading worker."""
        self._reader.ask(_Call(partial(_run, work, done, failed)))

    def write(
        self, work: Callable[[], T], *, done: Done[T], failed: Failed, autosave: bool = False
    ) -> None:
        """Run `work` on the writing worker."""
        self._count_write()
        call = _Call(partial(_run, work, done, failed), writes=True)
        self._writer.ask(call, _FIRST if autosave else _IN_TURN)

    def network(self, work: Callable[[], T], *, done: Done[T], failed: Failed) -> None:
        """Run `work` on the network worker."""
        self._networker.ask(_Call(partial(_run, work, done, failed)))

    def long(
        self,
        title: Text,
        work: Callable[[Step], T],
        *,
        done: Done[T],
        failed: Failed,
        writes: bool = False,
    ) -> None:
        """Run `work` on the worker for what takes long, or on the writing one."""
        asked = _Run(title, writes)
        self._asked.add(asked)

        def run() -> Callable[[], object]:
            self._hand_over(False, partial(self._begin_long, asked))
            answer = _run(partial(work, self._teller(asked)), done, failed)
            return partial(self._end_long, asked, answer)

        if writes:
            self._count_write()
            self._writer.ask(_Call(run, writes=True))
        else:
            self._long.ask(_Call(run))

    def in_turns(
        self, title: Text, work: Callable[[], Turns[T]], *, done: Done[T], failed: Failed
    ) -> None:
        """Run `work` here, and let the window live between its pieces."""
        asked = _Run(title)
        self._asked.add(asked)
        self._begin_long(asked)
        self._turn(asked, work(), done, failed)

    def stop_long(self) -> None:
        """The person wants no more of what the bar shows."""
        if self._under_way:
            self._under_way[-1].no_more.set()

    def stop(self) -> None:
        """Finish everything that was to be written, drop the rest, deliver the last answers.

        Called once, on the main thread, when the program closes: an autosave that fails at the
        last moment is still told, and what an answer asks to write (a field typed while its
        record was being made) is written too.
        """
        for one in self._asked:
            one.no_more.set()
        for worker in (self._networker, self._reader, self._long):
            worker.stop()
        self._writer.finish()
        self._deliver()
        while self._writes:
            self._writer.finish()
            self._deliver()
        self._writer.stop()

    def _count_write(self) -> None:
        self._writes += 1
        if self._writes == 1:
            self.busy_changed.emit(True)

    def _teller(self, run: _Run) -> Step:
        """Tell the window now and then; from any thread."""
        told_at = 0.0

        def step(done: int, total: int) -> None:
            nonlocal told_at
            if run.no_more.is_set():
                raise Stopped
            now = time.monotonic()
            if now - told_at >= _TOLD_EVERY_S:
                told_at = now
                self._hand_over(False, partial(self._move_long, run, done, total))

        return step

    def _turn(self, run: _Run, work: Turns[T], done: Done[T], failed: Failed) -> None:
        if run.no_more.is_set():
            work.close()
            self._end_long(run, partial(failed, Stopped()))
            return
        try:
            self._move_long(run, *next(work))
        except StopIteration as ended:
            self._end_long(run, partial(done, ended.value))
        except Exception as error:  # noqa: BLE001 - whoever asked decides
            self._end_long(run, partial(failed, error))
        else:
            QTimer.singleShot(0, self, partial(self._turn, run, work, done, failed))

    def _begin_long(self, run: _Run) -> None:
        self._under_way.append(run)
        self.long_moved.emit(LongWork(run.title))

    def _move_long(self, run: _Run, done: int, total: int) -> None:
        if run is self._under_way[-1]:
            self.long_moved.emit(LongWork(run.title, done, total))

    def _end_long(self, run: _Run, answer: partial[object]) -> None:
        self._asked.remove(run)
        self._under_way.remove(run)
        if answer.args and isinstance(answer.args[-1], Stopped):
            self.long_moved.emit(LongWork(run.title, stopped=True, writes=run.writes))
            return
        self.long_moved.emit(LongWork(self._under_way[-1].title) if self._under_way else None)
        answer()

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


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    """A long work under way, and whether somebody wants no more of it."""

    title: Text
    writes: bool = False
    no_more: threading.Event = field(default_factory=threading.Event)


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


def _run(work: Callable[[], Any], done: Callable[[Any], object], failed: Failed) -> partial[object]:
    try:
        answer = work()
    except Exception as error:  # noqa: BLE001  (whoever asked decides: refused, outside or a bug)
        return partial(failed, error)
    return partial(done, answer)
