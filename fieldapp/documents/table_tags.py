"""Tells the cells of a table apart while reportlab draws it (its `renderCB`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, cast

from reportlab.platypus import Table
from reportlab.platypus.tables import TableRenderCB

from fieldapp.documents.tagging import Element, TaggedCanvas, TaggedParagraph

_STEPS: Final = {
    "startTable": "start_table",
    "startBG": "start_rules",
    "endBG": "end_rules",
    "startRow": "start_row",
    "startCell": "start_cell",
    "endCell": "end_cell",
    "endRow": "end_row",
    "startLines": "start_rules",
    "endLines": "end_rules",
    "endTable": "end_table",
}
"""What reportlab calls the steps of drawing a table, and what we call them."""


class GridTags(TableRenderCB):
    """Makes a table of what is drawn.

    The parts of a split table share one of these, so they are one table: heads repeated on later
    pages are ornament, and a row that goes on goes on. With `row_heads` the first column heads
    each row; otherwise the first row heads the columns.
    """

    def __init__(self, *, row_heads: bool = False) -> None:
        self._head_rows = 0 if row_heads else 1
        self._row_heads = row_heads
        self._element = Element("Table")
        self._row: Element | None = None
        self._part = 0

    def __call__(self, T: Table, cmd: str, *args: Any) -> None:  # noqa: N803
        """Follow one step of reportlab's drawing."""
        step: Callable[..., None] = getattr(self, _STEPS[cmd])
        step(cast("TaggedCanvas", T.canv), T, *args)

    def start_table(self, canvas: TaggedCanvas, _: Table) -> None:
        """Put the table into the structure where its first part is drawn."""
        self._part += 1
        parent = canvas.open_element
        if self._part == 1 and parent is not None:
            self._element.parent = parent
            parent.kids.append(self._element)

    def start_row(self, canvas: TaggedCanvas, table: Table, row: int) -> None:
        """Begin a row, go on with the one that the page before broke off, or repeat a head."""
        if self._part > 1 and row < self._head_rows:
            self._row = None
            canvas.ornament("Pagination")
            canvas.enter(None)
            return
        goes_on = self._part > 1 and row == self._head_rows
        self._row = (goes_on and _row_under_way(table, row)) or self._element.add("TR")

    def start_cell(
        self, canvas: TaggedCanvas, _: Table, row: int, column: int, shown: object, *__: object
    ) -> None:
        """Open a cell: what is drawn next belongs to it."""
        line = self._row
        if line is None:
            return
        if column < len(line.kids):
            cell = cast("Element", line.kids[column])
        elif row < self._head_rows or (self._row_heads and column == 0):
            cell = line.add("TH")
            cell.scope = "Row" if self._row_heads else "Column"
        else:
            cell = line.add("TD")
        pieces = _pieces(shown)
        cell.plain = len(pieces) == 1 and isinstance(pieces[0], TaggedParagraph)
        canvas.enter(cell)

    def end_cell(self, canvas: TaggedCanvas, _: Table) -> None:
        """Close the cell."""
        if self._row is not None:
            canvas.leave()

    def end_row(self, canvas: TaggedCanvas, _: Table) -> None:
        """Close what a repeated head opened."""
        if self._row is None:
            canvas.leave()
            canvas.end()

    def start_rules(self, canvas: TaggedCanvas, _: Table) -> None:
        """Lines and backgrounds are ornament."""
        canvas.ornament()

    def end_rules(self, canvas: TaggedCanvas, _: Table) -> None:
        """End the ornament."""
        canvas.end()

    def end_table(self, _: TaggedCanvas, __: Table) -> None:
        """Nothing is open any more."""


class RuleTags(GridTags):
    """For a table that only sets things side by side: its lines are ornament, its cells nothing."""

    def start_table(self, canvas: TaggedCanvas, _: Table) -> None:
        """The table is not in the structure."""

    def start_row(self, canvas: TaggedCanvas, table: Table, row: int) -> None:
        """Nor are its rows."""

    def start_cell(
        self, canvas: TaggedCanvas, _: Table, row: int, column: int, shown: object, *__: object
    ) -> None:
        """Nor its cells: what they hold belongs to whatever is open."""

    def end_cell(self, canvas: TaggedCanvas, _: Table) -> None:
        """Nothing was opened."""

    def end_row(self, canvas: TaggedCanvas, _: Table) -> None:
        """Nothing was opened."""


def _row_under_way(table: Table, row: int) -> Element | None:
    """The TR of a row of which the page before shows the beginning."""
    for shown in vars(table)["_cellvalues"][row]:
        for piece in _pieces(shown):
            element = piece.element if isinstance(piece, TaggedParagraph) else None
            while element is not None and element.tag != "TR":
                element = element.parent
            if element is not None:
                return element
    return None


def _pieces(shown: object) -> Sequence[object]:
    """What a cell shows, one or several."""
    return cast("Sequence[object]", shown) if isinstance(shown, list | tuple) else (shown,)
