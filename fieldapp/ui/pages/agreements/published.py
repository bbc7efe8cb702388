"""Where an agreement was made known: a line for each page, programme or newspaper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from fieldapp.records.products import Publication
from fieldapp.records.text import say
from fieldapp.ui.page import PageTools


class Published(QLabel):
    """Says it in words; nothing where it was not published."""

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self._tools = tools
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hide()

    def show_publications(self, publications: Sequence[Publication]) -> None:
        """Show the publications, the latest first."""
        lines = [self._line(one) for one in publications]
        self.setText("\n".join([self._tools.words(say("Publicado en")), *lines]))
        self.setVisible(bool(lines))

    def _line(self, one: Publication) -> str:
        day = self._tools.formats.day(one.on) if one.on else ""
        return " · ".join(part for part in (one.title, one.place, one.url, day) if part)
