"""A report before it is paper, sheet or draft: titles, words and tables of typed values.

Matrices, registers, boards and figures are all built as this one value, by pure functions, so that
paper, XLSX and DOCX say the same and headquarters can build them from its own records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import NoneType
from typing import Any, Final, TypeAlias

from fieldapp.packs.formats import Formats
from fieldapp.packs.pack import Pack
from fieldapp.records.describe import Money

Value: TypeAlias = str | bool | int | Decimal | Money | date | datetime | None
"""What stands in a cell: a sheet keeps its type, paper shows it in the country's manner."""

Row: TypeAlias = tuple[Value, ...]

WISH: Final = "report "
"""A page asks for a report about a record by this and its name, in the place of a kind's name."""

NO_ROWS: Final = "Sin registros."


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `share` is its width beside the others', on paper only."""

    head: str
    share: int = 10


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns. `caption` stands above and names its sheet; `note` below.

    `totals` is one more row, set apart. `empty` is said instead of a table without rows.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    totals: Row = ()
    note: str = ""
    empty: str = NO_ROWS

    def __post_init__(self) -> None:
        wide = len(self.columns)
        if any(len(row) != wide for row in self.rows) or len(self.totals) not in (0, wide):
            msg = f"a row of «{self.caption}» has not {wide} cells"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a part; level 1 is a chapter, 2 a part of one. `new_page` puts it on one."""

    words: str
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words; a line break begins a paragraph. `aside` sets them small, as a remark."""

    words: str
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart. `told` says in words all that it shows: paper is photocopied, and read aloud.

    `kind` is how `documents.report_charts` draws it; `points` are its named values, `most` the
    greatest value there can be (the longest bar, the outer ring). A map has two values a point:
    `heights` are the second ones, and `axes` names both.
    """

    kind: str
    told: str
    points: tuple[tuple[str, Decimal], ...]
    most: Decimal
    heights: tuple[Decimal, ...] = ()
    axes: tuple[str, str] = ("", "")


Block: TypeAlias = Heading | Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says. `name` is its file's, without ending; `stamp` is its corte in words.

    `sideways` lays wide tables on the long side of the paper.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    stamp: str = ""
    sideways: bool = False

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables alone, which are what a sheet holds."""
        return tuple(one for one in self.blocks if isinstance(one, Table))


def columns(*heads: tuple[str, int] | str) -> tuple[Column, ...]:
    """Columns from their heads, each with its share of the width or the usual one."""
    return tuple(Column(head) if isinstance(head, str) else Column(*head) for head in heads)


def table(
    heads: Sequence[tuple[str, int] | str],
    rows: Iterable[Sequence[Value]],
    *,
    caption: str = "",
    totals: Sequence[Value] = (),
    note: str = "",
    empty: str = NO_ROWS,
) -> Table:
    """A table from plain heads and rows."""
    return Table(columns(*heads), tuple(map(tuple, rows)), caption, tuple(totals), note, empty)


def is_number(value: Value) -> bool:
    """Tell whether a value stands at the right of its column."""
    return isinstance(value, int | Decimal | Money) and not isinstance(value, bool)


def words_of(value: Value, pack: Pack) -> str:
    """The value as people read it in the country; "" where there is none."""
    worded = _WORDED.get(type(value))
    return worded(pack.formats, value) if worded else str(value)


_WORDED: Final[dict[type, Callable[[Formats, Any], str]]] = {
    NoneType: lambda _, __: "",
    bool: lambda _, value: "Sí" if value else "No",
    datetime: Formats.moment,
    date: Formats.day,
    Money: Formats.money,
    Decimal: Formats.number,
}
