"""Where the acta stands among its four states, and what still lacks before it may be issued."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.text import say, say_n
from fieldapp.rules.acta_standing import SUPERSEDED
from fieldapp.rules.visits import Lack
from fieldapp.ui.page import PageTools
from fieldapp.ui.theme import mark
from fieldapp.ui.visit_words import ACTA_LOOKS
from fieldapp.ui.widgets.flow import FlowLayout
from fieldapp.ui.widgets.status_chip import StatusChip

_ARROW_PX = 14
_STEPS = ("draft", "review", "frozen", "sealed")
_ENDS = (SUPERSEDED, "void")


class ActaSteps(QWidget):
    """Four chips: those behind are ticked, the present one is coloured, the rest are grey.

    An acta that another took the place of, or that was voided, ends with a fifth.
    """

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self._tools = tools
        self._chips = {step: StatusChip(tools.theme) for step in (*_STEPS, *_ENDS)}
        flow = FlowLayout(tools.theme.space(4), self)
        for chip in self._chips.values():
            flow.addWidget(chip)

    def show_step(self, state: str) -> None:
        """Show a state of the acta."""
        path = (*_STEPS, state) if state in _ENDS else _STEPS
        present = path.index(state) if state in path else 0
        for step, chip in self._chips.items():
            chip.setVisible(step in path)
        for place, step in enumerate(path):
            look = ACTA_LOOKS[step]
            word = self._tools.words(look.word)
            if place == present:
                self._chips[step].show_status(look.icon, word, look.role)
            else:
                passed = "check" if place < present else "neutral"
                self._chips[step].show_status(passed, word, "text_soft")


class WhatLacks(QWidget):
    """Each thing that lacks is a button that leads to where it is written."""

    chosen = Signal(object)

    def __init__(self, tools: PageTools) -> None:
        super().__init__()
        self._tools = tools
        self._state = StatusChip(tools.theme)
        self._said = QLabel()
        self.buttons: list[LinkButton] = []
        self._lacks: Sequence[Lack] = ()
        mark(self._said, "hint")
        self._said.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tools.theme.space(1))
        self._column.addWidget(self._state)
        self._column.addWidget(self._said)

    @property
    def lacks(self) -> Sequence[Lack]:
        """What is shown."""
        return self._lacks

    def show_lacks(self, worded: Sequence[tuple[Lack, str]], otherwise: str) -> None:
        """Show what lacks, each with its words; `otherwise` is said when nothing does."""
        words = self._tools.words
        self._said.setText("" if worded else otherwise)
        self._said.setVisible(not worded and bool(otherwise))
        lacks = [lack for lack, _ in worded]
        if lacks == self._lacks and self._state.accessibleName():
            return  # the cursor may stand on one of them
        self._lacks = lacks
        for button in self.buttons:
            self._column.removeWidget(button)
            button.deleteLater()
        self.buttons.clear()
        for lack, sentence in worded:
            button = LinkButton(self._tools, sentence)
            button.clicked.connect(partial(self.chosen.emit, lack))
            self._column.addWidget(button)
            self.buttons.append(button)
        if lacks:
            counted = say_n(
                "Falta {n} cosa para emitir", "Faltan {n} cosas para emitir", len(lacks)
            )
            self._state.show_status("warn", words(counted), "warn")
        else:
            self._state.show_status("good", words(say("No falta nada")), "good")


class LinkButton(QPushButton):
    """A sentence that leads somewhere; a long one breaks, which Qt's own buttons cannot."""

    def __init__(self, tools: PageTools, worded: str) -> None:
        super().__init__()
        mark(self, "link")
        self.setAccessibleName(worded)
        arrow, sentence = QLabel(), QLabel(worded)
        tools.theme.dress(arrow, "right", "accent", side=_ARROW_PX)
        sentence.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(tools.theme.space(step) for step in (1, 1, 1, 1)))
        row.setSpacing(tools.theme.space(1))
        row.addWidget(arrow, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(sentence, 1)
        for label in (arrow, sentence):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def sentence(self) -> str:
        """What it says."""
        return self.accessibleName()

    def sizeHint(self) -> QSize:
        return self._inside().sizeHint()

    def heightForWidth(self, width: int) -> int:
        return self._inside().heightForWidth(width)

    def _inside(self) -> QLayout:
        layout = self.layout()
        if layout is None:
            raise LookupError(self)  # made by the constructor
        return layout
