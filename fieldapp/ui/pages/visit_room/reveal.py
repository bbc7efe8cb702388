"""Bring into sight what has just taken the cursor."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

_AROUND_PX = 48


def reveal(widget: QWidget) -> None:
    """Scroll to a widget once it stands where it will stand."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        QTimer.singleShot(
            0, widget, partial(above.ensureWidgetVisible, widget, _AROUND_PX, _AROUND_PX)
        )
