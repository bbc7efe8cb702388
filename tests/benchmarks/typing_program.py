"""The program itself, as `bench typing` types in it: straight in the list of one visit.

The data folder comes in FIELDAPP_HOME, the passphrase in FIELDAPP_PASSPHRASE, the visit in
BENCH_VISIT.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NoReturn
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from fieldapp import windows
from fieldapp.machine.places import Places
from fieldapp.records.text import SPANISH, Words
from tests.benchmarks.dataset import ENTITIES, FAMILY, GIVEN, TITLES

if TYPE_CHECKING:
    from fieldapp.ui.desktop import Desktop
    from fieldapp.ui.pages.visit_room.page import VisitRoomPage
    from fieldapp.ui.window import Window

PEOPLE, GAP_MS, SETTLE_MS = 12, 70, 2_000
GIVEN_UP_AFTER_MS = 100_000
Press = str | Qt.Key


def keys() -> Iterator[Press]:
    """Twelve people as somebody types them: document, name, entity, office; and one mark."""
    rng = random.Random(5)
    for _ in range(PEOPLE):
        yield from str(rng.randrange(10_000_000, 99_999_999))
        yield Qt.Key.Key_Return
        name = f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"
        for text in (name, rng.choice(ENTITIES).format("Guapi"), rng.choice(TITLES)):
            yield from "".join(sign for sign in text if sign.isascii())
            yield Qt.Key.Key_Tab


class Typist(QObject):
    """Presses each key when it is due, and notes when the window was painted again."""

    def __init__(self, window: Window, visit: UUID) -> None:
        super().__init__(window)
        self._window = window
        self._presses = list(keys())
        self._taken_ms: list[float] = []
        window.open("activity", visit)
        QTimer.singleShot(SETTLE_MS, self._begin)
        QTimer.singleShot(GIVEN_UP_AFTER_MS, self._on_stuck)

    def _begin(self) -> None:
        page = self._page()
        page.show_tab(page.attendance)
        self._rows = len(page.attendance.model.rows)
        if not self._rows:
            _give_up("the list is not there")
        self._due = time.perf_counter() + SETTLE_MS / 1000
        QTimer.singleShot(SETTLE_MS, self._press)

    def _on_stuck(self) -> None:
        above = QApplication.activeModalWidget()
        said = above.text() if isinstance(above, QMessageBox) else ""
        _give_up(f"{len(self._presses)} keys left. {said}")

    def _page(self) -> VisitRoomPage:
        from fieldapp.ui.pages.visit_room.page import VisitRoomPage

        page = self._window.page
        return page if isinstance(page, VisitRoomPage) else _give_up("the visit is not open")

    def _press(self) -> None:
        target = QApplication.focusWidget()
        if target is None:  # without a screen there is no window manager that brings it back
            self._window.activateWindow()
            self._due += GAP_MS / 1000
            QTimer.singleShot(GAP_MS, self._press)
            return
        press = self._presses.pop(0)
        if isinstance(press, str):
            QTest.keyClicks(target, press)
        else:
            QTest.keyClick(target, press)
        QCoreApplication.processEvents()
        now = time.perf_counter()
        self._taken_ms.append((now - self._due) * 1000)
        if not self._presses:
            QTimer.singleShot(SETTLE_MS, self._tell)
            return
        self._due += GAP_MS / 1000
        wait_ms = max(0, round((self._due - now) * 1000))
        QTimer.singleShot(wait_ms, self._press)

    def _tell(self) -> None:
        kept = len(self._page().attendance.model.rows) - self._rows
        if kept != PEOPLE:
            _give_up(f"{kept} people were kept")
        cuts = statistics.quantiles(self._taken_ms, n=100)
        figures = {
            "keys": len(self._taken_ms),
            "key_p50_ms": round(statistics.median(self._taken_ms), 1),
            "key_p99_ms": round(cuts[98], 1),
            "key_max_ms": round(max(self._taken_ms), 1),
        }
        print(json.dumps(figures), flush=True)
        self._window.close()


def _give_up(why: str) -> NoReturn:
    """End at once: a slot cannot end the program by raising."""
    print(why, file=sys.stderr, flush=True)
    os._exit(1)


def assemble_and_type(
    places: Places,
    words: Words,
    now: Callable[[], datetime],
    sample: windows.Sample | None = None,
) -> Desktop:
    """Do what the program does, with somebody typing in it."""
    made = assemble(places, words, now, sample)
    made.opened.connect(lambda window: Typist(window, UUID(os.environ["BENCH_VISIT"])))
    return made


assemble = windows.assemble_desktop
windows.assemble_desktop = assemble_and_type
sys.exit(windows.open_desktop(Places.chosen(None, os.environ), SPANISH))
