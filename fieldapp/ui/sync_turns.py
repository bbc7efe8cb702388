"""When the window syncs: when the person asks, and by itself while the program is open.

A turn the person did not ask for never interrupts: how it ended is read at the bottom of the
window and on the sync page.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from fieldapp.records.text import say, say_n
from fieldapp.ui.changes import ChangeBus
from fieldapp.ui.jobs import Jobs
from fieldapp.ui.prompts import Prompts

_FIRST_AFTER_S = 5
_SOONEST_S = 60
_AFTER_FAILURE_S = 300


class Report(Protocol):
    """What a sync says of itself."""

    @property
    def sent(self) -> Mapping[str, int]:
        """Records that headquarters acknowledged, by kind."""
        ...

    @property
    def received(self) -> Mapping[str, int]:
        """Records that came, by kind."""
        ...

    @property
    def next_after_s(self) -> int:
        """When headquarters would like to see this laptop again."""
        ...


class Synced(Protocol):
    """A sync that went through."""

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of record that came."""
        ...

    @property
    def report(self) -> Report:
        """What it did."""
        ...


class Pausing(Protocol):
    """Holds files up and lets them go on."""

    def pause(self, *, paused: bool) -> None:
        """Hold them up from now on, or not any more."""
        ...


class SyncWork(Protocol):
    """What the turns ask of work."""

    @property
    def watch(self) -> Pausing:
        """Whoever holds files up."""
        ...

    def now(self, *, large_files: bool | None = None) -> Synced:
        """Sync once; raises Outside, in words, when the way fails.

        Whether large files travel too is what was chosen, unless said here.
        """
        ...


class SyncTurns(QObject):
    """One turn at a time, on the network worker."""

    started = Signal()
    ended = Signal()
    reported = Signal(object)
    """What a turn that went through did."""

    def __init__(
        self,
        jobs: Jobs,
        changes: ChangeBus,
        prompts: Prompts,
        work: SyncWork,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._changes = changes
        self._prompts = prompts
        self._work = work
        self._under_way = False
        self._asked = False
        self._paused = False
        self.last: Synced | None = None
        """The last turn that went through, and why the last one did not, if it did not."""
        self.failed: Exception | None = None
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._take_turn)

    @property
    def is_waiting(self) -> bool:
        """Whether the next turn will be taken by itself."""
        return self._next.isActive()

    def begin(self) -> None:
        """Sync soon after the window is there, and from then on as headquarters says."""
        self._next.start(_FIRST_AFTER_S * 1000)

    def ask(self, large_files: bool | None = None) -> None:
        """The person wants it now and wants to hear how it ended."""
        self._asked = True
        self._take_turn(large_files)

    def pause(self, paused: bool) -> None:
        """Let files wait and take no turn by itself, or go on at once."""
        self._paused = paused
        self._work.watch.pause(paused=paused)
        if paused:
            self._next.stop()
        else:
            self._take_turn()

    def stop(self) -> None:
        """Take no more turns: the program closes."""
        self._next.stop()

    def _take_turn(self, large_files: bool | None = None) -> None:
        if self._under_way:
            return
        self._under_way = True
        self._next.stop()
        self.started.emit()
        work = partial(self._work.now, large_files=large_files)
        self._jobs.network(work, done=self._on_synced, failed=self._on_failed)

    def _on_synced(self, synced: Synced) -> None:
        self.last, self.failed = synced, None
        asked = self._end_turn(synced.report.next_after_s)
        self._changes.publish(synced.kinds)
        self.reported.emit(synced.report)
        if asked:
            sent, received = (
                sum(counts.values()) for counts in (synced.report.sent, synced.report.received)
            )
            self._prompts.tell(
                say(
                    "{sent} {received}",
                    sent=say_n("Se envió {n} registro.", "Se enviaron {n} registros.", sent),
                    received=say_n(
                        "Se recibió {n} registro.", "Se recibieron {n} registros.", received
                    ),
                )
            )

    def _on_failed(self, error: Exception) -> None:
        self.failed = error
        if self._end_turn(_AFTER_FAILURE_S):
            self._prompts.show_error(error)

    def _end_turn(self, next_after_s: int) -> bool:
        """Get ready for the next turn; tell whether the person had asked for this one."""
        asked, self._asked = self._asked, False
        self._under_way = False
        if not self._paused:
            self._next.start(max(next_after_s, _SOONEST_S) * 1000)
        self.ended.emit()
        return asked
