"""What leaves for the printer is the page as it is, and only what the person asked for."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import ImageChops
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from reportlab.lib.pagesizes import A4, LETTER, landscape
from reportlab.pdfgen.canvas import Canvas

from fieldapp.ui.printing import NotPrinted, print_paper
from fieldapp.work.deliveries import PrintedSheets
from tests.given.printers import a_printer, sheets
from tests.ui.standins import all_turns


def a_paper(size: tuple[float, float], pages: int = 3) -> bytes:
    """Pages with a frame 20 points from each edge and their number."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=size)
    for page in range(1, pages + 1):
        canvas.rect(20, 20, size[0] - 40, size[1] - 40)
        canvas.setFont("Helvetica", 40)
        canvas.drawString(100, 300, f"Hoja {page}")
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def printed(pdf: bytes, printer: QPrinter) -> PrintedSheets:
    return all_turns(print_paper(pdf, "Acta", printer))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("size", [LETTER, A4, landscape(LETTER), (612, 936)])
def test_a_page_comes_out_at_its_own_size_and_place(
    tmp_path: Path, size: tuple[float, float]
) -> None:
    pdf, out = a_paper(size, 1), tmp_path / "out.pdf"
    printed(pdf, a_printer(out))
    with pypdfium2.PdfDocument(pdf) as document:
        wanted = document[0].render(scale=1, grayscale=True).to_pil()
    (came,) = sheets(out)
    for ours, theirs in zip(came.size, wanted.size, strict=True):
        assert abs(ours - theirs) <= 1  # a printer counts whole points
    ink_of_both = [ImageChops.invert(one).point(_dark).getbbox() for one in (wanted, came)]
    for ours, theirs in zip(*ink_of_both, strict=True):
        assert abs(ours - theirs) <= 1


@pytest.mark.usefixtures("qapp")
def test_only_the_pages_asked_for_come_out_and_so_many_times(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    took = printed(a_paper(LETTER, 4), a_printer(out, pages=(2, 3), copies=2))
    assert (took.first_page, took.last_page, took.copies) == (2, 3, 2)
    two, three, two_again, three_again = sheets(out)
    assert _differ(two, three)
    assert not _differ(two, two_again)
    assert not _differ(three, three_again)


@pytest.mark.usefixtures("qapp")
def test_a_range_beyond_the_end_stops_at_the_end(tmp_path: Path) -> None:
    took = printed(a_paper(LETTER, 2), a_printer(tmp_path / "o.pdf", pages=(2, 9)))
    assert (took.first_page, took.last_page) == (2, 2)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_said_to_have_failed(
    qapp: QApplication, tmp_path: Path
) -> None:
    with pytest.raises(NotPrinted, match="memoria USB"):
        printed(a_paper(LETTER, 1), a_printer(tmp_path / "none" / "out.pdf"))


@pytest.mark.usefixtures("qapp")
def test_the_window_lives_between_the_strips_and_may_stop_the_printer(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    turns = print_paper(a_paper(LETTER, 3), "Acta", a_printer(out))
    assert next(turns) == (0, 3)
    turns.close()
    assert len(list(sheets(out))) == 1  # a printer of paper drops it; a file has what was drawn


def _dark(grey: int) -> int:
    return 255 if grey > 60 else 0


def _differ(one: Any, other: Any) -> bool:
    return ImageChops.difference(one, other).getbbox() is not None
