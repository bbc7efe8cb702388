"""A list, and beside it the one thing that is open; one after the other where room is short."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from fieldapp.ui.theme import Theme

_LIST_SHARE, _OPEN_SHARE = 54, 46
_BESIDE_FROM = 860


class Beside(QWidget):
    """The list has all the room until something is opened."""

    def __init__(self, theme: Theme, listed: QWidget, opened: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._listed = listed
        self._opened = opened
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(4))
        for part, share in ((listed, _LIST_SHARE), (opened, _OPEN_SHARE)):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            row.addWidget(part, share)
        opened.hide()

    @property
    def is_open(self) -> bool:
        """Whether something is open beside the list, or in its place."""
        return not self._opened.isHidden()

    @property
    def has_room(self) -> bool:
        """Whether both can be read at once."""
        return self.width() >= self._theme.px(_BESIDE_FROM)

    def open(self) -> None:
        """Show what is open."""
        self._opened.show()
        self._fit()

    def close_opened(self) -> None:
        """Give the list all the room again."""
        self._opened.hide()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._listed.setVisible(self.has_room or not self.is_open)
