"""The rows of a long list, fetched piece by piece as they come into sight.

The first piece brings the total, so that a list of ten thousand rows is painted after one short
question and its scroll bar is right from the start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from fieldapp.records.progress import Step
from fieldapp.records.text import Text
from fieldapp.ui.jobs import Jobs
from fieldapp.ui.ports import Wording
from fieldapp.ui.theme import Theme
from fieldapp.ui.widgets.tips import plain_tip

_PIECE = 100
_PIECE_OF_ALL = 2000
_TOLD_EVERY = 50

Index = QModelIndex | QPersistentModelIndex
Mark = Callable[[Any], "tuple[str, str] | None"]
"""From a row, the icon and the colour role that stand beside its word; None for no mark."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the name by which it sorts ("" = it does not), its words, and how it stands.

    `chars` is about how much it says; the column that `tells` takes the room that is left, or,
    where none does, the one with the most to say. A `whole` one is not cut while others can be.
    """

    name: str
    label: Text | str
    right: bool = False
    chars: int = 16
    mark: Mark | None = None
    tells: bool = False
    whole: bool = False

    @property
    def key(self) -> str:
        """By what a choice of columns remembers it, in any language."""
        return self.name or str(self.label)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for: words, values wished by field name, and the order."""

    text: str = ""
    filters: Mapping[str, object] = field(default_factory=dict[str, object])
    sort: str = ""
    descending: bool = False


class Row(Protocol):
    """One row, already in words, in the order of the columns."""

    @property
    def id(self) -> object:
        """What the row stands for."""
        ...

    @property
    def cells(self) -> Sequence[str]:
        """The words of its cells."""
        ...

    @property
    def values(self) -> Sequence[object]:
        """What stands behind its cells, for sheets; None where there are only words."""
        ...


class Piece(Protocol):
    """Some rows, and how many there are in all."""

    @property
    def rows(self) -> Sequence[Row]:
        """The rows of this piece."""
        ...

    @property
    def total(self) -> int:
        """How many rows answer the question."""
        ...


FetchRows = Callable[[Asked, int, int], Piece]
"""Fetch a piece: what is asked, from which row, how many. Called on the reading worker."""


class RowsModel(QAbstractTableModel):
    """Asks for pieces, keeps them, and forgets them when something changed."""

    answered = Signal()
    """The first piece of the present question is here; `total` holds."""
    failed = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column],
        fetch: FetchRows,
        jobs: Jobs,
        words: Wording,
        theme: Theme,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self.asked = Asked()
        self.total = 0
        self._fetch = fetch
        self._jobs = jobs
        self._words = words
        self._theme = theme
        self._pieces: dict[int, Sequence[Row]] = {}
        self._old: set[int] = set()
        self._coming: set[int] = set()
        self._question = 0

    def ask(self, asked: Asked) -> None:
        """Ask something new; the rows on the screen stay until the answer is here."""
        self.asked = asked
        self._begin(0)

    def refresh(self, near: int = 0) -> None:
        """Ask the same again, because records changed, beginning with the piece in sight."""
        self._begin(max(near, 0) // _PIECE)

    def row_at(self, row: int) -> Row | None:
        """Return a row if its piece is here."""
        piece = self._pieces.get(row // _PIECE)
        place = row % _PIECE
        return piece[place] if piece is not None and place < len(piece) else None

    def row_of(self, id: object) -> int:
        """Return where the row of an id stands, or -1 if it is not among the pieces here."""
        for piece, rows in self._pieces.items():
            for place, row in enumerate(rows):
                if row.id == id:
                    return piece * _PIECE + place
        return -1

    def every_row(self, asked: Asked, step: Step) -> Iterator[Row]:
        """Fetch all rows that answer a question, piece by piece; on the worker that wants them."""
        handed = 0
        while True:
            piece = self._fetch(asked, handed, _PIECE_OF_ALL)
            if not piece.rows:
                return
            for row in piece.rows:
                if handed % _TOLD_EVERY == 0:
                    step(handed, piece.total)
                handed += 1
                yield row

    # What Qt asks.

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self.total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.DecorationRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        self._bring(index.row() // _PIECE)
        row = self.row_at(index.row())
        if row is None:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DecorationRole:
            mark = column.mark(row) if column.mark is not None else None
            return self._theme.icon(*mark) if mark is not None else None
        words = row.cells[index.column()]
        return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(column.label)
        return _side(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column, at the place where the records are kept."""
        name = self.columns[column].name if column >= 0 else ""
        descending = bool(name) and order == Qt.SortOrder.DescendingOrder
        if (name, descending) != (self.asked.sort, self.asked.descending):
            self.ask(Asked(self.asked.text, self.asked.filters, name, descending))

    # Pieces.

    def _begin(self, piece: int) -> None:
        self._question += 1
        self._coming = {piece}
        self._ask(piece, partial(self._show_first, piece))

    def _bring(self, piece: int) -> None:
        """Ask for a piece in sight that is not here, or that is from before the last change."""
        is_here = piece in self._pieces and piece not in self._old
        if not is_here and piece not in self._coming:
            self._coming.add(piece)
            self._ask(piece, partial(self._show_more, piece))

    def _ask(self, piece: int, show: Callable[[Piece], None]) -> None:
        self._jobs.read(
            partial(self._fetch, self.asked, piece * _PIECE, _PIECE),
            done=partial(self._if_still_asked, self._question, show),
            failed=self.failed.emit,
        )

    def _if_still_asked(self, question: int, show: Callable[[Piece], None], answer: Piece) -> None:
        if question == self._question:
            show(answer)

    def _show_first(self, piece: int, answer: Piece) -> None:
        if answer.total == self.total > 0:
            self._old = self._pieces.keys() - {piece}
            self._pieces[piece] = answer.rows
            self.dataChanged.emit(
                self.index(0, 0), self.index(self.total - 1, len(self.columns) - 1)
            )
        else:
            self.beginResetModel()
            self.total = answer.total
            self._old = set()
            self._pieces = {piece: answer.rows}
            self.endResetModel()
        self.answered.emit()

    def _show_more(self, piece: int, answer: Piece) -> None:
        self._pieces[piece] = answer.rows
        self._old.discard(piece)
        first = piece * _PIECE
        last = min(first + len(answer.rows), self.total) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))


def _side(column: Column) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
