"""The cards of the board: its figures as a list, and bars where there is something to compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from fieldapp.packs.pack import Pack
from fieldapp.records.text import Text, say
from fieldapp.rules.acta_meeting import label
from fieldapp.rules.board import Board
from fieldapp.rules.report import words_of
from fieldapp.rules.reports.results import figure_lines
from fieldapp.ui.page import PageTools
from fieldapp.ui.pages.dashboard.bars import Bar, Bars
from fieldapp.ui.widgets.cards import Card

_LONGEST: Final = 12
"""So many bars are compared at a glance; the report has them all."""


class BoardCards:
    """Makes the cards of a board."""

    def __init__(self, tools: PageTools, pack: Pack) -> None:
        self._tools = tools
        self._pack = pack

    def left(self, board: Board) -> list[Card]:
        """The figures."""
        card = Card(self._tools.theme, self._tools.words(say("Cifras")))
        grid = QWidget()
        lines = QGridLayout(grid)
        lines.setColumnStretch(0, 1)
        for row, (name, value) in enumerate(figure_lines(board.figures)):
            said = QLabel(self._tools.words(name))
            number = QLabel(words_of(value, self._pack) or "0")
            number.setAccessibleName(f"{said.text()}: {number.text()}")
            lines.addWidget(said, row, 0)
            lines.addWidget(number, row, 1, Qt.AlignmentFlag.AlignRight)
        card.add(grid)
        return [card]

    def right(self, board: Board) -> list[Card]:
        """The bars."""
        kept, pack = board.figures.commitments, self._pack
        states = pack.catalogue("commitment_status")
        place = pack.territories.path
        held = [Bar(place(code), one.sessions) for code, one in board.by_department.items()]
        return [
            self._bars(
                say("Compromisos por estado"),
                [Bar(one.label, kept[one.code]) for one in states if kept.get(one.code)],
            ),
            self._bars(
                say("Actividades por eje"),
                [Bar(label(pack, "axes", code), one.visits) for code, one in board.by_axis.items()],
            ),
            self._bars(
                say("Sesiones por departamento"),
                sorted(held, key=lambda one: (-one.value, one.name)),
            ),
        ]

    def _bars(self, heading: Text, bars: Sequence[Bar]) -> Card:
        words = self._tools.words
        card = Card(self._tools.theme, words(heading))
        if not bars:
            card.add_words(words(say("Nada todavía.")))
            return card
        card.add(Bars(self._tools.theme, bars[:_LONGEST], words(heading)))
        left = len(bars) - _LONGEST
        if left > 0:
            card.add_words(words(say("Y {n} más, en el informe.", n=left)))
        return card
