"""Tables that print well: calm rules, repeated heads, rows that stay whole, a tail that is kept."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# (reportlab's stubs leave the parameters of its drawing calls untyped)

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any, Final, TypeAlias, cast

from reportlab.lib.colors import black
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from fieldapp.documents.fonts import REGULAR
from fieldapp.documents.paper import COLUMN_HEAD, HAIRLINE, LABEL, RULE, text
from fieldapp.documents.table_tags import GridTags, RuleTags
from fieldapp.documents.tagging import TaggedParagraph

Cell: TypeAlias = Flowable | str | list[Flowable]

_NUMBERS_HEAD: Final = ParagraphStyle("numbers head", parent=COLUMN_HEAD, alignment=TA_RIGHT)
_PAGE_LEAST: Final = 140 * mm
"""With this much room a row that does not fit is taller than a page, or nearly: it may split."""

_ROWS_KEPT: Final = 2
"""So many rows stay with what follows a table, so that nobody signs a sheet with no content."""

_LEFT, _RIGHT, _ABOVE, _BELOW = 2, 4, 2.5, 3
"""What is left free around the words of a ruled cell."""

_RULED: Final[list[tuple[Any, ...]]] = [
    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
    ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
    ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
    ("LEFTPADDING", (0, 0), (-1, -1), _LEFT),
    ("RIGHTPADDING", (0, 0), (-1, -1), _RIGHT),
    ("TOPPADDING", (0, 0), (-1, -1), _ABOVE),
    ("BOTTOMPADDING", (0, 0), (-1, -1), _BELOW),
    ("LINEABOVE", (0, 0), (-1, 0), RULE, black),
    ("LINEBELOW", (0, 0), (-1, 0), RULE, black),
    ("LINEBELOW", (0, 1), (-1, -1), HAIRLINE, black),
]
_FORM: Final[list[tuple[Any, ...]]] = [
    *_RULED,
    ("INNERGRID", (0, 0), (-1, -1), HAIRLINE, black),
    ("BOX", (0, 0), (-1, -1), RULE, black),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
]

_UNRULED: Final[list[tuple[Any, ...]]] = [
    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 1),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
]


class RowKeepingTable(Table):
    """A table whose rows move to the next page whole, unless one is taller than a page."""

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """Split between rows; inside one only where a whole page would not hold it."""
        self.splitInRow = 0
        parts = super().split(aW, aH)
        if parts or aH < _PAGE_LEAST:
            return parts
        self.splitInRow = 1
        return super().split(aW, aH)


class KeptBlock(Flowable):
    """Things that stay on one page, the next one if need be."""

    def __init__(self, following: Sequence[Flowable]) -> None:
        super().__init__()
        self._following = list(following)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Ask for room that no page has, so that platypus always calls `split`."""
        return aW, aH + 1

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """Everything when it fits, or when no page would hold it."""
        fits = sum(_height(one, aW) for one in self._following) <= aH
        return self._following if fits or aH >= _PAGE_LEAST else []


class KeptTable(KeptBlock):
    """A table and what must follow it: the last rows stay on the page of what follows."""

    def __init__(self, table: Table, following: Sequence[Flowable]) -> None:
        super().__init__(following)
        self._table = table

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """Everything when it fits; otherwise the table without the rows that must stay."""
        _, table_height = self._table.wrap(aW, aH)
        following = sum(_height(one, aW) for one in self._following)
        if table_height + following <= aH:
            return [self._table, *self._following]
        kept = sum(_row_heights(self._table)[-_ROWS_KEPT:])
        parts = self._table.split(aW, min(aH, table_height - kept + 0.01))
        if len(parts) == 2:  # what stays here, what moves on
            return [parts[0], KeptTable(cast("Table", parts[1]), self._following)]
        if aH < _PAGE_LEAST:
            return []
        return [self._table, *self._following]


