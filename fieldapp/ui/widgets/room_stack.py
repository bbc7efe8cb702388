"""A list that fills its page, and in its place the room of the record that is open."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from fieldapp.ui.theme import Theme

_AROUND_STEPS = (5, 3, 4, 3)


class RoomStack(QStackedWidget):
    """One of both is in sight: the list, or the room."""

    def fill(self, page: QWidget, theme: Theme, listed: QWidget, room: QWidget) -> None:
        """Take the whole page; `listed` has the usual room around it."""
        behind = QWidget()
        inner = QVBoxLayout(behind)
        inner.setContentsMargins(*(theme.space(step) for step in _AROUND_STEPS))
        inner.addWidget(listed)
        self.addWidget(behind)
        self.addWidget(room)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self)

    @property
    def is_open(self) -> bool:
        """Whether the room is in sight."""
        return self.currentIndex() == 1

    def open(self) -> None:
        """Show the room."""
        self.setCurrentIndex(1)

    def close_room(self) -> None:
        """Show the list."""
        self.setCurrentIndex(0)
