"""The scores of a workshop as a table: each key changes the places of all at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final
from uuid import UUID

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from fieldapp.records.diagnosis import Problem
from fieldapp.records.text import Text, say
from fieldapp.rules.diagnosis import CRITERIA, Ranked, by_number, ranked
from fieldapp.ui.page import PageTools

Index = QModelIndex | QPersistentModelIndex

PLACE: Final = 0
PROBLEM: Final = 1
FIRST_CRITERION: Final = 2
LAST_CRITERION: Final = FIRST_CRITERION + len(CRITERIA) - 1
TOTAL: Final = LAST_CRITERION + 1
_AT_THE_RIGHT: Final = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_AT_THE_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class VotesModel(QAbstractTableModel):
    """Problems in the order of their numbers: rows never jump while people vote."""

    def __init__(self, tools: PageTools, place: Callable[[str], str]) -> None:
        """`place` names a territory, for when problems of several stand in one table."""
        super().__init__()
        self._place = place
        self._words = tools.words
        spec = tools.kinds["problem"]
        self._heads: tuple[Text | str, ...] = (
            say("Puesto"),
            spec.label,
            *(spec[name].label for name in CRITERIA),
            say("Total"),
        )
        self._problems: list[Problem] = []
        self._ranked: dict[UUID, Ranked] = {}
        self._several = False

    @property
    def problems(self) -> Sequence[Problem]:
        """What is shown, in its order."""
        return self._problems

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show these; the same ones with other scores only change their cells."""
        shown = sorted(problems, key=lambda one: (one.territory or "", by_number(one)))
        self._several = len({one.territory for one in shown}) > 1
        same = [one.id for one in shown] == [one.id for one in self._problems]
        if not same:
            self.beginResetModel()
        self._problems = shown
        self._rank()
        if same:
            self._tell_changed()
        else:
            self.endResetModel()

    def put_score(self, row: int, column: int, score: int | None) -> None:
        """Show a score at once; whoever keeps it shows the problems again if that fails."""
        name = criterion_of(column)
        self._problems[row] = msgspec.structs.replace(self._problems[row], **{name: score})
        self._rank()
        self._tell_changed()

    def row_of(self, problem: UUID) -> int:
        """The row of a problem; -1 for none."""
        return next((n for n, one in enumerate(self._problems) if one.id == problem), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._problems)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words(self._heads[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _AT_THE_LEFT if index.column() == PROBLEM else _AT_THE_RIGHT
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.row(), index.column())
        return None

    def _cell(self, row: int, column: int) -> str:
        problem = self._problems[row]
        standing = self._ranked[problem.id]
        if column == PLACE:
            return str(standing.place or "")
        if column == PROBLEM:
            text = " ".join(problem.text.split()) or self._words(say("Sin texto todavía"))
            where = self._place(problem.territory or "") if self._several else ""
            told = f"{problem.number}. {text}" if problem.number else text
            return f"{told} ({where})" if where else told
        if column == TOTAL:
            return str(standing.total or "")
        score = getattr(problem, criterion_of(column))
        return "·" if score is None else str(score)

    def _spoken(self, row: int, column: int) -> str:
        """A cell as it is heard: whose, what for, how much."""
        head, problem = self._words(self._heads[column]), self._cell(row, PROBLEM)
        said = self._cell(row, column).replace("·", "")
        empty = self._words(say("sin puntaje"))
        return problem if column == PROBLEM else f"{problem}. {head}: {said or empty}"

    def _rank(self) -> None:
        self._ranked = {one.problem.id: one for one in ranked(self._problems)}

    def _tell_changed(self) -> None:
        if self._problems:
            last = self.index(len(self._problems) - 1, TOTAL)
            self.dataChanged.emit(self.index(0, 0), last)


def criterion_of(column: int) -> str:
    """The field that a column of scores holds."""
    return CRITERIA[column - FIRST_CRITERION]


def is_criterion(column: int) -> bool:
    """Tell whether a column holds scores."""
    return FIRST_CRITERION <= column <= LAST_CRITERION