def ruled_table(
    heads: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    *,
    within: float | None = None,
    row_height_least: float = 0,
    by_hand: bool = False,
    numbers: Container[int] = (),
) -> Table:
    """A table under a head that repeats on every page, ruled across and not down.

    With `within` the widths are shares of that many points. `by_hand` adds lines between columns,
    for forms that are filled with a pen. Over the columns of `numbers` the head stands right.
    """
    stretch = within / sum(widths) if within else 1
    return RowKeepingTable(
        [_head_row(heads, numbers), *(list(row) for row in rows)],
        colWidths=[width * stretch for width in widths],
        minRowHeights=[0, *[row_height_least] * len(rows)],
        style=_FORM if by_hand else _RULED,
        repeatRows=1,
        hAlign="LEFT",
        renderCB=GridTags(),
    )


class LongTable(Flowable):
    """A ruled table of thousands of rows of paragraphs, of which each page makes its own part.

    reportlab walks at the end of each page through every row still to come, and lays each row out
    five times. Here a row is measured once.
    """

    def __init__(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[TaggedParagraph]],
        widths: Sequence[float],
        *,
        numbers: Container[int] = (),
    ) -> None:
        super().__init__()
        self._heads, self._numbers = heads, numbers
        self._rows, self._widths = rows, widths
        self._tags = GridTags()

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Ask for room that no page has, so that platypus always calls `split`."""
        return aW, aH + 1

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        """What stands on this page, and the table of the rows after it."""
        head = _head_row(self._heads, self._numbers)
        heights = [self._height(head)]
        room = aH - heights[0]
        for row in self._rows:
            high = self._height(row)
            if high > room:
                break
            heights.append(high)
            room -= high
        here = len(heights) - 1
        if here == len(self._rows):
            return [self._part([head, *self._rows], heights)]
        if here:
            return [self._part([head, *self._rows[:here]], heights), self._after(here)]
        return [] if aH < _PAGE_LEAST else self._part([head, *self._rows], None).split(aW, aH)

    def _after(self, here: int) -> LongTable:
        """The table of what is left, which goes on in the same structure."""
        after = LongTable(self._heads, self._rows[here:], self._widths, numbers=self._numbers)
        after._tags = self._tags
        return after

    def _height(self, row: Sequence[TaggedParagraph]) -> float:
        """The height of a row, its free space included."""
        widths = zip(row, self._widths, strict=True)
        tallest = max(cell.wrap(width - _LEFT - _RIGHT, 0)[1] for cell, width in widths)
        return tallest + _ABOVE + _BELOW

    def _part(
        self, rows: Sequence[Sequence[TaggedParagraph]], heights: list[float] | None
    ) -> RowKeepingTable:
        return RowKeepingTable(
            [list(row) for row in rows],
            colWidths=list(self._widths),
            rowHeights=heights,
            style=_RULED,
            repeatRows=1,
            hAlign="LEFT",
            renderCB=self._tags,
        )


def labelled_table(rows: Sequence[tuple[str, str]], widths: Sequence[float]) -> Table:
    """Labels with what was said of each, without any line."""
    return RowKeepingTable(
        [[text(label, LABEL), text(said)] for label, said in rows],
        colWidths=list(widths),
        style=_UNRULED,
        hAlign="LEFT",
        renderCB=GridTags(row_heads=True),
    )


def plain_table(
    rows: Sequence[Sequence[object]],
    widths: Sequence[float],
    *,
    style: Sequence[tuple[Any, ...]] = (),
    heights: Sequence[float | None] | None = None,
) -> Table:
    """Things side by side, read one after the other; `style` adds lines."""
    return Table(
        [list(row) for row in rows],
        colWidths=list(widths),
        rowHeights=heights,
        style=[*_UNRULED, *style],
        hAlign="LEFT",
        renderCB=RuleTags() if style else None,
    )


def _head_row(heads: Sequence[str], numbers: Container[int]) -> list[TaggedParagraph]:
    return [
        text(head, _NUMBERS_HEAD if place in numbers else COLUMN_HEAD)
        for place, head in enumerate(heads)
    ]


def _row_heights(table: Table) -> list[float]:
    """The heights of a table that has been wrapped; reportlab keeps them to itself."""
    return list(vars(table)["_rowHeights"])


def _height(flowable: Flowable, width: float) -> float:
    """The least height, with the space around it: what it takes when no room is offered."""
    return flowable.wrap(width, 0)[1] + flowable.getSpaceBefore() + flowable.getSpaceAfter()
