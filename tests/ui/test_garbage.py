"""No worker ever takes a widget apart."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from fieldapp.ui.garbage import GarbageRounds


class _InARing(QObject):
    """What only a collection frees."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def rounds(qapp: QObject) -> Iterator[QObject]:
    """The rounds of a running desktop, with thresholds that a test reaches."""
    thresholds, here = gc.get_threshold(), QObject()
    gc.collect()
    gc.set_threshold(2_000, 2, 2)
    GarbageRounds(here)
    yield here
    del here
    gc.set_threshold(*thresholds)


def _freed_in() -> list[threading.Thread]:
    """Make something of Qt that hangs in a ring, and give where it will be freed."""
    freed: list[threading.Thread] = []
    weakref.finalize(_InARing(), lambda: freed.append(threading.current_thread()))
    return freed


def test_a_worker_that_makes_much_leaves_the_widgets_to_the_main_thread(
    rounds: QObject, qtbot: QtBot
) -> None:
    freed = _freed_in()
    made: list[list[int]] = []
    worker = threading.Thread(target=lambda: made.extend([number] for number in range(50_000)))
    worker.start()
    worker.join()
    assert freed == []
    qtbot.waitUntil(lambda: freed == [threading.main_thread()])


def test_python_by_itself_would_free_them_in_the_worker(qapp: QObject) -> None:
    """What the rounds are for: without them this is what happens."""
    gc.collect()
    freed = _freed_in()
    gc.enable()
    try:
        made: list[list[int]] = []
        worker = threading.Thread(
            target=lambda: made.extend([number] for number in range(500_000)), name="a worker"
        )
        worker.start()
        worker.join()
    finally:
        gc.disable()
    assert [one.name for one in freed] == ["a worker"]
