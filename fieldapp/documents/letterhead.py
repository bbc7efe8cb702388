"""What stands above the title: whose paper it is, and the quality system's little table."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# (reportlab's stubs leave the parameters of its drawing calls untyped)

from __future__ import annotations

import re

from reportlab.lib.colors import black, white
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.pathobject import PDFPathObject
from reportlab.platypus import Flowable

from fieldapp.documents.fonts import BOLD
from fieldapp.documents.paper import ASIDE, COLUMN, RULE, SMALL, text
from fieldapp.documents.tables import plain_table
from fieldapp.documents.tagging import figure
from fieldapp.packs.logo import HEIGHT, Logo
from fieldapp.rules.acta_content import Heading

_NAME = ParagraphStyle("institution", parent=SMALL, fontName=BOLD, fontSize=11, leading=14)
_LINE = ParagraphStyle("institution line", parent=SMALL, fontSize=8, leading=10.5)
_YEAR = ParagraphStyle("year", parent=ASIDE, alignment=TA_CENTER, spaceBefore=5)
_QUALITY_LABELS = 16 * mm
_QUALITY = 54 * mm
_EVEN_ODD, _NON_ZERO = 0, 1
"""How reportlab calls the two ways of filling outlines that lie in each other."""
_LOGO_HIGH, _LOGO_WIDE, _BESIDE_LOGO = 14 * mm, 45 * mm, 4 * mm


def letterhead(heading: Heading, width: float = COLUMN) -> list[Flowable]:
    """The logo, institution and office at the left, the quality header at the right, a rule below.

    Under the rule, in the middle, the official name of the year where the State gives one.
    """
    lines = [text(heading.institution, _NAME)]
    lines += [
        text(line, _LINE) for line in (heading.area, heading.programme, heading.office) if line
    ]
    ruled = [("LINEBELOW", (0, 0), (-1, -1), RULE, black), ("BOTTOMPADDING", (0, 0), (-1, -1), 5)]
    cells: list[object] = [lines]
    widths = [width]
    if heading.logo:
        mark = _LogoMark(heading.logo, heading.institution)
        cells.insert(0, mark)
        widths = [mark.width + _BESIDE_LOGO, width - mark.width - _BESIDE_LOGO]
    if heading.quality:
        cells.append(_quality(heading))
        widths[-1] -= _QUALITY
        widths.append(_QUALITY)
    year = [text(f"«{heading.year_name}»", _YEAR)] if heading.year_name else []
    return [plain_table([cells], widths, style=ruled), *year]


class _LogoMark(Flowable):
    """The logo, as high as the lines beside it and never wider than a third of an upright page."""

    def __init__(self, logo: Logo, institution: str) -> None:
        super().__init__()
        self._logo, self._told = logo, f"Logotipo de {institution}"
        self._scale = min(_LOGO_HIGH / HEIGHT, _LOGO_WIDE / logo.width)
        self.width, self.height = logo.width * self._scale, HEIGHT * self._scale

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002
        """The size it was given."""
        return self.width, self.height

    def draw(self) -> None:
        """Fill its shapes one over the other, as one figure."""
        with figure(self.canv, self._told, self.width, self.height):
            self.canv.saveState()
            self.canv.translate(0, self.height)
            self.canv.scale(self._scale, -self._scale)
            for shape in self._logo.shapes:
                self.canv.setFillColor(white if shape.white else black)
                mode = _EVEN_ODD if shape.even_odd else _NON_ZERO
                self.canv.drawPath(self._path(shape.outline), stroke=0, fill=1, fillMode=mode)
            self.canv.restoreState()

    def _path(self, outline: str) -> PDFPathObject:
        path = self.canv.beginPath()
        steps = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
        for step in re.findall(r"[MLCZ][^MLCZ]*", outline):
            steps[step[0]](*map(int, step[1:].split()))
        return path


def _quality(heading: Heading) -> Flowable:
    return plain_table(
        [[text(label, SMALL), text(said, SMALL)] for label, said in heading.quality],
        [_QUALITY_LABELS, _QUALITY - _QUALITY_LABELS],
        style=[("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)],
    )
