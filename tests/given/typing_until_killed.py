"""A process in which somebody types into a visit, key by key, until it is killed.

It tells each letter as it goes: the time in seconds, and how many letters were typed by then.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit

from fieldapp.demo.laptops import PASSPHRASE
from fieldapp.machine.places import Places
from fieldapp.records.text import SPANISH
from fieldapp.ui.tour import Tour, wait_until
from fieldapp.windows import assemble_desktop

SENTENCE = "se acuerda que la mesa se instala cada mes y que el acta queda en la casa comunal. "
KEY_MS = 25
DEVELOPMENT_TAB = "Ctrl+3"


def type_until_killed(home: Path) -> None:
    """Open the program as a person does, go to the point of the agenda, and type."""
    desktop = assemble_desktop(Places.under(home), SPANISH, lambda: datetime.now(UTC))
    desktop.begin(PASSPHRASE)
    wait_until(lambda: desktop.window is not None)
    window, session = desktop.window, desktop.session
    assert window is not None
    assert session is not None
    with session.work.desk.reading() as reading:
        ((visit,),) = reading.listing("activity", ("id",))
    tour = Tour(window, desktop.jobs, home / "pictures")
    window.open("activity", visit)
    tour.settle()
    tour.press(DEVELOPMENT_TAB)
    discussion = next(
        editor
        for kind in (QPlainTextEdit, QTextEdit)
        for editor in window.findChildren(kind)
        if editor.isVisible() and editor.accessibleName().startswith("Desarrollo")
    )
    discussion.setFocus()
    for typed in range(1, 100_000):
        letter = SENTENCE[(typed - 1) % len(SENTENCE)]
        QTest.keyClicks(QApplication.focusWidget() or discussion, letter)
        print(time.monotonic(), typed, flush=True)
        QTest.qWait(KEY_MS)


if __name__ == "__main__":
    type_until_killed(Path(sys.argv[1]))
