"""What the program leans on in Qt's bindings, and once did not hold."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QLabel


def test_calling_qt_takes_no_reference_from_none_or_the_booleans(qapp: QApplication) -> None:
    label = QLabel()
    before = [sys.getrefcount(one) for one in (None, True, False)]
    for _ in range(200):
        label.isVisible()
        label.isEnabled()
        label.setText("Guapi")
    after = [sys.getrefcount(one) for one in (None, True, False)]
    lost = [was - now for was, now in zip(before, after, strict=True)]
    assert max(lost) < 100
