"""The tree of a plan beside what is read of it; one at a time where room is short."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldapp.ui.theme import Theme

_SIDE_PX: Final = 300
_BOTH_FROM_PX: Final = 900
_ANY: Final = 16_777_215
"""Qt's own greatest width of a widget."""


class Halves(QWidget):
    """Some parts leave no place for the tree; in a narrow window none does."""

    def __init__(self, theme: Theme, side: QWidget, part: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._side = side
        self._part = part
        self._beside = True
        self._on_side = True
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(4))
        row.addWidget(side)
        row.addWidget(part, 1)

    def show_part(self, *, beside: bool) -> None:
        """Show a part, with the tree where it leaves it a place and there is room for both."""
        self._beside, self._on_side = beside, False
        self._fit()

    def show_side(self) -> None:
        """Show the tree, in the place of the part where there is no room for both."""
        self._on_side = True
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        both = self.width() >= self._theme.px(_BOTH_FROM_PX)
        wide = self._theme.px(_SIDE_PX)
        self._side.setMinimumWidth(wide if both else 0)
        self._side.setMaximumWidth(wide if both else _ANY)
        self._side.setVisible(self._beside if both else self._beside and self._on_side)
        self._part.setVisible(both or not (self._beside and self._on_side))
