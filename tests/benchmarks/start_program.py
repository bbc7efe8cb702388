"""The program itself, as `bench start` opens it: its own window, straight on the list of visits.

The data folder comes in FIELDAPP_HOME and the passphrase in FIELDAPP_PASSPHRASE.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime

from PySide6.QtWidgets import QApplication, QTableView

from fieldapp import app
from fieldapp.machine.places import Places
from fieldapp.records.text import SPANISH
from fieldapp.ui import desktop as desktop_module
from fieldapp.ui.window import Window
from tests.benchmarks.first_paint import FirstPaint


def watch_the_list(window: Window) -> None:
    """Report when the table of visits is painted."""
    table = next(view for view in window.findChildren(QTableView) if view.isVisibleTo(window))
    window.first_paint = FirstPaint(table)  # pyright: ignore[reportAttributeAccessIssue]


desktop_module.FIRST_PLACE = "visits"
desktop = app.assemble_desktop(Places.chosen(None, os.environ), SPANISH, lambda: datetime.now(UTC))
desktop.opened.connect(watch_the_list)
desktop.begin(active=True, passphrase=os.environ["FIELDAPP_PASSPHRASE"])
sys.exit(QApplication.exec())
