"""The sheet every printed paper is laid out on: size, margins, letters, foot, page x of y.

The text column is 170 mm wide on Letter and on A4 alike, so that a paper breaks its lines the
same in every country. The left margin leaves room for filing holes. Black on white; nothing is
said by colour; no line is thinner than 0.4 pt, because these sheets are photocopied.
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# (reportlab's stubs leave the parameters of its drawing calls untyped)

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, cast
from unicodedata import normalize

from reportlab.lib.colors import Color, black
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4, LETTER, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
)

from fieldapp.documents.fonts import BOLD, ITALIC, REGULAR, is_plain, markup, register_fonts
from fieldapp.documents.shaping import needs_shaping
from fieldapp.documents.tagging import Element, TaggedCanvas, TaggedParagraph
from fieldapp.records.progress import Step, unseen

COLUMN: Final = 170 * mm
HAIRLINE: Final = 0.4
RULE: Final = 0.8

_LEFT: Final = 22 * mm
_RIGHT: Final = 18 * mm
_TOP: Final = 16 * mm
_TOP_LATER: Final = 24 * mm
_BOTTOM: Final = 21 * mm
_PAGE_OF_PAGES: Final = 28 * mm
_FURNITURE: Final = 7.5
_SIZES: Final = {"letter": LETTER, "a4": A4, "oficio": (216 * mm, 330 * mm)}

BODY: Final = ParagraphStyle(
    "body",
    fontName=REGULAR,
    bulletFontName=REGULAR,
    bulletFontSize=9.5,
    fontSize=9.5,
    leading=13,
    spaceAfter=4,
    alignment=TA_JUSTIFY,
    allowWidows=0,
    allowOrphans=0,
)
PLAIN: Final = ParagraphStyle("plain", parent=BODY, alignment=0)
LISTED: Final = ParagraphStyle("listed", parent=PLAIN, leftIndent=5.5 * mm, spaceAfter=2)
NOTE: Final = ParagraphStyle("note", parent=PLAIN, fontSize=8, leading=10.5, spaceAfter=2)
LISTED_NOTE: Final = ParagraphStyle("listed note", parent=NOTE, leftIndent=5.5 * mm)
CELL: Final = ParagraphStyle("cell", parent=PLAIN, fontSize=8, leading=10, spaceAfter=0)
SMALL: Final = ParagraphStyle("small", parent=CELL, fontSize=7, leading=8.8)
COLUMN_HEAD: Final = ParagraphStyle("column head", parent=SMALL, fontName=BOLD)
LABEL: Final = ParagraphStyle("label", parent=CELL, fontName=BOLD)
TITLE: Final = ParagraphStyle(
    "title", parent=PLAIN, fontName=BOLD, fontSize=17, leading=21, spaceBefore=9, spaceAfter=1
)
SUBTITLE: Final = ParagraphStyle(
    "subtitle", parent=PLAIN, fontName=BOLD, fontSize=11, leading=14, spaceAfter=3
)
SECTION: Final = ParagraphStyle(
    "section",
    parent=PLAIN,
    fontName=BOLD,
    fontSize=11,
    leading=14,
    spaceBefore=10,
    spaceAfter=4,
    keepWithNext=1,
)
ABOVE_TABLE: Final = ParagraphStyle("above a table", parent=SECTION, keepWithNext=0)
POINT: Final = ParagraphStyle(
    "point", parent=PLAIN, fontName=BOLD, spaceBefore=4, spaceAfter=2, keepWithNext=1
)
ASIDE: Final = ParagraphStyle("aside", parent=NOTE, fontName=ITALIC)


@dataclass(frozen=True)
class Sheet:
    """What a document says of itself and prints on every page.

    `running` stands above the second and later pages. `foot` gives the left side of the foot of a
    page from its number. `watermark` lies pale under the text.
    """

    title: str
    author: str
    language: str
    paper: str
    running: str
    foot: Callable[[int], str]
    watermark: str = ""
    sideways: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        upright = _SIZES[self.paper]
        return landscape(upright) if self.sideways else upright

    @property
    def column(self) -> float:
        """The width of the text: 170 mm upright, what the paper leaves between margins sideways."""
        return self.size[0] - _LEFT - _RIGHT if self.sideways else COLUMN


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The drawn pages of a sheet, and their structure, which the archival pass writes into them."""

    pdf: bytes
    sheet: Sheet
    structure: Element


