"""Where an agreement stands on its way, and what it still needs before it is signed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.text import say
from fieldapp.rules.visits import Lack
from fieldapp.ui.agreement_words import AGREEMENT_LOOKS, WAY
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.status_chip import StatusChip


class Steps(QWidget):
    """The four states of the way, the present one marked; an ended agreement says only that."""

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self._tools = tools
        self._flow = FlowLayout(tools.theme.space(4), self)
        self._chips = [StatusChip(tools.theme) for _ in WAY]
        for chip in self._chips:
            self._flow.addWidget(chip)

    def show_status(self, status: str) -> None:
        """Show where it stands."""
        words = self._tools.words
        way = WAY if status in WAY else (status,)
        here = way.index(status)
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < len(way))
            if place >= len(way):
                continue
            look = AGREEMENT_LOOKS[way[place]]
            label = words(look.word)
            if place < here:
                chip.show_status("check", label, "good")
            elif place == here:
                chip.show_status(look.icon, words(say("Ahora: {status}", status=label)), look.role)
            else:
                chip.show_status("neutral", label, "text_soft")
        self.updateGeometry()


class Lacks(QFrame):
    """What is missing, each thing a way to the place where it is written."""

    chosen = Signal(object)

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self._tools = tools
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*(tools.theme.space(step) for step in (4, 3, 4, 3)))
        self._column.setSpacing(tools.theme.space(1))
        mark(self, "raised")
        heading = QLabel(tools.words(say("Para registrar la firma falta")))
        mark(heading, "label")
        self._column.addWidget(heading)
        self._links: list[QPushButton] = []

    def show_lacks(self, lacks: Sequence[Lack]) -> None:
        """Show what is missing; nothing missing, nothing shown."""
        for link in self._links:
            link.hide()
            self._column.removeWidget(link)
            link.deleteLater()
        self._links = [self._link(lack) for lack in lacks]
        for link in self._links:
            self._column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            link.show()
        self.setVisible(bool(lacks))

    def _link(self, lack: Lack) -> QPushButton:
        link = QPushButton(self._tools.words(lack.text))
        mark(link, "quiet")
        self._tools.theme.dress(link, "warn", "warn")
        link.clicked.connect(lambda: self.chosen.emit(lack))
        return link
