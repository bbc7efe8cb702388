"""How long a process took until its table was painted, and what it weighs one second later.

The parent hands the moment it started the child in BENCH_BEGAN_NS; both read the same clock of
the system. Imported by the two programs that `bench start` compares.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView

SETTLE_MS = 1000


class FirstPaint(QObject):
    """Watch a table; one second after its first paint with rows, print the figures and quit."""

    def __init__(self, table: QAbstractItemView, **more: float) -> None:
        super().__init__(table)
        self._table, self._more, self._seen = table, more, False
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and not self._seen and self._has_rows():
            self._seen = True
            # Zero: after this paint event has been served.
            QTimer.singleShot(0, self._painted)
        return super().eventFilter(watched, event)

    def _has_rows(self) -> bool:
        model = self._table.model()
        return model is not None and model.rowCount() > 0

    def _painted(self) -> None:
        self._painted_s = seconds_since_began()
        QTimer.singleShot(SETTLE_MS, self._tell)

    def _tell(self) -> None:
        figures = {"window_s": self._painted_s, "memory_mib": pss_mib(), **self._more}
        print(json.dumps(figures), flush=True)
        QCoreApplication.quit()


def seconds_since_began() -> float:
    """Give the seconds since the parent started this process."""
    return (time.monotonic_ns() - int(os.environ["BENCH_BEGAN_NS"])) / 1e9


def pss_mib() -> float:
    """Give this process's proportional share of memory (Linux)."""
    for line in Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no Pss line in smaps_rollup")
