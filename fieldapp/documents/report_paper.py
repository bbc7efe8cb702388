"""Any report as a tagged PDF, under the letterhead of whoever writes it."""

from __future__ import annotations

from collections.abc import Sequence
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
from fieldapp.documents.tables import Cell, ruled_table
from fieldapp.packs.pack import Pack
from fieldapp.records.progress import Step, unseen
from fieldapp.rules.acta_content import Heading as Letterhead
from fieldapp.rules.report import (
    Block,
    Heading,
    Paragraph,
    Picture,
    Report,
    Table,
    Value,
    is_number,
    words_of,
)

_NUMBER: Final = ParagraphStyle("number", parent=CELL, alignment=TA_RIGHT)
_TOTAL: Final = ParagraphStyle("total", parent=CELL, fontName=BOLD)
_TOTAL_NUMBER: Final = ParagraphStyle("total number", parent=_NUMBER, fontName=BOLD)
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
        language=f"es-{pack.country}",
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
    rows: list[list[Cell]] = [[_cell(value, pack) for value in row] for row in block.rows]
    if block.totals:
        rows.append([_cell(value, pack, total=True) for value in block.totals])
    return [
        *above,
        ruled_table(
            [column.head for column in block.columns],
            rows,
            [column.share for column in block.columns],
            within=sheet.column,
            numbers=_numbers(block),
        ),
        Spacer(0, _AFTER),
        *below,
    ]


def _numbers(block: Table) -> frozenset[int]:
    """The columns in which every value is a number."""
    columns = enumerate(zip(*block.rows, strict=True))
    return frozenset(
        place
        for place, values in columns
        if any(is_number(one) for one in values)
        and all(is_number(one) for one in values if one not in (None, ""))
    )


def _cell(value: Value, pack: Pack, *, total: bool = False) -> Cell:
    if is_number(value):
        return text(words_of(value, pack), _TOTAL_NUMBER if total else _NUMBER)
    return text(words_of(value, pack), _TOTAL if total else CELL)
