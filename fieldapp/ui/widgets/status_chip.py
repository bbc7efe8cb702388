"""A status: always an icon, a word and a colour, so that no one of them carries it alone."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from fieldapp.ui.theme import Theme, mark

_ICON_PX = 16


class StatusChip(QWidget):
    """Small, beside what it speaks of. `role` is good, warn, bad or info."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = QLabel()
        self._word = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(1))
        row.addWidget(self._icon)
        row.addWidget(self._word)
        row.addStretch(1)

    def show_status(self, icon: str, word: str, role: str) -> None:
        """Show a status in its own words."""
        self._theme.dress(self._icon, icon, role, side=_ICON_PX)
        self._word.setText(word)
        self.setAccessibleName(word)
        mark(self._word, role)
