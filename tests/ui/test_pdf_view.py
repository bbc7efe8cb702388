"""The preview of a paper: drawn when in sight, as wide as there is room."""

from __future__ import annotations

from io import BytesIO

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from reportlab.lib.colors import black
from reportlab.pdfgen.canvas import Canvas

from fieldapp.records.text import SPANISH
from fieldapp.ui.widgets.pdf_view import PdfView
from tests.ui.standins import tools_for


def a_paper(pages: int) -> bytes:
    """Pages of 612 x 792 points, black in their upper half."""
    written = BytesIO()
    canvas = Canvas(written, pagesize=(612, 792))
    for _ in range(pages):
        canvas.setFillColor(black)
        canvas.rect(0, 396, 612, 396, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


@pytest.fixture
def view(qtbot: QtBot) -> PdfView:
    tools = tools_for()
    made = PdfView(tools.jobs, tools.theme, SPANISH)
    qtbot.add_widget(made)
    made.resize(640, 480)
    made.show()
    return made


def _raise(error: Exception) -> None:
    raise error


def test_the_pages_stand_one_under_the_other_in_their_shape(view: PdfView, qtbot: QtBot) -> None:
    view.show_pdf(a_paper(3), failed=_raise)
    assert view.page_count == 3
    first = view._pages[0]
    assert first.height() == round(first.width() * 792 / 612)
    assert first.width() < view.width()


def test_what_is_printed_is_seen(view: PdfView, qtbot: QtBot) -> None:
    view.show_pdf(a_paper(1), failed=_raise)
    page = view._pages[0]
    picture = page.grab().toImage()
    assert picture.pixelColor(page.width() // 2, page.height() // 4).name() == "#000000"
    assert picture.pixelColor(page.width() // 2, page.height() * 3 // 4).name() == "#ffffff"


def test_control_and_plus_make_it_larger(view: PdfView, qtbot: QtBot) -> None:
    view.resize(1200, 600)
    view.show_pdf(a_paper(1), failed=_raise)
    before = view._pages[0].width()
    qtbot.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view._pages[0].width() == round(before * 1.25)


def test_what_is_no_pdf_is_told(view: PdfView) -> None:
    failures: list[Exception] = []
    view.show_pdf(b"nothing of the kind", failed=failures.append)
    assert len(failures) == 1
    assert view.page_count == 0
