"""What stands above the title: whose paper it is, and the quality system's little table."""

from __future__ import annotations

from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from fieldapp.documents.fonts import BOLD
from fieldapp.documents.paper import ASIDE, COLUMN, RULE, SMALL, text
from fieldapp.documents.tables import plain_table
from fieldapp.rules.acta_content import Heading

_NAME = ParagraphStyle("institution", parent=SMALL, fontName=BOLD, fontSize=11, leading=14)
_LINE = ParagraphStyle("institution line", parent=SMALL, fontSize=8, leading=10.5)
_YEAR = ParagraphStyle("year", parent=ASIDE, alignment=TA_CENTER, spaceBefore=5)
_QUALITY_LABELS = 16 * mm
_QUALITY = 54 * mm


def letterhead(heading: Heading, width: float = COLUMN) -> list[Flowable]:
    """Institution and office at the left, the quality header at the right, a rule below.

    Under the rule, in the middle, the official name of the year where the State gives one.
    """
    lines = [text(heading.institution, _NAME)]
    lines += [
        text(line, _LINE) for line in (heading.area, heading.programme, heading.office) if line
    ]
    ruled = [("LINEBELOW", (0, 0), (-1, -1), RULE, black), ("BOTTOMPADDING", (0, 0), (-1, -1), 5)]
    cells: list[object] = [lines]
    widths = [width]
    if heading.quality:
        cells.append(_quality(heading))
        widths = [width - _QUALITY, _QUALITY]
    year = [text(f"«{heading.year_name}»", _YEAR)] if heading.year_name else []
    return [plain_table([cells], widths, style=ruled), *year]


def _quality(heading: Heading) -> Flowable:
    return plain_table(
        [[text(label, SMALL), text(said, SMALL)] for label, said in heading.quality],
        [_QUALITY_LABELS, _QUALITY - _QUALITY_LABELS],
        style=[("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)],
    )
