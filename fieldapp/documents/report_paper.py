"""Any report as a tagged PDF, under the letterhead of whoever writes it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from fieldapp.documents.archival import finish
from fieldapp.documents.fonts import BOLD
from fieldapp.documents.letterhead import letterhead
from fieldapp.documents.paper import (
    ABOVE_TABLE,
    BODY,
    CELL,
    NOTE,
    POINT,
    SECTION,
    SUBTITLE,
    TITLE,
    Sheet,
    lay_out,
    paragraphs,
    text,
)
from fieldapp.documents.report_charts import drawn
from fieldapp.documents.tables import LongTable
from fieldapp.documents.tagging import TaggedParagraph
from fieldapp.packs.pack import Pack
from fieldapp.records.progress import Step, unseen
from fieldapp.rules.acta_content import Heading as Letterhead
from fieldapp.rules.report import (
    Block,
    Heading,
    Paragraph,
    Picture,
    Report,
    Row,
    Table,
    Value,
    is_number,
    words_of,
)

_NUMBER: Final = ParagraphStyle("number", parent=CELL, alignment=TA_RIGHT)
_TOTAL: Final = ParagraphStyle("total", parent=CELL, fontName=BOLD)
_TOTAL_NUMBER: Final = ParagraphStyle("total number", parent=_NUMBER, fontName=BOLD)
_STYLES: Final = {
    (False, False): CELL,
    (True, False): _NUMBER,
    (False, True): _TOTAL,
    (True, True): _TOTAL_NUMBER,
}
"""How a cell is set: whether it is a number, and whether in the row of totals."""
_HEAD_AND_ROWS: Final = 32 * mm
_HEADING_AND_TABLE: Final = 52 * mm
"""A heading, one under it, and the beginning of a table stand on one page."""
_AFTER: Final = 2 * mm


def render_report(report: Report, pack: Pack, *, office: str, step: Step = unseen) -> bytes:
    """The PDF of a report; the same bytes for the same report. `step` may stop it half way."""
    institution = pack.wording("institution.name")
    told = " · ".join(part for part in (report.title, report.stamp) if part)
    sheet = Sheet(
        title=told,
        author=institution,
        language=pack.locale,
        paper=pack.paper,
        running=f"{institution} · {told}",
        foot=lambda _: told,
        sideways=report.sideways,
    )
    heading = Letterhead(
        institution=institution,
        area=pack.wording("institution.area"),
        programme=pack.wording("institution.programme"),
        office=office,
        logo=pack.logo,
    )
    story: list[Flowable] = [*letterhead(heading, sheet.column), text(report.title, TITLE)]
    if report.subtitle:
        story.append(text(report.subtitle, SUBTITLE))
    if report.stamp:
        story.append(text(report.stamp, NOTE))
    for block in report.blocks:
        story += _flowing(block, pack, sheet)
    return finish(lay_out(sheet, story, step))


def _flowing(block: Block, pack: Pack, sheet: Sheet) -> Sequence[Flowable]:
    match block:
        case Heading():
            title = text(block.words, SECTION if block.level == 1 else POINT)
            return [PageBreak() if block.new_page else CondPageBreak(_HEADING_AND_TABLE), title]
        case Paragraph():
            return paragraphs(block.words, NOTE if block.aside else BODY)
        case Picture():
            return drawn(block, sheet.column)
        case Table():
            return _table(block, pack, sheet)


def _table(block: Table, pack: Pack, sheet: Sheet) -> list[Flowable]:
    above: list[Flowable] = [CondPageBreak(_HEAD_AND_ROWS)]
    if block.caption:
        above.append(text(block.caption, ABOVE_TABLE))
    below = [text(block.note, NOTE)] if block.note else []
    if not block.rows:
        return [*above, text(block.empty, NOTE), *below]
    numbers = _numbers(block)
    cells = _Cells(pack, numbers)
    rows = [cells.row(row) for row in block.rows]
    if block.totals:
        rows.append(cells.row(block.totals, total=True))
    return [
        *above,
        LongTable(
            [column.head for column in block.columns],
            rows,
            _widths(block, sheet.column),
            numbers=numbers,
        ),
        Spacer(0, _AFTER),
        *below,
    ]


def _widths(block: Table, within: float) -> list[float]:
    """The columns' shares of so many points."""
    stretch = within / sum(column.share for column in block.columns)
    return [column.share * stretch for column in block.columns]


def _numbers(block: Table) -> frozenset[int]:
    """The columns of numbers, though a few say in words that there is none."""
    return frozenset(
        place
        for place, values in enumerate(zip(*block.rows, strict=True))
        if _are_numbers([one for one in values if one not in (None, "")])
    )


def _are_numbers(values: Sequence[Value]) -> bool:
    return sum(map(is_number, values)) * 2 > len(values)


class _Cells:
    """The cells of a table; what many rows say, a state or an entity, is set once."""

    def __init__(self, pack: Pack, numbers: Container[int]) -> None:
        self._pack, self._numbers = pack, numbers
        self._set: dict[tuple[str, ParagraphStyle], TaggedParagraph] = {}

    def row(self, values: Row, *, total: bool = False) -> list[TaggedParagraph]:
        """The cells of a row; all stand right in a column of numbers, like its head."""
        return [
            self._cell(value, _STYLES[place in self._numbers or is_number(value), total])
            for place, value in enumerate(values)
        ]

    def _cell(self, value: Value, style: ParagraphStyle) -> TaggedParagraph:
        words = words_of(value, self._pack)
        cell = self._set.get((words, style))
        if cell is None:
            cell = self._set[words, style] = text(words, style)
        return cell
