"""The structure of a paper, noted down while its pages are drawn, for who hears it read.

A screen reader follows headings, lists, tables and the words that stand for a picture; PDF/UA-1
wants everything on a page to be part of that structure or marked as ornament. Each piece of text
marks itself as it is drawn, under the element that is open at that moment; what continues on the
next page continues its element. The archival pass writes the structure into the file.
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# (reportlab's stubs leave the parameters of its drawing calls untyped)

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, cast

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from fieldapp.documents.shaping import meant

_HEADINGS: Final = {"title": "H1", "section": "H2", "above a table": "H2", "point": "H3"}
"""The tag of a paragraph by the name of its style; every other is a P."""


@dataclass(slots=True, eq=False)
class Element:
    """A structure element: a tag and what it holds, elements and marks in reading order.

    A mark is (page, number on that page), both from 0. `alt` are the words for a picture, `box`
    its left, bottom, right and top in points. `scope` says which cells a TH heads, `numbering` how
    a list counts. `plain` holds its text directly, without a P.
    """

    tag: str
    parent: Element | None = None
    alt: str = ""
    box: tuple[float, float, float, float] | None = None
    scope: str = ""
    numbering: str = ""
    plain: bool = False
    kids: list[Element | tuple[int, int]] = field(default_factory=list["Element | tuple[int, int]"])

    def add(self, tag: str) -> Element:
        """Append a new element."""
        child = Element(tag, self)
        self.kids.append(child)
        return child


class TaggedCanvas(Canvas):
    """A canvas that knows which element is open, and numbers the marks of each page."""

    _code: list[str]
    """The operators of the page so far; reportlab's own, and the only door to marked content."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.structure = Element("Document")
        self._within: list[Element | None] = [self.structure]
        self._page_index = 0
        self._marks = 0

    @property
    def open_element(self) -> Element | None:
        """The element that what is drawn now belongs to; None inside an ornament."""
        return self._within[-1]

    def enter(self, element: Element | None) -> None:
        """Open an element; None for an ornament, whose text marks nothing."""
        self._within.append(element)

    def leave(self) -> None:
        """Close the element opened last."""
        self._within.pop()

    def mark(self, element: Element) -> None:
        """Begin content that belongs to an element; `end` ends it."""
        self._code.append(self._mark_of(element))

    def _mark_of(self, element: Element) -> str:
        element.kids.append((self._page_index, self._marks))
        self._marks += 1
        return f"/{element.tag} <</MCID {self._marks - 1}>> BDC"

    def ornament(self, kind: str = "Layout") -> None:
        """Begin what is no content: rules, or the furniture ("Pagination") of a page."""
        self._code.append(f"/Artifact <</Type /{kind}>> BDC")

    def end(self) -> None:
        """End what `mark` or `ornament` began."""
        self._code.append("EMC")

    def next_page(self) -> None:
        """Count marks from 0 again; called after a page was put away."""
        self._page_index += 1
        self._marks = 0

    def explain(self, start: int, meaning: str) -> None:
        """Say what the glyphs drawn since the piece `start` mean."""
        self._code[start:] = _explained(self._code[start:], meaning)

    def place_label(self, start: int, label: Element, body: Element, meaning: str) -> None:
        """Tell the label of a list from its text, in what was drawn since the piece `start`."""
        code = self._code
        first = next(n for n in range(start, len(code)) if code[n].startswith("BT"))
        drawn, *text, restore = code[first:]
        labelled = [self._mark_of(label), drawn, "EMC"]
        told = [self._mark_of(body), *_explained(text, meaning), "EMC"]
        code[first:] = [*labelled, *told, restore]

    @property
    def pieces(self) -> int:
        """How many pieces of the page's content have been drawn."""
        return len(self._code)


class TaggedParagraph(Paragraph):
    """A paragraph that is one element however many pages it is split over."""

    blPara: Any  # noqa: N815
    """The broken lines, reportlab's own."""

    _own: list[Element] | None = None
    """The element of a split paragraph, shared by its parts: empty until the first is drawn."""

    _broken_at: float | None = None
    """The width to which the lines are broken."""

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Break the lines once for a width: a table asks again and again."""
        if aW != self._broken_at or "blPara" not in vars(self):  # split may have dropped the lines
            super().wrap(aW, aH)
            self._broken_at = aW
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803
        """Split between lines; the parts stay one element."""
        parts = super().split(availWidth, availHeight)
        if len(parts) > 1:
            own: list[Element] = [] if self._own is None else self._own
            for part in parts:
                vars(part)["_own"] = own
        return parts

    @property
    def element(self) -> Element | None:
        """The element of which another part was drawn already."""
        return self._own[0] if self._own else None

    def draw(self) -> None:
        """Draw the lines as content of this paragraph's element."""
        canvas = cast("TaggedCanvas", self.canv)
        parent = canvas.open_element
        if parent is None or not self.blPara.lines:
            super().draw()
            return
        if self.bulletText:
            self._draw_listed(canvas, parent)
            return
        element = self.element or self._begun(
            parent if parent.plain else parent.add(_HEADINGS.get(self.style.name, "P"))
        )
        canvas.mark(element)
        start = canvas.pieces
        super().draw()
        canvas.explain(start, self._meaning())
        canvas.end()

    def _meaning(self) -> str:
        """The words of a shaped paragraph; nothing for one whose letters say them."""
        if not self.style.shaping:
            return ""
        return " ".join(meant(_line(line)).strip() for line in self.blPara.lines)

    def _begun(self, element: Element) -> Element:
        if self._own is not None:
            self._own.append(element)
        return element

    def _draw_listed(self, canvas: TaggedCanvas, parent: Element) -> None:
        """One of a list: it joins the list that it follows."""
        last = parent.kids[-1] if parent.kids else None
        listing = last if isinstance(last, Element) and last.tag == "L" else parent.add("L")
        listing.numbering = "Decimal" if str(self.bulletText)[:1].isdigit() else "Disc"
        item = listing.add("LI")
        label, body = item.add("Lbl"), self._begun(item.add("LBody"))
        start = canvas.pieces
        super().draw()
        canvas.place_label(start, label, body, self._meaning())


def _explained(drawn: list[str], meaning: str) -> list[str]:
    """Glyphs with the words that they stand for, if they do not say them by themselves."""
    if not meaning:
        return drawn
    said = f"/Span <</ActualText <FEFF{meaning.encode('utf-16-be').hex()}>>> BDC"
    return [said, *drawn, "EMC"]


def _line(line: Any) -> str:
    """The glyphs of a line, which reportlab keeps as words, or as pieces of one font each."""
    if isinstance(line, tuple):
        return " ".join(cast("tuple[float, list[str]]", line)[1])
    return "".join(piece.text for piece in line.words)


@contextmanager
def figure(canvas: Canvas, alt: str, width: float, height: float) -> Generator[None]:
    """Draw a picture at the origin, of this size in points, with the words that stand for it."""
    tagged = cast("TaggedCanvas", canvas)
    parent = tagged.open_element
    if parent is None:
        yield
        return
    left, bottom = canvas.absolutePosition(0, 0)
    element = parent.add("Figure")
    element.alt, element.box = alt, (left, bottom, left + width, bottom + height)
    tagged.mark(element)
    yield
    tagged.end()