@dataclass(frozen=True, slots=True)
class Part:
    """A paper of its own among others in one file: it has its page numbers, head and foot."""

    sheet: Sheet
    story: Sequence[Flowable]


class _NumberedCanvas(TaggedCanvas):
    """A canvas that holds the pages of each part back until it knows how many there are."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._held: list[tuple[Sheet, list[dict[str, Any]]]] = []

    def begin(self, sheet: Sheet, section: Element | None) -> None:
        """The pages from here on are those of another part, which is a section of the whole."""
        self._held.append((sheet, []))
        if section is not None:
            self.enter(section)

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._held[-1][1].append(dict(self.__dict__))
        self.next_page()
        self._startPage()  # pyright: ignore[reportAttributeAccessIssue]

    def save(self) -> None:
        for sheet, pages in self._held:
            for page, state in enumerate(pages, start=1):
                self.__dict__.update(state)
                _draw_foot(self, sheet, page, len(pages))
                super().showPage()
        super().save()


def lay_out(sheet: Sheet, story: Sequence[Flowable], step: Step = unseen) -> LaidOut:
    """Set a story on its sheets: the same pages for the same story.

    They are not compressed yet; `archival.finish` makes a file of them.
    """
    return lay_out_together(sheet, [Part(sheet, story)], step)


def lay_out_together(sheet: Sheet, parts: Sequence[Part], step: Step = unseen) -> LaidOut:
    """Set several papers of one size one after the other; `sheet` says what the file is called.

    `step` is told of each flowable that stands, and may stop the work.
    """
    register_fonts()
    written = io.BytesIO()
    document = BaseDocTemplate(
        written,
        pagesize=sheet.size,
        title=sheet.title,
        author=sheet.author,
        creator="Bitácora",
        producer="Bitácora",
        lang=sheet.language,
        initialFontName=REGULAR,
        invariant=1,
        pageCompression=0,
    )

    drawn: list[_NumberedCanvas] = []

    def numbered(*arguments: Any, **options: Any) -> _NumberedCanvas:
        drawn.append(_NumberedCanvas(*arguments, **options))
        return drawn[0]

    story: list[Flowable] = []
    for n, part in enumerate(parts):
        document.addPageTemplates(_templates(n, part.sheet, section=len(parts) > 1))
        if n:
            story += [NextPageTemplate(_named("first", n)), PageBreak()]
        story += part.story
    document.setProgressCallBack(_telling(step, len(story)))
    document.build(story, canvasmaker=numbered)
    return LaidOut(written.getvalue(), sheet, drawn[0].structure)


def _telling(step: Step, total: int) -> Callable[[str, int], None]:
    """What reportlab calls while it works: of all it says, how much of the story stands."""

    def told(what: str, value: int) -> None:
        if what == "PROGRESS":
            step(value, total)

    return told


def _templates(n: int, sheet: Sheet, *, section: bool) -> list[PageTemplate]:
    """The first page of a part, and its later ones under a running head."""

    def first(canvas: _NumberedCanvas) -> None:
        canvas.begin(sheet, canvas.structure.add("Sect") if section else None)
        _draw_under(canvas, sheet, running=False)

    def later(canvas: _NumberedCanvas) -> None:
        _draw_under(canvas, sheet, running=True)

    def template(name: str, top: float, under: Callable[[_NumberedCanvas], None]) -> PageTemplate:
        frame = Frame(_LEFT, _BOTTOM, sheet.column, sheet.size[1] - top - _BOTTOM, 0, 0, 0, 0)
        return PageTemplate(
            _named(name, n),
            [frame],
            onPage=lambda canvas, _: under(cast("_NumberedCanvas", canvas)),
            autoNextPageTemplate=_named("later", n),
        )

    return [template("first", _TOP, first), template("later", _TOP_LATER, later)]


def _named(name: str, n: int) -> str:
    return f"{name} of {n}"


def text(words: str, style: ParagraphStyle = CELL) -> TaggedParagraph:
    """A paragraph of plain words; a line break stays one."""
    return _set(words, style)


def listed(mark: str, words: str) -> TaggedParagraph:
    """One of a list, with its number or its dot hanging at the left."""
    return _set(words, LISTED, mark)


def paragraphs(words: str, style: ParagraphStyle = BODY) -> list[Flowable]:
    """One paragraph for each line of a long text, so that it can go on to the next page."""
    return [_set(line, style) for line in words.splitlines() if line.strip()]


def _set(words: str, style: ParagraphStyle, mark: str | None = None) -> TaggedParagraph:
    composed = normalize("NFC", words)
    if mark is None and is_plain(composed):
        piece = _plain_piece(style).clone(text=" ".join(composed.split()))
        return TaggedParagraph("", style, frags=[piece])
    chosen = _shaped(style) if needs_shaping(composed) else style
    return TaggedParagraph(markup(composed).replace("\n", "<br/>"), chosen, bulletText=mark)


@cache
def _plain_piece(style: ParagraphStyle) -> Any:
    """What reportlab makes of a text in one font: parsing each as markup is a third of a table."""
    register_fonts()
    return TaggedParagraph("x", style).frags[0]


@cache
def _shaped(style: ParagraphStyle) -> ParagraphStyle:
    """The same style for words whose marks must be placed on their letters."""
    return ParagraphStyle(style.name, parent=style, shaping=1)


def _draw_under(canvas: TaggedCanvas, sheet: Sheet, *, running: bool) -> None:
    width, height = sheet.size
    canvas.ornament("Pagination")
    canvas.saveState()
    if sheet.watermark:
        canvas.setFillColor(Color(0.88, 0.88, 0.88))
        canvas.setFont(BOLD, 92)
        canvas.translate(width / 2, height / 2)
        canvas.rotate(52 if height > width else 35)
        canvas.drawCentredString(0, -30, sheet.watermark)
    canvas.restoreState()
    if running:
        canvas.saveState()
        canvas.setFont(REGULAR, _FURNITURE)
        canvas.drawString(_LEFT, height - 17 * mm, _fitted(sheet.running, sheet.column))
        canvas.setLineWidth(HAIRLINE)
        canvas.line(_LEFT, height - 19 * mm, _LEFT + sheet.column, height - 19 * mm)
        canvas.restoreState()
    canvas.end()


def _draw_foot(canvas: TaggedCanvas, sheet: Sheet, page: int, pages: int) -> None:
    right = _LEFT + sheet.column
    canvas.ornament("Pagination")
    canvas.saveState()
    canvas.setFillColor(black)
    canvas.setStrokeColor(black)
    canvas.setLineWidth(HAIRLINE)
    canvas.line(_LEFT, 16 * mm, right, 16 * mm)
    canvas.setFont(REGULAR, _FURNITURE)
    canvas.drawString(_LEFT, 12 * mm, _fitted(sheet.foot(page), sheet.column - _PAGE_OF_PAGES))
    canvas.drawRightString(right, 12 * mm, f"Página {page} de {pages}")
    canvas.restoreState()
    canvas.end()


def _fitted(words: str, width: float) -> str:
    """A line of furniture, cut where the page would end."""
    if stringWidth(words, REGULAR, _FURNITURE) <= width:
        return words
    kept = words
    while kept and stringWidth(f"{kept}…", REGULAR, _FURNITURE) > width:
        kept = kept[:-1]
    return f"{kept}…"
