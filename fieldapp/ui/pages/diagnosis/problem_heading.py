"""What stands over a problem: its words, its place, the guiding questions, the year."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.records.text import say
from fieldapp.rules.diagnosis import Diagnosis, ranked
from fieldapp.rules.reports.diagnosis import headline
from fieldapp.ui.page import PageTools
from fieldapp.ui.pages.diagnosis.year_choice import YearChoice
from fieldapp.ui.theme import mark


class ProblemHeading(QWidget):
    """The questions are the country's; they are shown while somebody wants them."""

    left = Signal()

    def __init__(self, tools: PageTools, questions: Sequence[str]) -> None:
        super().__init__()
        self._words = words = tools.words
        self._back, self._title, self._standing = QPushButton(), QLabel(), QLabel()
        self._questions = QLabel("\n".join(f"– {one}" for one in questions))
        self._ask = QPushButton(words(say("Preguntas guía")))
        self.year = YearChoice(tools)
        self._lay_out(tools)
        self._ask.setVisible(bool(questions))
        self._questions.hide()
        self._back.clicked.connect(self.left)
        self._ask.toggled.connect(self._questions.setVisible)

    def show_problem(self, diagnosis: Diagnosis, problem: UUID) -> None:
        """Say which problem it is and where it stands among the others."""
        one = next((one for one in ranked(diagnosis.problems) if one.problem.id == problem), None)
        if one is None:
            return
        self._title.setText(" ".join(headline(one.problem).split()))
        told = say("Sin puntaje completo")
        if one.place is not None and one.total is not None:
            told = say("Puesto {place}, total {total}", place=one.place, total=one.total)
        self._standing.setText(self._words(told))

    def _lay_out(self, tools: PageTools) -> None:
        theme, words = tools.theme, self._words
        mark(self._back, "icon")
        theme.dress(self._back, "back")
        self._back.setAccessibleName(words(say("Volver a los problemas")))
        self._back.setToolTip(words(say("Volver (Esc)")))
        mark(self._title, "section")
        mark(self._standing, "soft-body")
        mark(self._questions, "soft-body")
        mark(self._ask, "quiet")
        self._ask.setCheckable(True)
        for label in (self._title, self._questions):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        above, below = QHBoxLayout(), QHBoxLayout()
        for row in (above, below):
            row.setSpacing(theme.space(3))
        above.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        above.addWidget(self._title, 1)
        below.addWidget(self._standing)
        below.addStretch(1)
        below.addWidget(self._ask)
        below.addWidget(self.year)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addLayout(above)
        column.addLayout(below)
        column.addWidget(self._questions)
