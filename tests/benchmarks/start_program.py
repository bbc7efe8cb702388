"""The program itself, as `bench start` opens it: its own window, straight on the list of visits.

The data folder comes in FIELDAPP_HOME and the passphrase in FIELDAPP_PASSPHRASE.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from fieldapp import windows
from fieldapp.machine.places import Places
from fieldapp.records.text import SPANISH, Words

if TYPE_CHECKING:
    from fieldapp.ui.desktop import Desktop
    from fieldapp.ui.window import Window


def watch_the_list(window: Window) -> None:
    """Report when the table of visits is painted."""
    # Here, because the program's own first import of Qt is part of its start.
    from PySide6.QtWidgets import QTableView

    from tests.benchmarks.first_paint import FirstPaint

    table = next(view for view in window.findChildren(QTableView) if view.isVisibleTo(window))
    window.first_paint = FirstPaint(table)  # pyright: ignore[reportAttributeAccessIssue]


def assemble_and_watch(
    places: Places,
    words: Words,
    now: Callable[[], datetime],
    sample: windows.Sample | None = None,
) -> Desktop:
    """Do what the program does, with a watch on its window."""
    from fieldapp.ui import desktop

    desktop.FIRST_PLACE = "visits"
    made = assemble(places, words, now, sample)
    made.opened.connect(watch_the_list)
    return made


assemble = windows.assemble_desktop
windows.assemble_desktop = assemble_and_watch
sys.exit(windows.open_desktop(Places.chosen(None, os.environ), SPANISH))
