"""Garbage is looked for on the main thread, and on no other."""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY_MS: Final = 1_000


class GarbageRounds(QObject):
    """Collects what Python would collect by itself, at the same thresholds, from the main thread.

    Python collects in whichever thread happens to make the next object. A worker would then take
    apart the widgets of a closed page that hang in a ring, and Qt's timers and windows die of it:
    the program ends in the middle of somebody's meeting.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(collect_what_is_due)
        timer.start(_EVERY_MS)


def collect_what_is_due() -> None:
    """Collect the oldest generation that is due, as Python would have."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return
